package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The message that the Server publishes when the connection ends without a good DISCONNECT [MQTT-3.1.2-8]. The text
 * form shows the length of the payload, not the payload.
 *
 * <pre>
 *   | Will properties (5.0) | Will Topic | Will Payload |        Will QoS and Will Retain are among the Connect Flags
 * </pre>
 *
 * @param topic the Topic Name; not {@link TopicName#EMPTY}
 * @param payload the payload, 0 to 65,535 bytes
 * @param qos the Quality of Service [MQTT-3.1.2-12]
 * @param retain whether the message is published as a retained one [MQTT-3.1.2-15]
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record Will(TopicName topic, Bytes payload, QoS qos, boolean retain, Properties properties) {
    /**
     * Checks what holds in every version.
     *
     * @param topic the Topic Name
     * @param payload the payload
     * @param qos the Quality of Service
     * @param retain whether the message is published as a retained one
     * @param properties the properties
     * @throws IllegalArgumentException if the topic is empty [MQTT-4.7.3-1] or the payload too long
     */
    public Will {
        Checks.notEmpty(topic, "The topic of a Will");
        Checks.binary(payload, "The payload of a Will");
        Objects.requireNonNull(qos, "qos");
        Objects.requireNonNull(properties, "properties");
    }

    /**
     * A Will without properties.
     *
     * @param topic the Topic Name; not {@link TopicName#EMPTY}
     * @param payload the payload, 0 to 65,535 bytes
     * @param qos the Quality of Service
     * @param retain whether the message is published as a retained one
     * @throws IllegalArgumentException as the canonical constructor
     */
    public Will(TopicName topic, Bytes payload, QoS qos, boolean retain) {
        this(topic, payload, qos, retain, Properties.NONE);
    }

    /** The properties of a Will. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = -1;

        private final long willDelayInterval;
        private final boolean payloadIsUtf8;
        private final long messageExpiryInterval;
        private final @Nullable String contentType;
        private final @Nullable TopicName responseTopic;
        private final @Nullable Bytes correlationData;
        private final List<UserProperty> userProperties;

        private Properties(Properties.Builder builder) {
            willDelayInterval = builder.willDelayInterval;
            payloadIsUtf8 = builder.payloadIsUtf8;
            messageExpiryInterval = builder.messageExpiryInterval;
            contentType = builder.contentType;
            responseTopic = builder.responseTopic;
            correlationData = builder.correlationData;
            userProperties = List.copyOf(builder.userProperties);
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.willDelayInterval = willDelayInterval;
            builder.payloadIsUtf8 = payloadIsUtf8;
            builder.messageExpiryInterval = messageExpiryInterval;
            builder.contentType = contentType;
            builder.responseTopic = responseTopic;
            builder.correlationData = correlationData;
            builder.userProperties = new ArrayList<>(userProperties);
            return builder;
        }

        /** {@return the Will Delay Interval in seconds after the connection ended; 0 by default} */
        public long willDelayInterval() {
            return willDelayInterval;
        }

        /** {@return whether the payload is declared to be UTF-8 text; false by default} */
        public boolean payloadIsUtf8() {
            return payloadIsUtf8;
        }

        /** {@return the Message Expiry Interval in seconds, or empty when the message never expires} */
        public OptionalLong messageExpiryInterval() {
            return messageExpiryInterval == ABSENT ? OptionalLong.empty() : OptionalLong.of(messageExpiryInterval);
        }

        /** {@return the Content Type, what the payload is, defined by the application, or empty} */
        public Optional<String> contentType() {
            return Optional.ofNullable(contentType);
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

        private Fields fields() {
            return new Fields()
                    .with("willDelayInterval", willDelayInterval)
                    .with("payloadIsUtf8", payloadIsUtf8)
                    .with("messageExpiryInterval", messageExpiryInterval)
                    .with("contentType", contentType)
                    .with("responseTopic", responseTopic)
                    .with("correlationData", correlationData)
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
            private long willDelayInterval = 0;
            private boolean payloadIsUtf8 = false;
            private long messageExpiryInterval = ABSENT;
            private @Nullable String contentType;
            private @Nullable TopicName responseTopic;
            private @Nullable Bytes correlationData;
            private List<UserProperty> userProperties = new ArrayList<>();

            private Builder() {}

            /**
             * Sets the Will Delay Interval.
             *
             * @param value in seconds after the connection ended: 0 to 4,294,967,295; by default 0
             * @return this builder
             */
            public Properties.Builder willDelayInterval(long value) {
                willDelayInterval = Checks.range(value, 0, 4_294_967_295L, "The Will Delay Interval");
                return this;
            }

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

            /** {@return the properties} */
            public Properties build() {
                return new Properties(this);
            }
        }
    }
}
