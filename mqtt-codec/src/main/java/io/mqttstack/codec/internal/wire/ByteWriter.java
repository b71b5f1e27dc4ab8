package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of one packet into an array whose space has been checked. One instance serves an encoder for its whole
 * life.
 *
 * <p>Each packet takes two passes of its codec. The first computes the length, refuses what cannot be expressed, and
 * leaves the lengths of the blocks of properties here; the second writes.
 */
public final class ByteWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /** An array up to this size, in bytes, stays known. */
    private static final int KEPT = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final ProtocolVersion version;
    private final Sender sender;

    /** Made with the first properties, like the writer: before 5.0 there are none. */
    private @Nullable PropertyMeasure measure;

    private @Nullable PropertyWriter properties;

    private int propertyLength;
    private int willPropertyLength;
    private byte[] array = NOTHING;
    private int position;

    public ByteWriter(ProtocolVersion version, Sender sender) {
        this.version = version;
        this.sender = sender;
    }

    public ProtocolVersion version() {
        return version;
    }

    public Sender sender() {
        return sender;
    }

    public boolean isVersion5() {
        return version == ProtocolVersion.V5_0;
    }

    /** Begins to write at an offset of an array. */
    public void open(byte[] target, int offset) {
        if (array != target) {
            array = target;
        }
        position = offset;
    }

    /** Forgets the array if it is large; another is likely to come again, and to forget it costs more than a packet. */
    public void close() {
        if (array.length > KEPT) {
            array = NOTHING;
        }
    }

    /**
     * Measures the properties of a packet and keeps the result for {@link #properties}. The block {@code none}, which most
     * packets have, is known to be empty.
     *
     * @return the length of the block with its Property Length; 0 before 5.0, where there is no block
     * @throws IllegalArgumentException if there are properties, but the version has none
     */
    public <P> long propertyBlock(PacketType type, P block, P none, BiConsumer<P, PropertySink> description) {
        propertyLength = measured(type, block, none, description);
        return blockLength(propertyLength);
    }

    /** Measures the properties of a Will and keeps the result for {@link #willProperties}. */
    public <P> long willPropertyBlock(P block, P none, BiConsumer<P, PropertySink> description) {
        willPropertyLength = measured(PacketType.CONNECT, block, none, description);
        return blockLength(willPropertyLength);
    }

    private <P> int measured(PacketType type, P block, P none, BiConsumer<P, PropertySink> description) {
        if (block == none) {
            return 0;
        }
        PropertyMeasure known = measure;
        if (known == null) {
            measure = known = new PropertyMeasure();
        }
        known.reset();
        description.accept(block, known);
        long total = known.total();
        if (total > VariableByteInteger.MAXIMUM) {
            throw refusal(type, "has properties of " + total + " bytes; at most 268435455 can be sent");
        }
        if (total > 0 && !isVersion5()) {
            throw refusal(type, "has properties, which came with 5.0; leave them out");
        }
        return (int) total;
    }

    private long blockLength(int length) {
        return isVersion5() ? (long) VariableByteInteger.length(length) + length : 0;
    }

    /** Whether the properties measured last are none but absent ones and defaults. */
    public boolean hasNoProperties() {
        return propertyLength == 0;
    }

    /** Writes the properties that were measured last; nothing before 5.0. */
    public <P> void properties(P block, BiConsumer<P, PropertySink> description) {
        block(propertyLength, block, description);
    }

    /** Writes the properties of the Will that were measured last; nothing before 5.0. */
    public <P> void willProperties(P block, BiConsumer<P, PropertySink> description) {
        block(willPropertyLength, block, description);
    }

    private <P> void block(int length, P block, BiConsumer<P, PropertySink> description) {
        if (isVersion5()) {
            variableByteInteger(length);
            if (length > 0) {
                PropertyWriter known = properties;
                if (known == null) {
                    properties = known = new PropertyWriter(this);
                }
                description.accept(block, known);
            }
        }
    }

    /** Refuses the DUP flag of a packet other than PUBLISH unless the version is 3.1, the only one that has it. */
    public void requireDuplicate(PacketType type, boolean duplicate) {
        if (duplicate && version != ProtocolVersion.V3_1) {
            throw refusal(type, "has the DUP flag, which 3.1 alone has there; leave it out");
        }
    }

    /** The first byte of a packet and its Remaining Length. */
    public void header(int first, int remainingLength) {
        oneByte(first);
        if (remainingLength < 0x80) {
            oneByte(remainingLength);
        } else {
            variableByteInteger(remainingLength);
        }
    }

    public void oneByte(int value) {
        array[position++] = (byte) value;
    }

    public void twoByteInteger(int value) {
        SHORT.set(array, position, (short) value);
        position += 2;
    }

    public void fourByteInteger(long value) {
        INT.set(array, position, (int) value);
        position += 4;
    }

    public void variableByteInteger(int value) {
        position = VariableByteInteger.write(value, array, position);
    }

    public void utf8String(String value) {
        utf8String(value, Utf8Codec.length(value));
    }

    /** A string whose length in UTF-8 is known. */
    void utf8String(String value, int length) {
        twoByteInteger(length);
        Utf8Codec.write(value, length, array, position);
        position += length;
    }

    public void topicName(TopicName value) {
        utf8String(value.value(), value.utf8Length());
    }

    public void topicFilter(TopicFilter value) {
        utf8String(value.value(), value.utf8Length());
    }

    public void binaryData(Bytes value) {
        twoByteInteger(value.length());
        bytes(value);
    }

    /** Bytes without a length in front of them. */
    public void bytes(Bytes value) {
        value.copyTo(array, position);
        position += value.length();
    }

    /** The exception for a packet that this version or sender cannot express: what about it, and what to do. */
    public IllegalArgumentException refusal(PacketType type, String what) {
        return new IllegalArgumentException(type + " to be sent by a " + sender + " in " + version + " " + what);
    }
}
