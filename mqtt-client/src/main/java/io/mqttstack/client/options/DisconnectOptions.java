package io.mqttstack.client.options;

import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.codec.packet.Disconnect;
import java.time.Duration;
import java.util.Objects;

/** How to disconnect. Immutable. */
public final class DisconnectOptions {
    /** Disconnects at once; the server deletes the Will and keeps the session for as long as CONNECT asked for. */
    public static final DisconnectOptions DEFAULT = builder().build();

    private final Duration drain;
    private final boolean publishWill;
    private final Disconnect.Properties properties;

    private DisconnectOptions(Builder builder) {
        this.drain = builder.drain;
        this.publishWill = builder.publishWill;
        this.properties = builder.properties.build();
    }

    /**
     * Waits for publishes that are under way, then disconnects.
     *
     * @param time the longest wait
     * @return the options
     */
    public static DisconnectOptions drain(Duration time) {
        return builder().drain(time).build();
    }

    /** {@return a builder that starts with {@link #DEFAULT}} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how long to wait for publishes that are not yet complete before DISCONNECT is sent; zero: not at all} */
    public Duration drain() {
        return drain;
    }

    /** {@return whether the server publishes the Will although the disconnection is orderly (0x04); 5.0 only} */
    public boolean publishWill() {
        return publishWill;
    }

    /** {@return the properties of DISCONNECT; 5.0 only} */
    public Disconnect.Properties properties() {
        return properties;
    }

    @Override
    public String toString() {
        return "DisconnectOptions[drain=" + drain + ", publishWill=" + publishWill + ", " + properties + "]";
    }

    /** Builds {@link DisconnectOptions}. Not for use by several threads at once. */
    public static final class Builder {
        private Duration drain = Duration.ZERO;
        private boolean publishWill;
        private final Disconnect.Properties.Builder properties = Disconnect.Properties.builder();

        private Builder() {}

        /**
         * Waits for publishes that are under way before DISCONNECT is sent.
         *
         * @param time the longest wait, zero or more
         * @return this
         */
        public Builder drain(Duration time) {
            Objects.requireNonNull(time, "time");
            if (time.isNegative()) {
                throw new IllegalArgumentException("The time to drain must not be negative: " + time);
            }
            this.drain = time;
            return this;
        }

        /**
         * Lets the server publish the Will although the disconnection is orderly, 5.0 only.
         *
         * @return this
         */
        public Builder publishWill() {
            this.publishWill = true;
            return this;
        }

        /**
         * Changes how long the server keeps the session, 5.0 only: 0 ends it, and with it what is under way. Without effect
         * while the client is not connected.
         *
         * @param seconds 0 to 4,294,967,295, which means for ever; above 0 only where CONNECT had it above 0
         * @return this
         */
        public Builder sessionExpiryInterval(long seconds) {
            if (seconds < 0 || seconds > ConnectPackets.FOR_EVER) {
                throw new IllegalArgumentException(
                        "Session Expiry Interval must be 0 to 4294967295 seconds, not " + seconds);
            }
            properties.sessionExpiryInterval(seconds);
            return this;
        }

        /**
         * Tells the server why, for people to read, 5.0 only. Left out where DISCONNECT would be too large for the server
         * [MQTT-3.14.2-3].
         *
         * @param text the Reason String
         * @return this
         */
        public Builder reasonString(String text) {
            properties.reasonString(text);
            return this;
        }

        /**
         * Adds a User Property, 5.0 only. All are left out where DISCONNECT would be too large for the server
         * [MQTT-3.14.2-4].
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        public Builder userProperty(String name, String value) {
            properties.userProperty(name, value);
            return this;
        }

        /** {@return the options} */
        public DisconnectOptions build() {
            return new DisconnectOptions(this);
        }
    }
}
