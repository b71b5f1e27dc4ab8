package io.mqttstack.transport.internal;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.netty.NettyWebSockets;

/** Makes the layers of WebSocket. */
public interface WebSocketLibrary {

    /** The client's end over a connection. */
    Layer client(ByteConnection beneath, ConnectOptions options);

    /** The server's end over a connection. */
    Layer server(ByteConnection beneath, ConnectOptions options);

    /**
     * The library, which must be there.
     *
     * @throws TransportException that says what to add, if it is absent
     */
    static WebSocketLibrary require(Endpoint endpoint) {
        try {
            return NettyWebSockets.instance();
        } catch (LinkageError absent) {
            boolean modules = WebSocketLibrary.class.getModule().isNamed();
            throw new TransportException(
                    Kind.UNSUPPORTED_SCHEME,
                    "WebSocket, which " + endpoint + " asks for, needs Netty, which is not on the "
                            + (modules ? "module" : "class") + " path: add io.netty:netty-codec-http"
                            + (modules ? " and start Java with --add-modules io.netty.codec.http" : ""),
                    absent);
        }
    }
}
