package io.mqttstack.transport.netty;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;

/** Says what went wrong with a WebSocket, and what to do about it. */
final class WebSocketFailures {

    private static final int LONGEST = 200;

    private WebSocketFailures() {}

    static TransportException failed(Endpoint endpoint, Throwable cause, boolean wasOpen) {
        String what = printable(String.valueOf(cause.getMessage()));
        if (wasOpen) {
            return new TransportException(Kind.FAILED, "The WebSocket with " + endpoint + " broke: " + what, cause);
        }
        String advice = cause instanceof WebSocketClientHandshakeException
                ? "; check the path, which is often /mqtt, the subprotocol, and what headers the server wants"
                : "; does a WebSocket server listen on this port?";
        return new TransportException(Kind.FAILED, "No WebSocket with " + endpoint + ": " + what + advice, cause);
    }

    static TransportException text(Endpoint endpoint) {
        return new TransportException(
                Kind.FAILED,
                "The peer at " + endpoint + " sends text over WebSocket, where MQTT is binary [MQTT-6.0.0-1]");
    }

    static TransportException closedEarly(Endpoint endpoint) {
        return new TransportException(
                Kind.FAILED,
                "No WebSocket with " + endpoint
                        + ": the peer closed during the handshake; does a WebSocket server listen on this port?");
    }

    static TransportException truncated(Endpoint endpoint) {
        return new TransportException(
                Kind.TRUNCATED,
                "The WebSocket with " + endpoint
                        + " ended without a Close frame: the peer or something between cut it");
    }

    /** Some of a peer's text, without what could disturb a terminal or a log. */
    private static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
