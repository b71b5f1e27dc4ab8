package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one packet from an array, never behind its end. One instance serves a decoder for its whole life;
 * {@link #open} moves it to the next packet.
 *
 * <pre>
 *   array  ... [ fixed header | fields read | position ... | end of the block ... | end of the packet ] ...
 * </pre>
 */
public final class ByteReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /** An array up to this size, in bytes, stays known. */
    private static final int KEPT = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final Sender sender;
    private final DecodeLimits limits;

    /** Whether all ASCII but U+0000 is accepted in strings, so that a quick look at the bytes is enough. */
    private final boolean plainAscii;

    /** Made with the first properties: before 5.0 there are none. */
    private @Nullable PropertyReader properties;

    /** Made with the first PUBLISH. */
    private @Nullable TopicCache topics;

    private @Nullable ProtocolVersion version;

    /** Whether the rules of 5.0 apply, as they do while the version is unknown. */
    private boolean version5;

    private byte[] array = NOTHING;
    private long origin;
    private int position;
    private int end;
    private int paddedAt = -1;

    /** {@code version} is null while CONNECT has not told it. */
    public ByteReader(Sender sender, DecodeLimits limits, @Nullable ProtocolVersion version) {
        this.sender = sender;
        this.limits = limits;
        this.plainAscii = limits.discouragedCharacters();
        this.version = version;
        this.version5 = version() == ProtocolVersion.V5_0;
    }

    /** Goes to the content of a packet; {@code origin} is the stream offset of the byte at index 0 of {@code array}. */
    public void open(byte[] array, int from, int to, long origin) {
        if (this.array != array) {
            this.array = array;
        }
        this.position = from;
        this.end = to;
        this.origin = origin;
        PropertyReader known = properties;
        if (known != null) {
            known.startPacket();
        }
    }

    /** Forgets the array if it is large. Another is likely to come again, and to forget it costs more than a packet. */
    public void close() {
        if (array.length > KEPT) {
            array = NOTHING;
            position = 0;
            end = 0;
        }
    }

    public Sender sender() {
        return sender;
    }

    public DecodeLimits limits() {
        return limits;
    }

    public TopicCache topics() {
        TopicCache known = topics;
        if (known == null) {
            topics = known = new TopicCache(plainAscii);
        }
        return known;
    }

    /** The version, or null while it is unknown. */
    public @Nullable ProtocolVersion discovered() {
        return version;
    }

    /** Notes the version that CONNECT has told. */
    public void discovered(ProtocolVersion found) {
        version = found;
        version5 = found == ProtocolVersion.V5_0;
        if (paddedAt >= 0) {
            paddedLength(paddedAt);
        }
    }

    /**
     * Notes that the Remaining Length takes more bytes than it needs, as the one at index {@code at} shows. That is
     * illegal from 5.0 on [MQTT-1.5.5-1]; it is decided later while the version is unknown.
     */
    public void paddedLength(int at) {
        if (version == ProtocolVersion.V5_0) {
            throw violation(Rule.SHORTEST_INTEGER, at, "Remaining Length takes more bytes than it needs");
        }
        paddedAt = at;
    }

    /** The version whose rules apply: the newest while it is unknown. */
    public ProtocolVersion version() {
        ProtocolVersion known = version;
        return known == null ? ProtocolVersion.V5_0 : known;
    }

    public boolean isVersion5() {
        return version5;
    }

    public byte[] array() {
        return array;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    int end() {
        return end;
    }

    /** Narrows the readable part to a block of properties, or widens it again. */
    void end(int newEnd) {
        end = newEnd;
    }

    public void skip(int count) {
        position += count;
    }

    /** A Byte. */
    public int oneByte(String field) {
        return oneByte(field, Rule.FORMAT);
    }

    /** A Byte whose absence breaks {@code rule}. */
    public int oneByte(String field, Rule rule) {
        require(1, field, rule);
        return array[position++] & 0xFF;
    }

    /** A Two Byte Integer. */
    public int twoByteInteger(String field) {
        require(2, field, Rule.FORMAT);
        int value = peekTwoBytes();
        position += 2;
        return value;
    }

    private int peekTwoBytes() {
        return (short) SHORT.get(array, position) & 0xFFFF;
    }

    /** A Four Byte Integer. */
    public long fourByteInteger(String field) {
        require(4, field, Rule.FORMAT);
        long value = (int) INT.get(array, position) & 0xFFFF_FFFFL;
        position += 4;
        return value;
    }

    /** A Variable Byte Integer in its shortest form [MQTT-1.5.5-1]. */
    public int variableByteInteger(String field) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            require(1, field, Rule.FORMAT);
            int next = array[position] & 0xFF;
            value |= (next & 0x7F) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw violation(Rule.SHORTEST_INTEGER, position, field + " takes more bytes than it needs");
                }
                position++;
                return value;
            }
            if (shift == 21) {
                throw violation(Rule.SHORTEST_INTEGER, position, field + " goes on behind its fourth byte");
            }
            position++;
        }
    }

    /** A Packet Identifier, which is not zero. */
    public int packetIdentifier(Rule rule) {
        int at = position;
        int value = twoByteInteger("Packet Identifier");
        if (value == 0) {
            throw violation(rule, at, "The Packet Identifier is 0");
        }
        return value;
    }

    /**
     * The length of a string or of binary data, once all of it is known to be there; the position is then at its first
     * byte.
     */
    public int lengthPrefix(String field, Rule rule) {
        require(2, field, rule);
        int length = peekTwoBytes();
        if (length > remaining() - 2) {
            throw violation(
                    rule, position, field + " announces " + length + " bytes where " + (remaining() - 2) + " are left");
        }
        position += 2;
        return length;
    }

    /** Binary Data, copied. */
    public Bytes binaryData(String field, Rule rule) {
        int length = lengthPrefix(field, rule);
        Bytes data = Bytes.copyOf(array, position, length);
        position += length;
        return data;
    }

    /** A UTF-8 Encoded String. */
    public String utf8String(String field, Rule rule) {
        return checkedText(lengthPrefix(field, rule), field);
    }

    /** The next {@code length} bytes as a string, if they are well-formed UTF-8 without U+0000. */
    String checkedText(int length, String field) {
        if (plainAscii && Utf8Codec.isAscii(array, position, position + length)) {
            return ascii(length);
        }
        requireUtf8(position, length, field);
        return text(length);
    }

    /** Whether the next {@code length} bytes are a Topic Name as they mostly are: legal at a quick look, and ASCII. */
    boolean isPlainName(int length) {
        return plainAscii && Utf8Codec.isAsciiName(array, position, position + length);
    }

    /** The next {@code length} bytes, which are known to be ASCII, as a string. */
    String ascii(int length) {
        String text = length == 0 ? "" : new String(array, position, length, StandardCharsets.ISO_8859_1);
        position += length;
        return text;
    }

    /** The next {@code length} bytes, which are known to be well formed, as a string. */
    public String text(int length) {
        String text = length == 0 ? "" : new String(array, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Checks that a part of the packet is well-formed UTF-8 without U+0000. */
    public void requireUtf8(int from, int length, String field) {
        int fault = Utf8Codec.firstFault(array, from, from + length);
        if (fault >= 0) {
            throw array[fault] == 0
                    ? violation(Rule.UTF8_NO_NULL, fault, field + " contains U+0000")
                    : violation(Rule.UTF8_WELL_FORMED, fault, field + " is not well-formed UTF-8");
        }
        if (!limits.discouragedCharacters()) {
            requireNoneDiscouraged(from, length, field);
        }
    }

    private void requireNoneDiscouraged(int from, int length, String field) {
        int fault = Utf8Codec.firstDiscouraged(array, from, from + length);
        if (fault >= 0) {
            throw violation(
                    Rule.DISCOURAGED_CHARACTER,
                    fault,
                    field + " contains a control character or noncharacter (section 1.5.4, 1.5.3 before 5.0)");
        }
    }

    /** The properties of {@code place}, whose length comes next. */
    public PropertyReader properties(PropertyId.Place place) {
        PropertyReader known = properties;
        if (known == null) {
            properties = known = new PropertyReader(this);
        }
        known.open(place);
        return known;
    }

    /** Checks that nothing is left. */
    public void requireEnd() {
        requireEnd(Rule.FORMAT);
    }

    /** Checks that nothing is left; a byte that is left breaks {@code rule}. */
    public void requireEnd(Rule rule) {
        if (position != end) {
            throw violation(rule, position, remaining() + " bytes follow the last field");
        }
    }

    private void require(int count, String field, Rule rule) {
        if (end - position < count) {
            throw violation(rule, position, "The packet ends where " + field + " should be");
        }
    }

    /** The exception for a breach of {@code rule} by the byte at index {@code at} of the array. */
    public MqttProtocolException violation(Rule rule, int at, String message) {
        return new MqttProtocolException(rule.reasonCode(), rule.statement(version()), origin + at, message);
    }
}
