package io.mqttstack.codec.packet;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CONNECT: the first packet of a connection. The text form shows neither the password nor the payload of the Will.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 0 0 0 1 | 0 0 0 0 | Remaining Length | Protocol Name | Protocol Version | Connect Flags | Keep Alive
 *   | properties (5.0) | Client Identifier | Will | User Name | Password |
 *
 *   Connect Flags:  7 User Name | 6 Password | 5 Will Retain | 4-3 Will QoS | 2 Will | 1 Clean Start | 0 reserved
 * </pre>
 *
 * @param version the protocol version of the connection
 * @param clientIdentifier the Client Identifier, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-3.1.3-4];
 *     empty where the Server shall assign one
 * @param cleanStart whether a Session that exists is discarded [MQTT-3.1.2-4]; called Clean Session before MQTT
 *     5.0, where the new one then also ends with the connection
 * @param keepAlive the Keep Alive in seconds, 0 to 65,535; 0 turns it off
 * @param will the Will, or empty
 * @param userName the User Name, a UTF-8 Encoded String of 0 to 65,535 bytes [MQTT-3.1.3-12], or empty
 * @param password the Password, 0 to 65,535 bytes, or empty
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record Connect(
        ProtocolVersion version,
        String clientIdentifier,
        boolean cleanStart,
        int keepAlive,
        Optional<Will> will,
        Optional<String> userName,
        Optional<Bytes> password,
        Properties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param version the protocol version of the connection
     * @param clientIdentifier the Client Identifier
     * @param cleanStart whether a Session that exists is discarded
     * @param keepAlive the Keep Alive
     * @param will the Will
     * @param userName the User Name
     * @param password the Password
     * @param properties the properties
     * @throws IllegalArgumentException if a string or the Password is too long, a string is ill formed or holds
     *     U+0000, or the Keep Alive is out of range
     */
    public Connect {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(will, "will");
        Objects.requireNonNull(properties, "properties");
        Utf8.checkedLength(clientIdentifier, "The Client Identifier");
        Checks.range(keepAlive, 0, 65_535, "The Keep Alive");
        userName.ifPresent(name -> Utf8.checkedLength(name, "The User Name"));
        password.ifPresent(bytes -> Checks.binary(bytes, "The Password"));
    }

    /**
     * Starts a CONNECT with Clean Start, a Keep Alive of 60 seconds and nothing optional.
     *
     * @param version the protocol version of the connection
     * @param clientIdentifier the Client Identifier; empty where the Server shall assign one
     * @return a new builder
     */
    public static Connect.Builder builder(ProtocolVersion version, String clientIdentifier) {
        return new Connect.Builder(version, clientIdentifier);
    }

    /** {@return all but the secrets: a password shows as {@code ***}, the payload of the Will as its length} */
    @Override
    public String toString() {
        return "Connect[version=" + version + ", clientIdentifier=" + clientIdentifier + ", cleanStart=" + cleanStart
                + ", keepAlive=" + keepAlive + ", will=" + will + ", userName=" + userName + ", password="
                + (password.isPresent() ? "***" : "none") + ", properties=" + properties + "]";
    }

    /** Builds {@link Connect}. Not safe for use by several threads. */
    public static final class Builder {
        private final ProtocolVersion version;
        private final String clientIdentifier;
        private boolean cleanStart = true;
        private int keepAlive = 60;
        private Optional<Will> will = Optional.empty();
        private Optional<String> userName = Optional.empty();
        private Optional<Bytes> password = Optional.empty();
        private Properties properties = Properties.NONE;

        private Builder(ProtocolVersion version, String clientIdentifier) {
            this.version = version;
            this.clientIdentifier = clientIdentifier;
        }

        /**
         * Sets Clean Start, called Clean Session before MQTT 5.0.
         *
         * @param value whether a Session that exists is discarded; by default true
         * @return this builder
         */
        public Connect.Builder cleanStart(boolean value) {
            cleanStart = value;
            return this;
        }

        /**
         * Sets the Keep Alive.
         *
         * @param seconds 0 to 65,535; 0 turns it off; by default 60
         * @return this builder
         */
        public Connect.Builder keepAlive(int seconds) {
            keepAlive = seconds;
            return this;
        }

        /**
         * Sets the Will.
         *
         * @param value the Will; by default there is none
         * @return this builder
         */
        public Connect.Builder will(Will value) {
            will = Optional.of(value);
            return this;
        }

        /**
         * Sets the User Name.
         *
         * @param value a UTF-8 Encoded String of 0 to 65,535 bytes; by default there is none
         * @return this builder
         */
        public Connect.Builder userName(String value) {
            userName = Optional.of(value);
            return this;
        }

        /**
         * Sets the Password. Before MQTT 5.0 it needs a User Name.
         *
         * @param value 0 to 65,535 bytes; by default there is none
         * @return this builder
         */
        public Connect.Builder password(Bytes value) {
            password = Optional.of(value);
            return this;
        }

        /**
         * Sets the properties. MQTT 5.0 only.
         *
         * @param value the properties; by default {@link Properties#NONE}
         * @return this builder
         */
        public Connect.Builder properties(Properties value) {
            properties = value;
            return this;
        }

        /**
         * Builds the packet.
         *
         * @return the packet
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Connect build() {
            return new Connect(version, clientIdentifier, cleanStart, keepAlive, will, userName, password, properties);
        }
    }

    @Override
    public PacketType type() {
        return PacketType.CONNECT;
    }

    /** The properties of CONNECT. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = -1;

        private final long sessionExpiryInterval;
        private final int receiveMaximum;
        private final long maximumPacketSize;
        private final int topicAliasMaximum;
        private final boolean requestResponseInformation;
        private final boolean requestProblemInformation;
        private final List<UserProperty> userProperties;
        private final @Nullable String authenticationMethod;
        private final @Nullable Bytes authenticationData;

        private Properties(Properties.Builder builder) {
            sessionExpiryInterval = builder.sessionExpiryInterval;
            receiveMaximum = builder.receiveMaximum;
            maximumPacketSize = builder.maximumPacketSize;
            topicAliasMaximum = builder.topicAliasMaximum;
            requestResponseInformation = builder.requestResponseInformation;
            requestProblemInformation = builder.requestProblemInformation;
            userProperties = List.copyOf(builder.userProperties);
            authenticationMethod = builder.authenticationMethod;
            authenticationData = builder.authenticationData;
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.sessionExpiryInterval = sessionExpiryInterval;
            builder.receiveMaximum = receiveMaximum;
            builder.maximumPacketSize = maximumPacketSize;
            builder.topicAliasMaximum = topicAliasMaximum;
            builder.requestResponseInformation = requestResponseInformation;
            builder.requestProblemInformation = requestProblemInformation;
            builder.userProperties = new ArrayList<>(userProperties);
            builder.authenticationMethod = authenticationMethod;
            builder.authenticationData = authenticationData;
            return builder;
        }

        /**
         * {@return the Session Expiry Interval in seconds; 4,294,967,295 means that the Session never expires; 0 by
         * default}
         */
        public long sessionExpiryInterval() {
            return sessionExpiryInterval;
        }

        /**
         * {@return the Receive Maximum, the most QoS 1 and QoS 2 messages that the Client handles at once; 65,535 by
         * default}
         */
        public int receiveMaximum() {
            return receiveMaximum;
        }

        /**
         * {@return the Maximum Packet Size, the largest packet that the Client takes, in bytes of the whole packet,
         * or empty when the protocol alone limits it}
         */
        public OptionalLong maximumPacketSize() {
            return maximumPacketSize == ABSENT ? OptionalLong.empty() : OptionalLong.of(maximumPacketSize);
        }

        /**
         * {@return the Topic Alias Maximum, the highest Topic Alias that the Client takes; 0 means none; 0 by
         * default}
         */
        public int topicAliasMaximum() {
            return topicAliasMaximum;
        }

        /** {@return whether the Server may send Response Information; false by default} */
        public boolean requestResponseInformation() {
            return requestResponseInformation;
        }

        /**
         * {@return whether the Server may send a Reason String or User Properties with any failure; true by default}
         */
        public boolean requestProblemInformation() {
            return requestProblemInformation;
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        /** {@return the Authentication Method, the name of the enhanced authentication, or empty} */
        public Optional<String> authenticationMethod() {
            return Optional.ofNullable(authenticationMethod);
        }

        /**
         * {@return the Authentication Data, defined by the Authentication Method, without which it is illegal, or
         * empty}
         */
        public Optional<Bytes> authenticationData() {
            return Optional.ofNullable(authenticationData);
        }

        private Fields fields() {
            return new Fields()
                    .with("sessionExpiryInterval", sessionExpiryInterval)
                    .with("receiveMaximum", receiveMaximum)
                    .with("maximumPacketSize", maximumPacketSize)
                    .with("topicAliasMaximum", topicAliasMaximum)
                    .with("requestResponseInformation", requestResponseInformation)
                    .with("requestProblemInformation", requestProblemInformation)
                    .with("userProperties", userProperties)
                    .with("authenticationMethod", authenticationMethod)
                    .with("authenticationData", authenticationData);
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
            private long sessionExpiryInterval = 0;
            private int receiveMaximum = 65_535;
            private long maximumPacketSize = ABSENT;
            private int topicAliasMaximum = 0;
            private boolean requestResponseInformation = false;
            private boolean requestProblemInformation = true;
            private List<UserProperty> userProperties = new ArrayList<>();
            private @Nullable String authenticationMethod;
            private @Nullable Bytes authenticationData;

            private Builder() {}

            /**
             * Sets the Session Expiry Interval.
             *
             * @param value in seconds; 4,294,967,295 means that the Session never expires: 0 to 4,294,967,295; by
             *     default 0
             * @return this builder
             */
            public Properties.Builder sessionExpiryInterval(long value) {
                sessionExpiryInterval = Checks.range(value, 0, 4_294_967_295L, "The Session Expiry Interval");
                return this;
            }

            /**
             * Sets the Receive Maximum.
             *
             * @param value the most QoS 1 and QoS 2 messages that the Client handles at once: 1 to 65,535; by
             *     default 65,535
             * @return this builder
             */
            public Properties.Builder receiveMaximum(int value) {
                receiveMaximum = Checks.range(value, 1, 65_535, "The Receive Maximum");
                return this;
            }

            /**
             * Sets the Maximum Packet Size.
             *
             * @param value the largest packet that the Client takes, in bytes of the whole packet: 1 to
             *     4,294,967,295; by default absent
             * @return this builder
             */
            public Properties.Builder maximumPacketSize(long value) {
                maximumPacketSize = Checks.range(value, 1, 4_294_967_295L, "The Maximum Packet Size");
                return this;
            }

            /**
             * Sets the Topic Alias Maximum.
             *
             * @param value the highest Topic Alias that the Client takes; 0 means none: 0 to 65,535; by default 0
             * @return this builder
             */
            public Properties.Builder topicAliasMaximum(int value) {
                topicAliasMaximum = Checks.range(value, 0, 65_535, "The Topic Alias Maximum");
                return this;
            }

            /**
             * Sets the Request Response Information.
             *
             * @param value whether the Server may send Response Information; by default false
             * @return this builder
             */
            public Properties.Builder requestResponseInformation(boolean value) {
                requestResponseInformation = value;
                return this;
            }

            /**
             * Sets the Request Problem Information.
             *
             * @param value whether the Server may send a Reason String or User Properties with any failure; by
             *     default true
             * @return this builder
             */
            public Properties.Builder requestProblemInformation(boolean value) {
                requestProblemInformation = value;
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
             * Sets the Authentication Method.
             *
             * @param value the name of the enhanced authentication; a UTF-8 Encoded String of 0 to 65,535 bytes;
             *     by default absent
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
             * @param value defined by the Authentication Method, without which it is illegal; 0 to 65,535 bytes;
             *     by default absent
             * @return this builder
             */
            public Properties.Builder authenticationData(Bytes value) {
                authenticationData = Checks.binary(value, "The Authentication Data");
                return this;
            }

            /**
             * Builds the properties.
             *
             * @return the properties
             * @throws IllegalArgumentException if there is Authentication Data without an Authentication Method
             */
            public Properties build() {
                if (authenticationData != null && authenticationMethod == null) {
                    throw new IllegalArgumentException(
                            "Authentication Data needs an Authentication Method (section 3.1.2.11.10)");
                }
                return new Properties(this);
            }
        }
    }
}
