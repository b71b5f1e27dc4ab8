package io.mqttstack.codec.packet;

import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * SUBSCRIBE: a Client asks for messages.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 0 0 0 | 0 0 1 0 | Remaining Length | Packet Identifier | properties (5.0)
 *   | Topic Filter | Subscription Options | Topic Filter | Subscription Options | ...
 * </pre>
 *
 * @param packetIdentifier the Packet Identifier, 1 to 65,535
 * @param subscriptions the subscriptions asked for, at least one [MQTT-3.8.3-2]; copied, unmodifiable
 * @param duplicate whether it is sent again; MQTT 3.1 only, elsewhere false
 * @param properties the properties, {@link Properties#NONE} before MQTT 5.0
 */
public record Subscribe(
        int packetIdentifier, List<Subscription> subscriptions, boolean duplicate, Properties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param packetIdentifier the Packet Identifier
     * @param subscriptions the subscriptions asked for
     * @param duplicate whether it is sent again
     * @param properties the properties
     * @throws IllegalArgumentException if the Packet Identifier is out of range or there is no subscription
     */
    public Subscribe {
        Checks.packetIdentifier(packetIdentifier);
        subscriptions = List.copyOf(
                Checks.notEmpty(subscriptions, "SUBSCRIBE has no subscription; give at least one [MQTT-3.8.3-2]"));
        Objects.requireNonNull(properties, "properties");
    }

    /**
     * Asks without properties.
     *
     * @param packetIdentifier the Packet Identifier, 1 to 65,535
     * @param subscriptions the subscriptions asked for, at least one [MQTT-3.8.3-2]; copied, unmodifiable
     * @throws IllegalArgumentException as the canonical constructor
     */
    public Subscribe(int packetIdentifier, List<Subscription> subscriptions) {
        this(packetIdentifier, subscriptions, false, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBSCRIBE;
    }

    /** The properties of SUBSCRIBE. MQTT 5.0 only. Immutable, equal by content. */
    public static final class Properties {
        /** No property present; each that has a default has that. */
        public static final Properties NONE = builder().build();

        private static final int ABSENT = -1;

        private final int subscriptionIdentifier;
        private final List<UserProperty> userProperties;

        private Properties(Properties.Builder builder) {
            subscriptionIdentifier = builder.subscriptionIdentifier;
            userProperties = List.copyOf(builder.userProperties);
        }

        /** {@return a new builder without any property} */
        public static Properties.Builder builder() {
            return new Properties.Builder();
        }

        /** {@return a new builder that holds these properties} */
        public Properties.Builder toBuilder() {
            Properties.Builder builder = new Properties.Builder();
            builder.subscriptionIdentifier = subscriptionIdentifier;
            builder.userProperties = new ArrayList<>(userProperties);
            return builder;
        }

        /**
         * {@return the Subscription Identifier, a number that comes back with each message that matches, or empty
         * when there is none}
         */
        public OptionalInt subscriptionIdentifier() {
            return subscriptionIdentifier == ABSENT ? OptionalInt.empty() : OptionalInt.of(subscriptionIdentifier);
        }

        /** {@return the User Properties in their order; unmodifiable, possibly empty} */
        public List<UserProperty> userProperties() {
            return userProperties;
        }

        private Fields fields() {
            return new Fields()
                    .with("subscriptionIdentifier", subscriptionIdentifier)
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
            private int subscriptionIdentifier = ABSENT;
            private List<UserProperty> userProperties = new ArrayList<>();

            private Builder() {}

            /**
             * Sets the Subscription Identifier.
             *
             * @param value a number that comes back with each message that matches: 1 to 268,435,455; by default
             *     absent
             * @return this builder
             */
            public Properties.Builder subscriptionIdentifier(int value) {
                subscriptionIdentifier = Checks.range(value, 1, 268_435_455, "The Subscription Identifier");
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
