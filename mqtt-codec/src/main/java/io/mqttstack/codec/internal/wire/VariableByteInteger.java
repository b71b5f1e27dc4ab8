package io.mqttstack.codec.internal.wire;

/**
 * The Variable Byte Integer: seven bits a byte, least significant first, bit 7 set while more follow; at most four
 * bytes, and no more than the value needs [MQTT-1.5.5-1].
 */
public final class VariableByteInteger {
    /** The largest value that four bytes hold: 268,435,455. */
    public static final int MAXIMUM = 0x0FFF_FFFF;

    private VariableByteInteger() {}

    /** The number of bytes, 1 to 4, that {@code value} takes; {@code value} is between 0 and {@link #MAXIMUM}. */
    public static int length(int value) {
        if (value < 0x80) {
            return 1;
        }
        if (value < 0x4000) {
            return 2;
        }
        return value < 0x20_0000 ? 3 : 4;
    }

    /** Writes {@code value} at {@code offset} and returns the offset behind it. */
    public static int write(int value, byte[] target, int offset) {
        int at = offset;
        int rest = value;
        while (rest >= 0x80) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
