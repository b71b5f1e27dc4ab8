package io.mqttstack.transport.nio;

/**
 * Encrypted bytes that wait: the beginning of a record, or whole records while reading is paused. Empty, it holds no
 * memory.
 *
 * <pre>{@code
 * record: | type 1 byte, 20 to 24 | version 2 bytes | length 2 bytes | length bytes |
 * }</pre>
 */
final class TlsRecords {

    private static final byte[] NOTHING = {};
    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;

    private byte[] bytes = NOTHING;
    private int start;
    private int end;

    /** Whether bytes can begin a record: what does not speak TLS is mostly told from it by the first byte. */
    static boolean plausible(byte[] data, int offset) {
        return data[offset] >= FIRST_TYPE && data[offset] <= LAST_TYPE;
    }

    /** How many more bytes the first record needs; not the final answer while its header is incomplete. */
    static int missing(byte[] data, int offset, int length) {
        if (length < HEADER) {
            return HEADER - length;
        }
        int body = ((data[offset + 3] & 0xFF) << 8) | (data[offset + 4] & 0xFF);
        return HEADER + body - length;
    }

    boolean isEmpty() {
        return start == end;
    }

    int missing() {
        return missing(bytes, start, end - start);
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    void append(byte[] data, int offset, int length) {
        if (bytes.length - end < length) {
            int held = end - start;
            byte[] larger = new byte[Math.max(held + length, Math.min(2 * held, held + NioLoop.BUFFER_SIZE))];
            System.arraycopy(bytes, start, larger, 0, held);
            bytes = larger;
            start = 0;
            end = held;
        }
        System.arraycopy(data, offset, bytes, end, length);
        end += length;
    }

    void consume(int length) {
        start += length;
        if (start == end) {
            clear();
        }
    }

    void clear() {
        bytes = NOTHING;
        start = 0;
        end = 0;
    }
}
