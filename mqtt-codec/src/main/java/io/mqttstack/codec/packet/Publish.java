package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.access.PublishAccess;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * PUBLISH: a message on its way. The text form shows the length of the payload, not the payload.
 *
 * <pre>
 *     7 6 5 4    3    2 1     0
 *   | 0 0 1 1 | DUP | QoS | RETAIN | Remaining Length
 *   | Topic Name | Packet Identifier (QoS 1 and 2) | properties (5.0) | payload, to the end of the packet |
 * </pre>
 *
 * @param topic the Topic Name; {@link TopicName#EMPTY} only beside a Topic Alias
 * @param payload the payload, of any length that the packet can have
 * @param qos the Quality of Service
 * @param retain whether the Server keeps the message, or sends a kept one
 * @param duplicate the DUP flag: whether it is sent again [MQTT-3.3.1-1]; false with QoS 0 [MQTT-3.3.1-2]
 * @param packetIdentifier the Packet Identifier, 1 to 65,535 [MQTT-2.2.1-3]; 0 with QoS 0, which has none
 *     [MQTT-2.2.1-2]
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record Publish(
        TopicName topic,
        Bytes payload,
        QoS qos,
        boolean retain,
        boolean duplicate,
        int packetIdentifier,
        Properties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param topic the Topic Name
     * @param payload the payload
     * @param qos the Quality of Service
     * @param retain whether the Server keeps the message
     * @param duplicate the DUP flag
     * @param packetIdentifier the Packet Identifier
     * @param properties the properties
     * @throws IllegalArgumentException if DUP or a Packet Identifier comes with QoS 0, the Packet Identifier of
     *     another QoS is out of range, or an empty topic comes without a Topic Alias
     */
    public Publish(
            TopicName topic,
            Bytes payload,
            QoS qos,
            boolean retain,
            boolean duplicate,
            int packetIdentifier,
            Properties properties) {
        // First stored, then checked: a store right behind the allocation needs no barrier of the garbage collector.
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retain = retain;
        this.duplicate = duplicate;
        this.packetIdentifier = packetIdentifier;
        this.properties = properties;
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(qos, "qos");
        Objects.requireNonNull(properties, "properties");
        if (qos == QoS.AT_MOST_ONCE) {
            requireNeitherDuplicateNorIdentifier(duplicate, packetIdentifier);
        } else {
            Checks.packetIdentifier(packetIdentifier);
        }
        if (topic.isEmpty() && properties.topicAlias().isEmpty()) {
            throw new IllegalArgumentException(
                    "PUBLISH has neither a Topic Name nor a Topic Alias; give one [MQTT-4.7.3-1]");
        }
    }

    /**
     * Publishes with QoS 0, not retained, without properties.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, of any length that the packet can have
     * @throws IllegalArgumentException if the topic is empty, as there is no Topic Alias
     */
    public Publish(TopicName topic, Bytes payload) {
        this(topic, payload, QoS.AT_MOST_ONCE, false, false, 0, Properties.NONE);
    }

    private static void requireNeitherDuplicateNorIdentifier(boolean duplicate, int packetIdentifier) {
        if (duplicate) {
            throw new IllegalArgumentException("PUBLISH with QoS 0 has no DUP; give false [MQTT-3.3.1-2]");
        }
        if (packetIdentifier != 0) {
            throw new IllegalArgumentException("PUBLISH with QoS 0 has no Packet Identifier, yet it is "
                    + packetIdentifier + "; give 0 [MQTT-2.2.1-2]");
        }
    }

    @Override
    public PacketType type() {
        return PacketType.PUBLISH;
    }

    /** The properties of PUBLISH. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = PublishAccess.ABSENT;

        static {
            PublishAccess.give(Properties::new);
        }

        private final boolean payloadIsUtf8;
        private final long messageExpiryInterval;
        private final int topicAlias;
        private final @Nullable TopicName responseTopic;
        private final @Nullable Bytes correlationData;
        private final List<UserProperty> userProperties;
        private final List<Integer> subscriptionIdentifiers;
        private final @Nullable String contentType;

        private Properties(Properties.Builder builder) {
            payloadIsUtf8 = builder.payloadIsUtf8;
            messageExpiryInterval = builder.messageExpiryInterval;
            topicAlias = builder.topicAlias;
            responseTopic = builder.responseTopic;
            correlationData = builder.correlationData;
            userProperties = List.copyOf(builder.userProperties);
            subscriptionIdentifiers = List.copyOf(builder.subscriptionIdentifiers);
            contentType = builder.contentType;
        }

        private Properties(
                boolean payloadIsUtf8,
                long messageExpiryInterval,
                int topicAlias,
                @Nullable TopicName responseTopic,
                @Nullable Bytes correlationData,
                List<UserProperty> userProperties,
                List<Integer> subscriptionIdentifiers,
                @Nullable String contentType) {
            this.payloadIsUtf8 = payloadIsUtf8;
            this.messageExpiryInterval = messageExpiryInterval;
            this.topicAlias = topicAlias;
            this.responseTopic = responseTopic;
            this.correlationData = correlationData;
            this.userProperties = userProperties;
            this.subscriptionIdentifiers = subscriptionIdentifiers;
            this.contentType = contentType;
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.payloadIsUtf8 = payloadIsUtf8;
            builder.messageExpiryInterval = messageExpiryInterval;
            builder.topicAlias = topicAlias;
            builder.responseTopic = responseTopic;
            builder.correlationData = correlationData;
            builder.userProperties = new ArrayList<>(userProperties);
            builder.subscriptionIdentifiers = new ArrayList<>(subscriptionIdentifiers);
            builder.contentType = contentType;
            return builder;
        }

        /** {@return whether the payload is declared to be UTF-8 text; false by default} */
        public boolean payloadIsUtf8() {
            return payloadIsUtf8;
        }

        /** {@return the Message Expiry Interval in seconds, or empty when the message never expires} */
        public OptionalLong messageExpiryInterval() {
            return messageExpiryInterval == ABSENT ? OptionalLong.empty() : OptionalLong.of(messageExpiryInterval);
        }

        /**
         * {@return the Topic Alias, a number that stands for the Topic Name on this connection [MQTT-3.3.2-8], or
         * empty when there is none}
         */
        public OptionalInt topicAlias() {
            return topicAlias == ABSENT ? OptionalInt.empty() : OptionalInt.of(topicAlias);
        }

        /** {@return the Response Topic, where an answer is expected, or empty} */
        public Optional<TopicName> responseTopic() {
            return Optional.ofNullable(responseTopic);
        }

        /** {@return the Correlation Data, which ties an answer to its request, or empty} */
        public Optional<Bytes> correlationData() {
            return Optional.ofNullable(correlationData);
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        /**
         * {@return the Subscription Identifiers, those of the subscriptions that the message matched [MQTT-3.3.4-3];
         * unmodifiable, possibly empty}
         */
        public List<Integer> subscriptionIdentifiers() {
            return subscriptionIdentifiers;
        }

        /** {@return the Content Type, what the payload is, defined by the application, or empty} */
        public Optional<String> contentType() {
            return Optional.ofNullable(contentType);
        }

        private Fields fields() {
            return new Fields()
                    .with("payloadIsUtf8", payloadIsUtf8)
                    .with("messageExpiryInterval", messageExpiryInterval)
                    .with("topicAlias", topicAlias)
                    .with("responseTopic", responseTopic)
                    .with("correlationData", correlationData)
                    .with("userProperties", userProperties)
                    .with("subscriptionIdentifiers", subscriptionIdentifiers)
                    .with("contentType", contentType);
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
            private boolean payloadIsUtf8 = false;
            private long messageExpiryInterval = ABSENT;
            private int topicAlias = ABSENT;
            private @Nullable TopicName responseTopic;
            private @Nullable Bytes correlationData;
            private List<UserProperty> userProperties = new ArrayList<>();
            private List<Integer> subscriptionIdentifiers = new ArrayList<>();
            private @Nullable String contentType;

            private Builder() {}

            /**
             * Sets the Payload Format Indicator.
             *
             * @param value whether the payload is declared to be UTF-8 text; by default false
             * @return this builder
             */
            public Properties.Builder payloadIsUtf8(boolean value) {
                payloadIsUtf8 = value;
                return this;
            }

            /**
             * Sets the Message Expiry Interval.
             *
             * @param value in seconds: 0 to 4,294,967,295; by default absent
             * @return this builder
             */
            public Properties.Builder messageExpiryInterval(long value) {
                messageExpiryInterval = Checks.range(value, 0, 4_294_967_295L, "The Message Expiry Interval");
                return this;
            }

            /**
             * Sets the Topic Alias.
             *
             * @param value a number that stands for the Topic Name on this connection [MQTT-3.3.2-8]: 1 to
             *     65,535; by default absent
             * @return this builder
             */
            public Properties.Builder topicAlias(int value) {
                topicAlias = Checks.range(value, 1, 65_535, "The Topic Alias");
                return this;
            }

            /**
             * Sets the Response Topic.
             *
             * @param value where an answer is expected; not {@link TopicName#EMPTY}; by default absent
             * @return this builder
             */
            public Properties.Builder responseTopic(TopicName value) {
                responseTopic = Checks.notEmpty(value, "The Response Topic");
                return this;
            }

            /**
             * Sets the Correlation Data.
             *
             * @param value what ties an answer to its request; 0 to 65,535 bytes; by default absent
             * @return this builder
             */
            public Properties.Builder correlationData(Bytes value) {
                correlationData = Checks.binary(value, "The Correlation Data");
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
             * Adds a Subscription Identifier, from a Server only [MQTT-3.3.4-6].
             *
             * @param identifier the identifier, 1 to 268,435,455
             * @return this builder
             */
            public Properties.Builder subscriptionIdentifier(int identifier) {
                requireInRange(identifier);
                subscriptionIdentifiers.add(identifier);
                return this;
            }

            /**
             * Sets all Subscription Identifiers, in place of those already there.
             *
             * @param identifiers the identifiers, each 1 to 268,435,455; copied
             * @return this builder
             */
            public Properties.Builder subscriptionIdentifiers(List<Integer> identifiers) {
                identifiers.forEach(Builder::requireInRange);
                subscriptionIdentifiers = new ArrayList<>(identifiers);
                return this;
            }

            /**
             * Sets the Content Type.
             *
             * @param value what the payload is, defined by the application; a UTF-8 Encoded String of 0 to 65,535
             *     bytes; by default absent
             * @return this builder
             */
            public Properties.Builder contentType(String value) {
                Utf8.checkedLength(value, "The Content Type");
                contentType = value;
                return this;
            }

            /** {@return the properties} */
            public Properties build() {
                return new Properties(this);
            }

            private static void requireInRange(int identifier) {
                Checks.range(identifier, 1, 268_435_455, "The Subscription Identifier");
            }
        }
    }
}
