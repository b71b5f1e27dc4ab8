package io.mqttstack.bench.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes MQTT byte by byte, by means of its own, so that what the codec reads and writes is compared with another hand. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Wire oneByte(int value) {
        out.write(value);
        return this;
    }

    Wire twoBytes(int value) {
        return oneByte(value >> 8).oneByte(value);
    }

    Wire fourBytes(long value) {
        return twoBytes((int) (value >> 16)).twoBytes((int) value);
    }

    Wire variable(int value) {
        int rest = value;
        while (rest > 0x7F) {
            oneByte((rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        return oneByte(rest);
    }

    Wire bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    /** A string or binary data behind the two bytes of its length. */
    Wire field(byte[] value) {
        return twoBytes(value.length).bytes(value);
    }

    Wire field(String value) {
        return field(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What another writer holds, behind its length as a Variable Byte Integer. */
    Wire block(Wire content) {
        return variable(content.out.size()).bytes(content.toByteArray());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
