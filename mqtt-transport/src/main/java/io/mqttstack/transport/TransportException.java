package io.mqttstack.transport;

/** A connection failed, or did not come about. The message names the endpoint and what can be done. */
public final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a program may want to know. */
    public enum Kind {
        /** The host name could not be resolved. */
        UNKNOWN_HOST,
        /** Nothing listens there, or a firewall refuses. */
        REFUSED,
        /** The peer did not answer within the time allowed. */
        TIMED_OUT,
        /** No route to the host or the network. */
        UNREACHABLE,
        /** The peer, or something between, cut the connection. */
        RESET,
        /** The proxy did not let us through. */
        PROXY,
        /** The TLS handshake or a TLS record failed: certificate, host name, protocol version, alert. */
        TLS,
        /** The connection ended in the middle: TLS without the peer's close_notify. */
        TRUNCATED,
        /** The attempt to connect was called off by this side. */
        CANCELLED,
        /** No transport here knows the endpoint's scheme, or its library is absent. */
        UNSUPPORTED_SCHEME,
        /** Anything else, such as a handler that threw or an address in use: see the cause. */
        FAILED
    }

    /** What went wrong. */
    private final Kind kind;

    /**
     * Makes a failure that has no other exception as its cause.
     *
     * @param kind what went wrong
     * @param message names the endpoint and what can be done
     */
    public TransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Makes a failure with the exception that caused it.
     *
     * @param kind what went wrong
     * @param message names the endpoint and what can be done
     * @param cause what was thrown
     */
    public TransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** {@return what went wrong} */
    public Kind kind() {
        return kind;
    }
}
