package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Takes the properties of a packet in the order of their identifiers. Each codec describes its properties once, and the
 * description is run twice: to measure them and to write them.
 */
public abstract class PropertySink {
    /** A number, written as its type in the table says. */
    public abstract void number(PropertyId id, long value);

    public abstract void text(PropertyId id, String value);

    public abstract void topic(PropertyId id, TopicName value);

    public abstract void data(PropertyId id, Bytes value);

    abstract void pair(PropertyId id, UserProperty value);

    /** A number that is left out when it is what its absence means. */
    public final void number(PropertyId id, long value, long absent) {
        if (value != absent) {
            number(id, value);
        }
    }

    /** A Byte of 0 or 1 that is left out when it is what its absence means. */
    public final void flag(PropertyId id, boolean value, boolean absent) {
        if (value != absent) {
            number(id, value ? 1 : 0);
        }
    }

    public final void number(PropertyId id, OptionalLong value) {
        if (value.isPresent()) {
            number(id, value.getAsLong());
        }
    }

    public final void number(PropertyId id, OptionalInt value) {
        if (value.isPresent()) {
            number(id, value.getAsInt());
        }
    }

    public final void text(PropertyId id, Optional<String> value) {
        if (value.isPresent()) {
            text(id, value.get());
        }
    }

    public final void topic(PropertyId id, Optional<TopicName> value) {
        if (value.isPresent()) {
            topic(id, value.get());
        }
    }

    public final void data(PropertyId id, Optional<Bytes> value) {
        if (value.isPresent()) {
            data(id, value.get());
        }
    }

    public final void userProperties(List<UserProperty> values) {
        for (int i = 0; i < values.size(); i++) {
            pair(PropertyId.USER_PROPERTY, values.get(i));
        }
    }
}
