package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CONNACK: the Server's answer to CONNECT.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 0 0 1 0 | 0 0 0 0 | Remaining Length | 0 0 0 0 0 0 0 Session Present | Reason Code | properties (5.0) |
 * </pre>
 *
 * @param sessionPresent whether the Server goes on with a Session it had; always false in MQTT 3.1
 * @param reasonCode the outcome; earlier return codes are mapped, see {@link ConnectReasonCode}
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record ConnAck(boolean sessionPresent, ConnectReasonCode reasonCode, Properties properties) implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param sessionPresent whether the Server goes on with a Session it had
     * @param reasonCode the outcome
     * @param properties the properties
     * @throws IllegalArgumentException if Session Present comes with a failure [MQTT-3.2.2-6]
     */
    public ConnAck {
        Objects.requireNonNull(reasonCode, "reasonCode");
        Objects.requireNonNull(properties, "properties");
        if (sessionPresent && reasonCode != ConnectReasonCode.SUCCESS) {
            throw new IllegalArgumentException(
                    "CONNACK with " + reasonCode + " has no Session Present; give false [MQTT-3.2.2-6]");
        }
    }

    /**
     * Answers without properties.
     *
     * @param sessionPresent whether the Server goes on with a Session it had
     * @param reasonCode the outcome
     * @throws IllegalArgumentException as the canonical constructor
     */
    public ConnAck(boolean sessionPresent, ConnectReasonCode reasonCode) {
        this(sessionPresent, reasonCode, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.CONNACK;
    }

    /** The properties of CONNACK. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = -1;

        private final long sessionExpiryInterval;
        private final int receiveMaximum;
        private final QoS maximumQoS;
        private final boolean retainAvailable;
        private final long maximumPacketSize;
        private final @Nullable String assignedClientIdentifier;
        private final int topicAliasMaximum;
        private final @Nullable String reasonString;
        private final List<UserProperty> userProperties;
        private final boolean wildcardSubscriptionAvailable;
        private final boolean subscriptionIdentifierAvailable;
        private final boolean sharedSubscriptionAvailable;
        private final int serverKeepAlive;
        private final @Nullable String responseInformation;
        private final @Nullable String serverReference;
        private final @Nullable String authenticationMethod;
        private final @Nullable Bytes authenticationData;

        private Properties(Properties.Builder builder) {
            sessionExpiryInterval = builder.sessionExpiryInterval;
            receiveMaximum = builder.receiveMaximum;
            maximumQoS = builder.maximumQoS;
            retainAvailable = builder.retainAvailable;
            maximumPacketSize = builder.maximumPacketSize;
            assignedClientIdentifier = builder.assignedClientIdentifier;
            topicAliasMaximum = builder.topicAliasMaximum;
            reasonString = builder.reasonString;
            userProperties = List.copyOf(builder.userProperties);
            wildcardSubscriptionAvailable = builder.wildcardSubscriptionAvailable;
            subscriptionIdentifierAvailable = builder.subscriptionIdentifierAvailable;
            sharedSubscriptionAvailable = builder.sharedSubscriptionAvailable;
            serverKeepAlive = builder.serverKeepAlive;
            responseInformation = builder.responseInformation;
            serverReference = builder.serverReference;
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
            builder.maximumQoS = maximumQoS;
            builder.retainAvailable = retainAvailable;
            builder.maximumPacketSize = maximumPacketSize;
            builder.assignedClientIdentifier = assignedClientIdentifier;
            builder.topicAliasMaximum = topicAliasMaximum;
            builder.reasonString = reasonString;
            builder.userProperties = new ArrayList<>(userProperties);
            builder.wildcardSubscriptionAvailable = wildcardSubscriptionAvailable;
            builder.subscriptionIdentifierAvailable = subscriptionIdentifierAvailable;
            builder.sharedSubscriptionAvailable = sharedSubscriptionAvailable;
            builder.serverKeepAlive = serverKeepAlive;
            builder.responseInformation = responseInformation;
            builder.serverReference = serverReference;
            builder.authenticationMethod = authenticationMethod;
            builder.authenticationData = authenticationData;
            return builder;
        }

        /** {@return the Session Expiry Interval in seconds, or empty when the Client's value stands} */
        public OptionalLong sessionExpiryInterval() {
            return sessionExpiryInterval == ABSENT ? OptionalLong.empty() : OptionalLong.of(sessionExpiryInterval);
        }

        /** {@return the most QoS 1 and QoS 2 messages that the Server handles at once; 65,535 by default} */
        public int receiveMaximum() {
            return receiveMaximum;
        }

        /** {@return the Maximum QoS, the highest QoS that the Server takes in a PUBLISH, QoS 2 by default} */
        public QoS maximumQoS() {
            return maximumQoS;
        }

        /** {@return whether the Server keeps retained messages; true by default} */
        public boolean retainAvailable() {
            return retainAvailable;
        }

        /** {@return the largest packet that the Server takes in bytes, or empty when the protocol alone limits it} */
        public OptionalLong maximumPacketSize() {
            return maximumPacketSize == ABSENT ? OptionalLong.empty() : OptionalLong.of(maximumPacketSize);
        }

        /** {@return the Assigned Client Identifier, given to a Client that had none, or empty} */
        public Optional<String> assignedClientIdentifier() {
            return Optional.ofNullable(assignedClientIdentifier);
        }

        /** {@return the highest Topic Alias that the Server takes; 0, that is none, by default} */
        public int topicAliasMaximum() {
            return topicAliasMaximum;
        }

        /** {@return the Reason String, for people to read, never to be parsed, or empty} */
        public Optional<String> reasonString() {
            return Optional.ofNullable(reasonString);
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        /** {@return whether the Server takes wildcards in Topic Filters; true by default} */
        public boolean wildcardSubscriptionAvailable() {
            return wildcardSubscriptionAvailable;
        }

        /** {@return whether the Server takes Subscription Identifiers; true by default} */
        public boolean subscriptionIdentifierAvailable() {
            return subscriptionIdentifierAvailable;
        }

        /** {@return whether the Server takes Shared Subscriptions; true by default} */
        public boolean sharedSubscriptionAvailable() {
            return sharedSubscriptionAvailable;
        }

        /** {@return the Server Keep Alive in seconds, or empty when the Client's value stands} */
        public OptionalInt serverKeepAlive() {
            return serverKeepAlive == ABSENT ? OptionalInt.empty() : OptionalInt.of(serverKeepAlive);
        }

        /** {@return the Response Information, a basis for Response Topics, or empty} */
        public Optional<String> responseInformation() {
            return Optional.ofNullable(responseInformation);
        }

        /** {@return the Server Reference, other servers to use, separated by spaces, or empty} */
        public Optional<String> serverReference() {
            return Optional.ofNullable(serverReference);
        }

        /** {@return the Authentication Method, the one that CONNECT named, or empty} */
        public Optional<String> authenticationMethod() {
            return Optional.ofNullable(authenticationMethod);
        }

        /** {@return the Authentication Data, defined by the Authentication Method, or empty} */
        public Optional<Bytes> authenticationData() {
            return Optional.ofNullable(authenticationData);
        }

        private Fields fields() {
            return new Fields()
                    .with("sessionExpiryInterval", sessionExpiryInterval)
                    .with("receiveMaximum", receiveMaximum)
                    .with("maximumQoS", maximumQoS)
                    .with("retainAvailable", retainAvailable)
                    .with("maximumPacketSize", maximumPacketSize)
                    .with("assignedClientIdentifier", assignedClientIdentifier)
                    .with("topicAliasMaximum", topicAliasMaximum)
                    .with("reasonString", reasonString)
                    .with("userProperties", userProperties)
                    .with("wildcardSubscriptionAvailable", wildcardSubscriptionAvailable)
                    .with("subscriptionIdentifierAvailable", subscriptionIdentifierAvailable)
                    .with("sharedSubscriptionAvailable", sharedSubscriptionAvailable)
                    .with("serverKeepAlive", serverKeepAlive)
                    .with("responseInformation", responseInformation)
                    .with("serverReference", serverReference)
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
            private long sessionExpiryInterval = ABSENT;
            private int receiveMaximum = 65_535;
            private QoS maximumQoS = QoS.EXACTLY_ONCE;
            private boolean retainAvailable = true;
            private long maximumPacketSize = ABSENT;
            private @Nullable String assignedClientIdentifier;
            private int topicAliasMaximum = 0;
            private @Nullable String reasonString;
            private List<UserProperty> userProperties = new ArrayList<>();
            private boolean wildcardSubscriptionAvailable = true;
            private boolean subscriptionIdentifierAvailable = true;
            private boolean sharedSubscriptionAvailable = true;
            private int serverKeepAlive = ABSENT;
            private @Nullable String responseInformation;
            private @Nullable String serverReference;
            private @Nullable String authenticationMethod;
            private @Nullable Bytes authenticationData;

            private Builder() {}

            /**
             * Sets the Session Expiry Interval.
             *
             * @param value in seconds; 4,294,967,295 means that the Session never expires: 0 to 4,294,967,295; by
             *     default absent
             * @return this builder
             */
            public Properties.Builder sessionExpiryInterval(long value) {
                sessionExpiryInterval = Checks.range(value, 0, 4_294_967_295L, "The Session Expiry Interval");
                return this;
            }

            /**
             * Sets the Receive Maximum.
             *
             * @param value the most QoS 1 and QoS 2 messages that the Server handles at once: 1 to 65,535; by
             *     default 65,535
             * @return this builder
             */
            public Properties.Builder receiveMaximum(int value) {
                receiveMaximum = Checks.range(value, 1, 65_535, "The Receive Maximum");
                return this;
            }

            /**
             * Sets the Maximum QoS.
             *
             * @param value the highest QoS that the Server takes [MQTT-3.2.2-9]; by default QoS 2, not sent
             * @return this builder
             */
            public Properties.Builder maximumQoS(QoS value) {
                maximumQoS = Objects.requireNonNull(value, "The Maximum QoS");
                return this;
            }

            /**
             * Sets the Retain Available.
             *
             * @param value whether the Server keeps retained messages [MQTT-3.2.2-14]; by default true
             * @return this builder
             */
            public Properties.Builder retainAvailable(boolean value) {
                retainAvailable = value;
                return this;
            }

            /**
             * Sets the Maximum Packet Size.
             *
             * @param value the largest packet that the Server takes, in bytes of the whole packet
             *     [MQTT-3.2.2-15]: 1 to 4,294,967,295; by default absent
             * @return this builder
             */
            public Properties.Builder maximumPacketSize(long value) {
                maximumPacketSize = Checks.range(value, 1, 4_294_967_295L, "The Maximum Packet Size");
                return this;
            }

            /**
             * Sets the Assigned Client Identifier.
             *
             * @param value given to a Client that had none [MQTT-3.2.2-16]; a UTF-8 Encoded String of 0 to 65,535
             *     bytes; by default absent
             * @return this builder
             */
            public Properties.Builder assignedClientIdentifier(String value) {
                Utf8.checkedLength(value, "The Assigned Client Identifier");
                assignedClientIdentifier = value;
                return this;
            }

            /**
             * Sets the Topic Alias Maximum.
             *
             * @param value the highest that the Server takes [MQTT-3.2.2-17], 0 to 65,535; by default 0, for none
             * @return this builder
             */
            public Properties.Builder topicAliasMaximum(int value) {
                topicAliasMaximum = Checks.range(value, 0, 65_535, "The Topic Alias Maximum");
                return this;
            }

            /**
             * Sets the Reason String.
             *
             * @param value for people, not for parsing; a UTF-8 Encoded String of 0 to 65,535 bytes; by default absent
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
             * Sets the Wildcard Subscription Available.
             *
             * @param value whether the Server takes wildcards in Topic Filters; by default true
             * @return this builder
             */
            public Properties.Builder wildcardSubscriptionAvailable(boolean value) {
                wildcardSubscriptionAvailable = value;
                return this;
            }

            /**
             * Sets the Subscription Identifier Available.
             *
             * @param value whether the Server takes Subscription Identifiers; by default true
             * @return this builder
             */
            public Properties.Builder subscriptionIdentifierAvailable(boolean value) {
                subscriptionIdentifierAvailable = value;
                return this;
            }

            /**
             * Sets the Shared Subscription Available.
             *
             * @param value whether the Server takes Shared Subscriptions; by default true
             * @return this builder
             */
            public Properties.Builder sharedSubscriptionAvailable(boolean value) {
                sharedSubscriptionAvailable = value;
                return this;
            }

            /**
             * Sets the Server Keep Alive.
             *
             * @param value in seconds, in place of the Client's Keep Alive [MQTT-3.2.2-21]; 0 turns it off: 0 to
             *     65,535; by default absent
             * @return this builder
             */
            public Properties.Builder serverKeepAlive(int value) {
                serverKeepAlive = Checks.range(value, 0, 65_535, "The Server Keep Alive");
                return this;
            }

            /**
             * Sets the Response Information.
             *
             * @param value a basis for Response Topics, sent if the Client asked for it; a UTF-8 Encoded String
             *     of 0 to 65,535 bytes; by default absent
             * @return this builder
             */
            public Properties.Builder responseInformation(String value) {
                Utf8.checkedLength(value, "The Response Information");
                responseInformation = value;
                return this;
            }

            /**
             * Sets the Server Reference.
             *
             * @param value other servers to use, separated by spaces; a UTF-8 Encoded String of 0 to 65,535
             *     bytes; by default absent
             * @return this builder
             */
            public Properties.Builder serverReference(String value) {
                Utf8.checkedLength(value, "The Server Reference");
                serverReference = value;
                return this;
            }

            /**
             * Sets the Authentication Method.
             *
             * @param value the one that CONNECT named; a UTF-8 Encoded String of 0 to 65,535 bytes; by default absent
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

            /** {@return the properties} */
            public Properties build() {
                return new Properties(this);
            }
        }
    }
}
