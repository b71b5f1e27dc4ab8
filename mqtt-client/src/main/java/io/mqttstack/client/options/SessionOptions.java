package io.mqttstack.client.options;

import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.connect.ConnectPackets;

/**
 * Which session a client asks for, and what happens to it. Immutable.
 *
 * <p>{@link #NEW} has a session for each connection; {@link #kept()} goes on with the one of before, so that the server
 * keeps messages while the client is away.
 */
public final class SessionOptions {
    /** A new session, which ends with its connection. */
    public static final SessionOptions NEW = builder().build();

    private final boolean cleanStart;
    private final long sessionExpiryInterval;
    private final boolean acceptUnknownSession;
    private final boolean republishAfterSessionLoss;

    private SessionOptions(Builder builder) {
        this.cleanStart = builder.cleanStart;
        this.sessionExpiryInterval = builder.sessionExpiryInterval;
        this.acceptUnknownSession = builder.acceptUnknownSession;
        this.republishAfterSessionLoss = builder.republishAfterSessionLoss;
    }

    /** {@return the options of a session that is resumed, and that the server keeps for ever} */
    public static SessionOptions kept() {
        return builder().cleanStart(false).build();
    }

    /**
     * Makes the options of a session that is resumed, 5.0 only.
     *
     * @param seconds how long the server keeps it after a connection, 0 to 4,294,967,295, which means for ever
     * @return the options
     */
    public static SessionOptions kept(long seconds) {
        return builder().cleanStart(false).sessionExpiryInterval(seconds).build();
    }

    /** {@return a builder that starts with {@link #NEW}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Tells whether the first connect asks for a new session.
     *
     * @return Clean Start; on 3.x Clean Session, which holds for every connect
     */
    public boolean cleanStart() {
        return cleanStart;
    }

    /**
     * Returns how long the server keeps the session after a connection.
     *
     * @return seconds, 0 to 4,294,967,295, which means for ever
     */
    public long sessionExpiryInterval() {
        if (sessionExpiryInterval >= 0) {
            return sessionExpiryInterval;
        }
        return cleanStart ? 0 : ConnectPackets.FOR_EVER;
    }

    /**
     * Tells whether a 5.0 client goes on with a session of the server that it knows nothing of.
     *
     * @return false: connect fails [MQTT-3.2.2-4]
     */
    public boolean acceptUnknownSession() {
        return acceptUnknownSession;
    }

    /**
     * Tells whether a QoS 2 message whose PUBLISH was sent is published again when the server lost the session.
     *
     * @return false: it ends as {@link PublishResult.Outcome#SESSION_LOST}
     */
    public boolean republishAfterSessionLoss() {
        return republishAfterSessionLoss;
    }

    @Override
    public String toString() {
        return "SessionOptions[cleanStart=" + cleanStart + ", sessionExpiryInterval=" + sessionExpiryInterval() + "]";
    }

    /** Builds {@link SessionOptions}. Not for use by several threads at once. */
    public static final class Builder {
        private boolean cleanStart = true;
        private long sessionExpiryInterval = -1;
        private boolean acceptUnknownSession;
        private boolean republishAfterSessionLoss;

        private Builder() {}

        /**
         * Sets whether the first connect asks for a new session (on 3.x: every connect, Clean Session); true by default.
         *
         * @param cleanStart true: a new session
         * @return this
         */
        public Builder cleanStart(boolean cleanStart) {
            this.cleanStart = cleanStart;
            return this;
        }

        /**
         * Sets how long the server keeps the session after a connection, 5.0 only. By default 0 with Clean Start 1, so
         * that every connection has a session of its own, and for ever with Clean Start 0.
         *
         * @param seconds 0 to 4,294,967,295, which means for ever
         * @return this
         */
        public Builder sessionExpiryInterval(long seconds) {
            if (seconds < 0 || seconds > ConnectPackets.FOR_EVER) {
                throw new IllegalArgumentException(
                        "Session Expiry Interval must be 0 to 4294967295 seconds, not " + seconds);
            }
            this.sessionExpiryInterval = seconds;
            return this;
        }

        /**
         * Lets a 5.0 client go on with a session of the server that it knows nothing of, for example after a restart
         * of the process.
         *
         * @return this
         */
        public Builder acceptUnknownSession() {
            this.acceptUnknownSession = true;
            return this;
        }

        /**
         * Publishes a QoS 2 message again when the server lost the session after its PUBLISH was sent: it may then be
         * delivered twice. By default it ends as {@link PublishResult.Outcome#SESSION_LOST}.
         *
         * @return this
         */
        public Builder republishAfterSessionLoss() {
            this.republishAfterSessionLoss = true;
            return this;
        }

        /** {@return the options} */
        public SessionOptions build() {
            return new SessionOptions(this);
        }
    }
}
