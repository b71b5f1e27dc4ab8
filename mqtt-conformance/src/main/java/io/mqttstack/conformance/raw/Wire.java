package io.mqttstack.conformance.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes bytes, legal or not: the parts of packets, and whole ones with the length that their parts have. */
public final class Wire {
    private static final int CONTINUE = 0x80;
    private static final int BYTE = 0xFF;

    private Wire() {}

    /**
     * Joins parts.
     *
     * @param parts what comes one behind the other
     * @return all of them
     */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /**
     * Makes a packet.
     *
     * @param first the first byte: type and flags
     * @param parts what stands behind the fixed header
     * @return the packet, with a Remaining Length that is right
     */
    public static byte[] packet(int first, byte[]... parts) {
        byte[] body = join(parts);
        return join(u8(first), variable(body.length), body);
    }

    /**
     * Reads hex digits.
     *
     * @param digits pairs of digits; spaces between them are for people
     * @return the bytes
     */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /**
     * Writes a byte.
     *
     * @param value its lowest eight bits count
     * @return one byte
     */
    public static byte[] u8(int value) {
        return new byte[] {(byte) value};
    }

    /**
     * Writes a Two Byte Integer.
     *
     * @param value its lowest 16 bits count
     * @return two bytes
     */
    public static byte[] u16(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /**
     * Writes a Four Byte Integer.
     *
     * @param value its lowest 32 bits count
     * @return four bytes
     */
    public static byte[] u32(long value) {
        return join(u16((int) (value >> 16)), u16((int) value));
    }

    /**
     * Writes a Variable Byte Integer in its shortest form.
     *
     * @param value 0 to 268,435,455
     * @return one to four bytes
     */
    public static byte[] variable(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int rest = value;
        do {
            int low = rest % CONTINUE;
            rest /= CONTINUE;
            bytes.write(rest > 0 ? low | CONTINUE : low);
        } while (rest > 0);
        return bytes.toByteArray();
    }

    /**
     * Writes text with its length.
     *
     * @param text what becomes UTF-8
     * @return the field
     */
    public static byte[] text(String text) {
        return binary(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes with their length: Binary Data, or a string that is none.
     *
     * @param bytes at most 65,535
     * @return the field
     */
    public static byte[] binary(byte[] bytes) {
        return join(u16(bytes.length), bytes);
    }

    /**
     * Makes a property.
     *
     * @param identifier its identifier
     * @param value its value
     * @return both
     */
    public static byte[] property(int identifier, byte[] value) {
        return join(u8(identifier), value);
    }

    /**
     * Makes the properties of a 5.0 packet.
     *
     * @param properties made by {@link #property}
     * @return the Property Length and the properties
     */
    public static byte[] properties(byte[]... properties) {
        byte[] all = join(properties);
        return join(variable(all.length), all);
    }

    /**
     * Tells the byte at an index.
     *
     * @param bytes the bytes
     * @param index the index
     * @return 0 to 255
     */
    static int at(byte[] bytes, int index) {
        return bytes[index] & BYTE;
    }
}
