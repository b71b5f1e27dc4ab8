package io.mqttstack.client.internal.connect;

import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.BadIdentifierException;
import io.mqttstack.client.BadVersionException;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.Optional;

/** What the server or the network said, as the exception that the application catches. */
public final class Refusals {
    private Refusals() {}

    public static MqttException of(ConnAck connAck, Endpoint endpoint) {
        String message = endpoint + " refused the connection: " + connAck.reasonCode()
                + because(connAck.properties().reasonString());
        return switch (connAck.reasonCode()) {
            case UNSUPPORTED_PROTOCOL_VERSION ->
                new BadVersionException(message + "; choose another version()", null, connAck);
            case CLIENT_IDENTIFIER_NOT_VALID -> new BadIdentifierException(message, null, connAck);
            case BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD ->
                new BadCredentialsException(message, null, connAck);
            case NOT_AUTHORIZED, BANNED -> new NotAuthorizedException(message, null, connAck);
            case SERVER_UNAVAILABLE,
                    SERVER_BUSY,
                    QUOTA_EXCEEDED,
                    USE_ANOTHER_SERVER,
                    SERVER_MOVED,
                    CONNECTION_RATE_EXCEEDED -> new ServerUnavailableException(message, null, connAck);
            case SUCCESS,
                    UNSPECIFIED_ERROR,
                    MALFORMED_PACKET,
                    PROTOCOL_ERROR,
                    IMPLEMENTATION_SPECIFIC_ERROR,
                    TOPIC_NAME_INVALID,
                    PACKET_TOO_LARGE,
                    PAYLOAD_FORMAT_INVALID,
                    RETAIN_NOT_SUPPORTED,
                    QOS_NOT_SUPPORTED -> new MqttException(message, null, connAck, false);
        };
    }

    public static MqttException of(Disconnect disconnect, Endpoint endpoint) {
        String message = endpoint + " disconnected the client: " + disconnect.reasonCode()
                + because(disconnect.properties().reasonString());
        return switch (disconnect.reasonCode()) {
            case NOT_AUTHORIZED -> new NotAuthorizedException(message, null, disconnect);
            case BAD_AUTHENTICATION_METHOD -> new BadCredentialsException(message, null, disconnect);
            case SESSION_TAKEN_OVER ->
                new MqttException(message + "; another client uses this Client Identifier", null, disconnect, false);
            case NORMAL_DISCONNECTION,
                    DISCONNECT_WITH_WILL_MESSAGE,
                    UNSPECIFIED_ERROR,
                    MALFORMED_PACKET,
                    PROTOCOL_ERROR,
                    IMPLEMENTATION_SPECIFIC_ERROR,
                    SERVER_BUSY,
                    SERVER_SHUTTING_DOWN,
                    KEEP_ALIVE_TIMEOUT,
                    TOPIC_FILTER_INVALID,
                    TOPIC_NAME_INVALID,
                    RECEIVE_MAXIMUM_EXCEEDED,
                    TOPIC_ALIAS_INVALID,
                    PACKET_TOO_LARGE,
                    MESSAGE_RATE_TOO_HIGH,
                    QUOTA_EXCEEDED,
                    ADMINISTRATIVE_ACTION,
                    PAYLOAD_FORMAT_INVALID,
                    RETAIN_NOT_SUPPORTED,
                    QOS_NOT_SUPPORTED,
                    USE_ANOTHER_SERVER,
                    SERVER_MOVED,
                    SHARED_SUBSCRIPTIONS_NOT_SUPPORTED,
                    CONNECTION_RATE_EXCEEDED,
                    MAXIMUM_CONNECT_TIME,
                    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
                    WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED -> new ServerUnavailableException(message, null, disconnect);
        };
    }

    public static MqttException of(Optional<TransportException> cause, Endpoint endpoint, boolean accepted) {
        boolean cut = cause.map(failure -> failure.kind() == TransportException.Kind.RESET)
                .orElse(true);
        String advice =
                cut && !accepted && endpoint.scheme().equals("mqtt") ? "; does it expect TLS on this port?" : "";
        return cause.<MqttException>map(failure -> failure.kind() == TransportException.Kind.UNSUPPORTED_SCHEME
                        ? new MqttException(String.valueOf(failure.getMessage()), failure, null, false)
                        : new ServerUnavailableException(
                                "No connection to " + endpoint + ": " + failure.getMessage() + advice, failure, null))
                .orElseGet(
                        () -> new ServerUnavailableException(endpoint + " closed the connection" + advice, null, null));
    }

    public static MqttException of(MqttProtocolException violation, Endpoint endpoint, boolean accepted) {
        String what = accepted ? endpoint + " broke the protocol: " : endpoint + " does not answer as an MQTT server: ";
        return new MqttException(what + violation.getMessage(), violation, null, accepted);
    }

    public static MqttException silent(Endpoint endpoint, Duration timeout) {
        return new ServerUnavailableException(
                "No CONNACK from " + endpoint + " within the network timeout of " + timeout.toMillis() + " ms",
                null,
                null);
    }

    public static MqttException dead(Endpoint endpoint) {
        return new ServerUnavailableException(endpoint + " no longer answers (Keep Alive)", null, null);
    }

    private static String because(Optional<String> reason) {
        return reason.map(text -> ": " + printable(text)).orElse("");
    }

    /** A peer's text without what could disturb a terminal or a log. */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().limit(1_000).forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return safe.toString();
    }
}
