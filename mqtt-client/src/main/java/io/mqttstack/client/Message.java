package io.mqttstack.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An application message: what a publisher writes and a subscriber reads, without anything that the wire adds.
 *
 * <p>Immutable. The MQTT 5.0 properties are refused by a client that speaks 3.1 or 3.1.1. {@link #toString()} shows
 * no payload and no property.
 */
public final class Message {
    private final TopicName topic;
    private final Bytes payload;
    private final QoS qos;
    private final boolean retain;
    private final @Nullable Properties properties;

    private Message(TopicName topic, Bytes payload, QoS qos, boolean retain, @Nullable Properties properties) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retain = retain;
        this.properties = properties;
    }

    /**
     * Makes a message of QoS 0, not retained.
     *
     * @param topic the Topic Name: at least one character, no wildcard
     * @param payload the Application Message; the array is copied
     * @return the message
     * @throws IllegalArgumentException if the Topic Name is not valid
     */
    public static Message of(String topic, byte[] payload) {
        return builder(TopicName.of(topic)).payload(Bytes.copyOf(payload)).build();
    }

    /**
     * Makes a message of QoS 0, not retained, whose payload is text in UTF-8.
     *
     * @param topic the Topic Name: at least one character, no wildcard
     * @param payload the text
     * @return the message
     * @throws IllegalArgumentException if the Topic Name is not valid
     */
    public static Message of(String topic, String payload) {
        return builder(TopicName.of(topic)).payload(payload).build();
    }

    /**
     * Makes a message without properties, and without the detour by a builder.
     *
     * @param topic the Topic Name, not empty
     * @param payload the Application Message, may be of length zero
     * @param qos the Quality of Service
     * @param retain whether the server keeps it as the topic's retained message
     * @return the message
     * @throws IllegalArgumentException if the Topic Name is empty
     */
    public static Message of(TopicName topic, Bytes payload, QoS qos, boolean retain) {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(qos, "qos");
        return new Message(named(topic), payload, qos, retain, null);
    }

    private static TopicName named(TopicName topic) {
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("A message needs a Topic Name of at least one character");
        }
        return topic;
    }

    /**
     * Starts a message.
     *
     * @param topic the Topic Name, not empty
     * @return a builder with QoS 0, no RETAIN and an empty payload
     */
    public static Builder builder(TopicName topic) {
        return new Builder(topic);
    }

    /**
     * Returns the Topic Name.
     *
     * @return never empty: an inbound Topic Alias is resolved
     */
    public TopicName topic() {
        return topic;
    }

    /**
     * Returns the payload.
     *
     * @return may be of length zero
     */
    public Bytes payload() {
        return payload;
    }

    /**
     * Returns the Quality of Service: the one to publish with, or the one it was received with.
     *
     * @return the QoS
     */
    public QoS qos() {
        return qos;
    }

    /**
     * Returns the RETAIN flag.
     *
     * @return for a received message, true where the server sends it because it was retained
     */
    public boolean retain() {
        return retain;
    }

    /**
     * Returns the Message Expiry Interval.
     *
     * @return seconds, 0 to 4,294,967,295; empty: the message never expires
     */
    public OptionalLong messageExpiryInterval() {
        return properties == null || properties.messageExpiryInterval < 0
                ? OptionalLong.empty()
                : OptionalLong.of(properties.messageExpiryInterval);
    }

    /**
     * Returns the Response Topic of a request.
     *
     * @return the topic, if any
     */
    public Optional<TopicName> responseTopic() {
        return properties == null ? Optional.empty() : Optional.ofNullable(properties.responseTopic);
    }

    /**
     * Returns the Correlation Data of a request or response.
     *
     * @return the bytes, if any
     */
    public Optional<Bytes> correlationData() {
        return properties == null ? Optional.empty() : Optional.ofNullable(properties.correlationData);
    }

    /**
     * Returns the Content Type.
     *
     * @return the text that the publisher chose, if any
     */
    public Optional<String> contentType() {
        return properties == null ? Optional.empty() : Optional.ofNullable(properties.contentType);
    }

    /**
     * Tells whether the publisher declared the payload as UTF-8 text (Payload Format Indicator 1).
     *
     * @return false where it did not say so; the payload is not checked
     */
    public boolean payloadIsUtf8() {
        return properties != null && properties.payloadIsUtf8;
    }

    /**
     * Returns the User Properties in the publisher's order.
     *
     * @return unmodifiable, may be empty
     */
    public List<UserProperty> userProperties() {
        return properties == null ? List.of() : properties.userProperties;
    }

    /**
     * Tells whether the message has anything that only MQTT 5.0 can carry.
     *
     * @return true if any property is set
     */
    public boolean hasProperties() {
        return properties != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that
                && topic.equals(that.topic)
                && payload.equals(that.payload)
                && qos == that.qos
                && retain == that.retain
                && Objects.equals(properties, that.properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, payload, qos, retain);
    }

    @Override
    public String toString() {
        return "Message[topic=" + topic + ", payload=" + payload.length() + " bytes, qos=" + qos.value() + ", retain="
                + retain + "]";
    }

    private record Properties(
            long messageExpiryInterval,
            @Nullable TopicName responseTopic,
            @Nullable Bytes correlationData,
            @Nullable String contentType,
            boolean payloadIsUtf8,
            List<UserProperty> userProperties) {}

    /** Builds a {@link Message}. Not for use by several threads at once. */
    public static final class Builder {
        private final TopicName topic;
        private List<UserProperty> userProperties = List.of();
        private Bytes payload = Bytes.EMPTY;
        private QoS qos = QoS.AT_MOST_ONCE;
        private boolean retain;
        private long messageExpiryInterval = -1;
        private @Nullable TopicName responseTopic;
        private @Nullable Bytes correlationData;
        private @Nullable String contentType;
        private boolean payloadIsUtf8;

        private Builder(TopicName topic) {
            this.topic = named(topic);
        }

        /**
         * Sets the payload.
         *
         * @param payload the bytes, may be of length zero
         * @return this
         */
        public Builder payload(Bytes payload) {
            this.payload = Objects.requireNonNull(payload, "payload");
            return this;
        }

        /**
         * Sets the payload to text in UTF-8. Does not set the Payload Format Indicator.
         *
         * @param payload the text
         * @return this
         */
        public Builder payload(String payload) {
            return payload(Bytes.wrap(payload.getBytes(StandardCharsets.UTF_8)));
        }

        /**
         * Sets the QoS; 0 by default.
         *
         * @param qos the Quality of Service
         * @return this
         */
        public Builder qos(QoS qos) {
            this.qos = Objects.requireNonNull(qos, "qos");
            return this;
        }

        /**
         * Sets the RETAIN flag; false by default.
         *
         * @param retain true: the server keeps the message as the topic's retained one
         * @return this
         */
        public Builder retain(boolean retain) {
            this.retain = retain;
            return this;
        }

        /**
         * Sets the Message Expiry Interval; by default a message never expires.
         *
         * @param seconds 0 to 4,294,967,295
         * @return this
         */
        public Builder messageExpiryInterval(long seconds) {
            if (seconds < 0 || seconds > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException(
                        "Message Expiry Interval must be 0 to 4294967295 seconds, not " + seconds);
            }
            this.messageExpiryInterval = seconds;
            return this;
        }

        /**
         * Sets the Response Topic.
         *
         * @param topic where the answer is expected
         * @return this
         */
        public Builder responseTopic(TopicName topic) {
            this.responseTopic = topic;
            return this;
        }

        /**
         * Sets the Correlation Data.
         *
         * @param data 0 to 65,535 bytes
         * @return this
         */
        public Builder correlationData(Bytes data) {
            if (data.length() > 0xFFFF) {
                throw new IllegalArgumentException(
                        "Correlation Data must be at most 65535 bytes, not " + data.length());
            }
            this.correlationData = data;
            return this;
        }

        /**
         * Sets the Content Type.
         *
         * @param contentType any text, for example a MIME type
         * @return this
         */
        public Builder contentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        /**
         * Declares the payload as UTF-8 text (Payload Format Indicator 1); the client does not check it.
         *
         * @param utf8 true to declare
         * @return this
         */
        public Builder payloadIsUtf8(boolean utf8) {
            this.payloadIsUtf8 = utf8;
            return this;
        }

        /**
         * Adds a User Property; names may repeat and order is kept.
         *
         * @param name any text
         * @param value any text
         * @return this
         */
        public Builder userProperty(String name, String value) {
            if (userProperties.isEmpty()) {
                userProperties = new ArrayList<>();
            }
            userProperties.add(new UserProperty(name, value));
            return this;
        }

        /**
         * Makes the message.
         *
         * @return the message
         */
        public Message build() {
            return new Message(topic, payload, qos, retain, properties());
        }

        private @Nullable Properties properties() {
            boolean any = messageExpiryInterval >= 0
                    || responseTopic != null
                    || correlationData != null
                    || contentType != null
                    || payloadIsUtf8
                    || !userProperties.isEmpty();
            return any
                    ? new Properties(
                            messageExpiryInterval,
                            responseTopic,
                            correlationData,
                            contentType,
                            payloadIsUtf8,
                            List.copyOf(userProperties))
                    : null;
        }
    }
}
