package io.mqttstack.codec.packet;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.value.UserProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK and UNSUBACK. MQTT 5.0 only. Immutable, equal by content.
 */
public final class ReasonProperties {
    /** No property present; each that has a default has that. */
    public static final ReasonProperties NONE = builder().build();

    private final @Nullable String reasonString;
    private final List<UserProperty> userProperties;

    private ReasonProperties(Builder builder) {
        reasonString = builder.reasonString;
        userProperties = List.copyOf(builder.userProperties);
    }

    /** {@return a new builder without any property} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a new builder that holds these properties} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.reasonString = reasonString;
        builder.userProperties = new ArrayList<>(userProperties);
        return builder;
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
        return new Fields().with("reasonString", reasonString).with("userProperties", userProperties);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ReasonProperties that && fields().equals(that.fields()));
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
     * Builds {@link ReasonProperties}. Not safe for use by several threads.
     *
     * <p>Each method throws an {@link IllegalArgumentException} for a value outside the range that it names, and
     * for a string that is ill formed [MQTT-1.5.4-1] or holds U+0000 [MQTT-1.5.4-2].
     */
    public static final class Builder {
        private @Nullable String reasonString;
        private List<UserProperty> userProperties = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the Reason String.
         *
         * @param value for people to read, never to be parsed; a UTF-8 Encoded String of 0 to 65,535 bytes; by
         *     default absent
         * @return this builder
         */
        public Builder reasonString(String value) {
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
        public Builder userProperty(String name, String value) {
            userProperties.add(new UserProperty(name, value));
            return this;
        }

        /**
         * Sets all User Properties, in place of those already there.
         *
         * @param properties the properties in their order; copied
         * @return this builder
         */
        public Builder userProperties(List<UserProperty> properties) {
            userProperties = new ArrayList<>(properties);
            return this;
        }

        /** {@return the properties} */
        public ReasonProperties build() {
            return new ReasonProperties(this);
        }
    }
}
