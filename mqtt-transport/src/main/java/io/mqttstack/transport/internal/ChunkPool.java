package io.mqttstack.transport.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A few chunks for output, shared by the connections of one loop. Used in that loop only. */
public final class ChunkPool {

    /** The size of a pooled chunk in bytes; a larger one is made when asked for and not kept. */
    public static final int CHUNK_SIZE = 32 * 1024;

    private static final int MAXIMUM_FREE = 16;

    static final class Chunk {
        final ByteBuffer buffer;
        int start;

        @Nullable
        Chunk next;

        Chunk(int size) {
            buffer = ByteBuffer.allocate(size);
        }

        int waiting() {
            return buffer.position() - start;
        }
    }

    private @Nullable Chunk free;
    private int freeCount;

    /** Makes an empty pool. */
    public ChunkPool() {}

    Chunk acquire(int length) {
        Chunk chunk = free;
        if (chunk == null || length > CHUNK_SIZE) {
            return new Chunk(Math.max(length, CHUNK_SIZE));
        }
        free = chunk.next;
        freeCount--;
        chunk.next = null;
        return chunk;
    }

    void release(Chunk chunk) {
        if (chunk.buffer.capacity() == CHUNK_SIZE && freeCount < MAXIMUM_FREE) {
            chunk.buffer.clear().order(ByteOrder.BIG_ENDIAN);
            chunk.start = 0;
            chunk.next = free;
            free = chunk;
            freeCount++;
        }
    }
}
