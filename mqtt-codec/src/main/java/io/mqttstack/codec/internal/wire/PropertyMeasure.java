package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;

/** Adds up the bytes of a block of properties, the Property Length not included. */
final class PropertyMeasure extends PropertySink {
    private long total;

    void reset() {
        total = 0;
    }

    long total() {
        return total;
    }

    @Override
    public void number(PropertyId id, long value) {
        total += 1
                + switch (id.type()) {
                    case BYTE -> 1;
                    case TWO_BYTE_INTEGER -> 2;
                    case FOUR_BYTE_INTEGER -> 4;
                    case VARIABLE_BYTE_INTEGER -> VariableByteInteger.length((int) value);
                    case UTF8_STRING, BINARY_DATA, UTF8_STRING_PAIR -> throw new AssertionError(id);
                };
    }

    @Override
    public void text(PropertyId id, String value) {
        total += 3 + Utf8Codec.length(value);
    }

    @Override
    public void topic(PropertyId id, TopicName value) {
        total += 3 + value.utf8Length();
    }

    @Override
    public void data(PropertyId id, Bytes value) {
        total += 3 + value.length();
    }

    @Override
    void pair(PropertyId id, UserProperty value) {
        total += 5 + value.nameUtf8Length() + value.valueUtf8Length();
    }
}
