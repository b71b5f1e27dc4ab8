package io.mqttstack.bench.bound;

/** The fixed header, for packets of up to 16,383 bytes. */
final class LeastHeader {
    private LeastHeader() {}

    static int write(int first, int length, byte[] target) {
        target[0] = (byte) first;
        if (length < 0x80) {
            target[1] = (byte) length;
            return 2;
        }
        target[1] = (byte) (length | 0x80);
        target[2] = (byte) (length >> 7);
        return 3;
    }

    /** The index behind the header of a packet that fills the array; checks the first byte and the length. */
    static int read(int first, byte[] array) {
        int at = 2;
        int length = array[1];
        if (length < 0) {
            length = (length & 0x7F) | (array[2] << 7);
            at = 3;
        }
        if ((array[0] & 0xFF) != first || at + length != array.length) {
            throw new IllegalArgumentException("Not the packet that was expected");
        }
        return at;
    }
}
