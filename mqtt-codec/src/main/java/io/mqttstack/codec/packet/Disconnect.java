package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * DISCONNECT: the last packet on a connection [MQTT-3.14.4-1]; before MQTT 5.0 only a Client sends it.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 1 1 0 | 0 0 0 0 | Remaining Length | Reason Code (5.0) | properties (5.0) |
 * </pre>
 *
 * A Reason Code and properties that are left out at the end, as always before MQTT 5.0, mean a normal end and none.
 *
 * @param reasonCode why the connection ends; before MQTT 5.0 it can only be {@link
 *     DisconnectReasonCode#NORMAL_DISCONNECTION}
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record Disconnect(DisconnectReasonCode reasonCode, Properties properties) implements Packet {
    /**
     * Checks that nothing is missing.
     *
     * @param reasonCode why the connection ends
     * @param properties the properties
     */
    public Disconnect {
        Objects.requireNonNull(reasonCode, "reasonCode");
        Objects.requireNonNull(properties, "properties");
    }

    /** Ends the connection as planned, without properties. */
    public Disconnect() {
        this(DisconnectReasonCode.NORMAL_DISCONNECTION);
    }

    /**
     * Ends the connection, without properties.
     *
     * @param reasonCode why the connection ends; before MQTT 5.0 it can only be {@link
     *     DisconnectReasonCode#NORMAL_DISCONNECTION}
     */
    public Disconnect(DisconnectReasonCode reasonCode) {
        this(reasonCode, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.DISCONNECT;
    }

    /** The properties of DISCONNECT. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = -1;

        private final long sessionExpiryInterval;
        private final @Nullable String reasonString;
        private final List<UserProperty> userProperties;
        private final @Nullable String serverReference;

        private Properties(Properties.Builder builder) {
            sessionExpiryInterval = builder.sessionExpiryInterval;
            reasonString = builder.reasonString;
            userProperties = List.copyOf(builder.userProperties);
            serverReference = builder.serverReference;
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.sessionExpiryInterval = sessionExpiryInterval;
            builder.reasonString = reasonString;
            builder.userProperties = new ArrayList<>(userProperties);
            builder.serverReference = serverReference;
            return builder;
        }

        /**
         * {@return the Session Expiry Interval in seconds, from a Client only [MQTT-3.14.2-2], or empty when the
         * value of CONNECT or CONNACK stands}
         */
        public OptionalLong sessionExpiryInterval() {
            return sessionExpiryInterval == ABSENT ? OptionalLong.empty() : OptionalLong.of(sessionExpiryInterval);
        }

        /** {@return the Reason String, for people to read, never to be parsed, or empty} */
        public Optional<String> reasonString() {
            return Optional.ofNullable(reasonString);
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        /** {@return the Server Reference, other servers to use, separated by spaces, from a Server only, or empty} */
        public Optional<String> serverReference() {
            return Optional.ofNullable(serverReference);
        }

        private Fields fields() {
            return new Fields()
                    .with("sessionExpiryInterval", sessionExpiryInterval)
                    .with("reasonString", reasonString)
                    .with("userProperties", userProperties)
                    .with("serverReference", serverReference);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof Properties that && fields().equals(that.fields()));
        }

        @Override
        public int hashCode() {
            return fields().hashCode();
        }

        /** {@return the properties that differ from their defaults; of binary data the length alone} */
        @Override
        public String toString() {
            return fields().describe(NONE.fields());
        }

        /**
         * Builds {@link Properties}. Not safe for use by several threads.
         *
         * <p>Each method throws an {@link IllegalArgumentException} for a value outside the range that it names,
         * and for a string that is ill formed [MQTT-1.5.4-1] or holds U+0000 [MQTT-1.5.4-2].
         */
        public static final class Builder {
            private long sessionExpiryInterval = ABSENT;
            private @Nullable String reasonString;
            private List<UserProperty> userProperties = new ArrayList<>();
            private @Nullable String serverReference;

            private Builder() {}

            /**
             * Sets the Session Expiry Interval.
             *
             * @param value in seconds, from a Client only [MQTT-3.14.2-2]; 4,294,967,295 means that the Session
             *     never expires: 0 to 4,294,967,295; by default absent
             * @return this builder
             */
            public Properties.Builder sessionExpiryInterval(long value) {
                sessionExpiryInterval = Checks.range(value, 0, 4_294_967_295L, "The Session Expiry Interval");
                return this;
            }

            /**
             * Sets the Reason String.
             *
             * @param value for people to read, never to be parsed; a UTF-8 Encoded String of 0 to 65,535 bytes;
             *     by default absent
             * @return this builder
             */
            public Properties.Builder reasonString(String value) {
                Utf8.checkedLength(value, "The Reason String");
                reasonString = value;
                return this;
            }

            /**
             * Adds a User Property behind those already there.
             *
             * @param name the name, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
             * @param value the value, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-1.5.7-1]
             * @return this builder
             */
            public Properties.Builder userProperty(String name, String value) {
                userProperties.add(new UserProperty(name, value));
                return this;
            }

            /**
             * Sets all User Properties, in place of those already there.
             *
             * @param properties the properties in their order; copied
             * @return this builder
             */
            public Properties.Builder userProperties(List<UserProperty> properties) {
                userProperties = new ArrayList<>(properties);
                return this;
            }

            /**
             * Sets the Server Reference.
             *
             * @param value other servers to use, separated by spaces, from a Server only; a UTF-8 Encoded String
             *     of 0 to 65,535 bytes; by default absent
             * @return this builder
             */
            public Properties.Builder serverReference(String value) {
                Utf8.checkedLength(value, "The Server Reference");
                serverReference = value;
                return this;
            }

            /** {@return the properties} */
            public Properties build() {
                return new Properties(this);
            }
        }
    }
}
