package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * AUTH: a step of an enhanced authentication. MQTT 5.0 only.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 1 1 1 | 0 0 0 0 | Remaining Length | Reason Code | properties |
 * </pre>
 *
 * @param reasonCode where the exchange stands
 * @param properties the properties, with the Authentication Method; only with {@link AuthReasonCode#SUCCESS} they
 *     may be {@link Properties#NONE}, as the shortest AUTH has none
 */
public record Auth(AuthReasonCode reasonCode, Properties properties) implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param reasonCode where the exchange stands
     * @param properties the properties
     * @throws IllegalArgumentException if the Authentication Method is missing
     */
    public Auth {
        Objects.requireNonNull(reasonCode, "reasonCode");
        boolean shortest = reasonCode == AuthReasonCode.SUCCESS && properties.equals(Properties.NONE);
        if (!shortest && properties.authenticationMethod().isEmpty()) {
            throw new IllegalArgumentException(
                    "AUTH has no Authentication Method; give that of the CONNECT (section 3.15.2.2.2)");
        }
    }

    @Override
    public PacketType type() {
        return PacketType.AUTH;
    }

    /** The properties of AUTH. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private final @Nullable String authenticationMethod;
        private final @Nullable Bytes authenticationData;
        private final @Nullable String reasonString;
        private final List<UserProperty> userProperties;

        private Properties(Properties.Builder builder) {
            authenticationMethod = builder.authenticationMethod;
            authenticationData = builder.authenticationData;
            reasonString = builder.reasonString;
            userProperties = List.copyOf(builder.userProperties);
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.authenticationMethod = authenticationMethod;
            builder.authenticationData = authenticationData;
            builder.reasonString = reasonString;
            builder.userProperties = new ArrayList<>(userProperties);
            return builder;
        }

        /** {@return the Authentication Method, the one that CONNECT named, or empty} */
        public Optional<String> authenticationMethod() {
            return Optional.ofNullable(authenticationMethod);
        }

        /** {@return the Authentication Data, defined by the Authentication Method, or empty} */
        public Optional<Bytes> authenticationData() {
            return Optional.ofNullable(authenticationData);
        }

        /** {@return the Reason String, for people to read, never to be parsed, or empty} */
        public Optional<String> reasonString() {
            return Optional.ofNullable(reasonString);
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        private Fields fields() {
            return new Fields()
                    .with("authenticationMethod", authenticationMethod)
                    .with("authenticationData", authenticationData)
                    .with("reasonString", reasonString)
                    .with("userProperties", userProperties);
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
            private @Nullable String authenticationMethod;
            private @Nullable Bytes authenticationData;
            private @Nullable String reasonString;
            private List<UserProperty> userProperties = new ArrayList<>();

            private Builder() {}

            /**
             * Sets the Authentication Method.
             *
             * @param value the one that CONNECT named; a UTF-8 Encoded String of 0 to 65,535 bytes; by default
             *     absent
             * @return this builder
             */
            public Properties.Builder authenticationMethod(String value) {
                Utf8.checkedLength(value, "The Authentication Method");
                authenticationMethod = value;
                return this;
            }

            /**
             * Sets the Authentication Data.
             *
             * @param value defined by the Authentication Method; 0 to 65,535 bytes; by default absent
             * @return this builder
             */
            public Properties.Builder authenticationData(Bytes value) {
                authenticationData = Checks.binary(value, "The Authentication Data");
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

            /** {@return the properties} */
            public Properties build() {
                return new Properties(this);
            }
        }
    }
}
