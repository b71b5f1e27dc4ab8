package io.mqttstack.transport.internal;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/** Says what an exception of the JDK means, for which endpoint, and what to do about it. */
public final class Failures {

    private Failures() {}

    /** What the JDK threw while connecting. */
    public static TransportException connecting(Endpoint endpoint, Exception cause) {
        if (cause instanceof TransportException known) {
            return known;
        }
        Kind kind = kind(cause, Kind.FAILED);
        String advice = switch (kind) {
            case UNKNOWN_HOST -> "the name cannot be resolved: check its spelling and the name service";
            case REFUSED -> "nothing listens there: check the port, and that the server runs";
            case TIMED_OUT -> "no answer: check the address, and that no firewall drops the packets";
            case UNREACHABLE -> "no route: check the address and the network";
            case RESET -> "the peer cut the connection at once";
            case PROXY, TLS, TRUNCATED, CANCELLED, UNSUPPORTED_SCHEME, FAILED -> reason(cause);
        };
        return new TransportException(kind, "Cannot connect to " + endpoint + ": " + advice, cause);
    }

    /** Whether the peer listens but has no room in its queue: a Unix socket says so at once, where TCP is silent. */
    public static boolean queueFull(Exception cause) {
        return cause instanceof SocketException && reason(cause).contains("temporarily unavailable");
    }

    /** Opening took longer than allowed. */
    public static TransportException timedOut(Endpoint endpoint, Duration timeout) {
        return new TransportException(
                Kind.TIMED_OUT,
                "Cannot connect to " + endpoint + ": not done after " + seconds(timeout)
                        + "; check the address, and that no firewall drops the packets, or allow more time");
    }

    /** Closed by this side before it was open. */
    public static TransportException cancelled(Endpoint endpoint) {
        return new TransportException(Kind.CANCELLED, "Connecting to " + endpoint + " was called off");
    }

    /** What the JDK threw when an open connection was read or written. */
    public static TransportException broken(Endpoint endpoint, IOException cause) {
        return new TransportException(
                kind(cause, Kind.RESET),
                "The connection with " + endpoint + " broke (" + reason(cause)
                        + "): the peer or something between cut it",
                cause);
    }

    /** User code threw. */
    public static TransportException handler(Endpoint endpoint, Throwable cause) {
        return new TransportException(
                Kind.FAILED, "The handler of the connection with " + endpoint + " threw " + cause, cause);
    }

    /** Closing took longer than allowed. */
    public static TransportException notTaken(Endpoint endpoint, Duration timeout, long bytes) {
        return new TransportException(
                Kind.TIMED_OUT,
                "The peer at " + endpoint + " did not take the last " + bytes + " bytes within " + seconds(timeout)
                        + " after closing; they were dropped");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static String reason(Exception cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** The JDK tells most failures of sockets apart by their messages only. */
    private static Kind kind(Exception cause, Kind otherwise) {
        String message = reason(cause).toLowerCase(Locale.ROOT);
        if (cause instanceof UnknownHostException) {
            return Kind.UNKNOWN_HOST;
        } else if (message.contains("refused") || message.contains("no such file")) {
            return Kind.REFUSED;
        } else if (message.contains("timed out")) {
            return Kind.TIMED_OUT;
        } else if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Kind.UNREACHABLE;
        } else if (message.contains("reset") || message.contains("broken pipe") || message.contains("aborted")) {
            return Kind.RESET;
        }
        return otherwise;
    }
}
