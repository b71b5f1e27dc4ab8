package io.mqttstack.client.internal.store;

import java.nio.ByteBuffer;

/** Bytes that grow at their end, with room before them. */
final class Bytes {
    private static final int LEAST = 8 * 1_024;
    private static final int MOST_KEPT = 2 * 1_024 * 1_024;

    private final int before;
    private ByteBuffer buffer = ByteBuffer.allocate(LEAST);

    Bytes(int before) {
        this.before = before;
        clear();
    }

    /** Where the next {@code length} bytes go; the caller fills all of them. */
    ByteBuffer room(int length) {
        if (buffer.remaining() < length) {
            long wanted = Math.max(2L * buffer.capacity(), (long) buffer.position() + length);
            ByteBuffer larger = ByteBuffer.allocate(Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 16)));
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }

    int length() {
        return buffer.position() - before;
    }

    /** All, with the room before them; valid until the next call. */
    ByteBuffer all() {
        return buffer.duplicate().flip();
    }

    /** Starts anew; memory that one large change took is let go. */
    void clear() {
        if (buffer.capacity() > MOST_KEPT) {
            buffer = ByteBuffer.allocate(LEAST);
        }
        buffer.clear().position(before);
    }
}
