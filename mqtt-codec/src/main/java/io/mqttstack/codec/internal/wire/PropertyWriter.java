package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;

/** Writes a block of properties behind its Property Length. */
final class PropertyWriter extends PropertySink {
    private final ByteWriter out;

    PropertyWriter(ByteWriter out) {
        this.out = out;
    }

    @Override
    public void number(PropertyId id, long value) {
        out.oneByte(id.identifier());
        switch (id.type()) {
            case BYTE -> out.oneByte((int) value);
            case TWO_BYTE_INTEGER -> out.twoByteInteger((int) value);
            case FOUR_BYTE_INTEGER -> out.fourByteInteger(value);
            case VARIABLE_BYTE_INTEGER -> out.variableByteInteger((int) value);
            case UTF8_STRING, BINARY_DATA, UTF8_STRING_PAIR -> throw new AssertionError(id);
        }
    }

    @Override
    public void text(PropertyId id, String value) {
        out.oneByte(id.identifier());
        out.utf8String(value);
    }

    @Override
    public void topic(PropertyId id, TopicName value) {
        out.oneByte(id.identifier());
        out.topicName(value);
    }

    @Override
    public void data(PropertyId id, Bytes value) {
        out.oneByte(id.identifier());
        out.binaryData(value);
    }

    @Override
    void pair(PropertyId id, UserProperty value) {
        out.oneByte(id.identifier());
        out.utf8String(value.name(), value.nameUtf8Length());
        out.utf8String(value.value(), value.valueUtf8Length());
    }
}
