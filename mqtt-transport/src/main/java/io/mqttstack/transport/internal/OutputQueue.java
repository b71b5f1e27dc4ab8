package io.mqttstack.transport.internal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a connection has still to send, in chunks from a pool. Empty, it holds no memory. Used in one loop.
 *
 * <pre>{@code
 * head -> [....sent|waiting] -> [waiting] -> tail [waiting|space that the user fills]
 * }</pre>
 */
public final class OutputQueue {

    private final ChunkPool pool;
    private ChunkPool.@Nullable Chunk head;
    private ChunkPool.@Nullable Chunk tail;
    private long beforeTail;

    /** Makes an empty queue that takes its chunks from a pool of the same loop. */
    public OutputQueue(ChunkPool pool) {
        this.pool = pool;
    }

    /** A buffer with room for {@code length} bytes; what is put there is queued. */
    public ByteBuffer space(int length) {
        ChunkPool.Chunk last = tail;
        if (last != null && last.buffer.remaining() >= length) {
            return last.buffer;
        }
        ChunkPool.Chunk chunk = pool.acquire(length);
        if (last == null) {
            head = chunk;
        } else {
            beforeTail += last.waiting();
            last.next = chunk;
        }
        tail = chunk;
        return chunk.buffer;
    }

    /** The bytes queued. */
    public long pending() {
        return tail == null ? 0 : beforeTail + tail.waiting();
    }

    /** Copies as many of the first bytes as fit, and keeps them queued. */
    public void peek(ByteBuffer target) {
        for (ChunkPool.Chunk chunk = head; chunk != null && target.hasRemaining(); chunk = chunk.next) {
            int count = Math.min(chunk.waiting(), target.remaining());
            target.put(chunk.buffer.array(), chunk.start, count);
        }
    }

    /** Copies {@code length} of the first bytes, and keeps them queued. */
    public void peek(byte[] target, int length) {
        peek(ByteBuffer.wrap(target, 0, length));
    }

    /** The first bytes as they lie in the first chunk, without copying: valid until the next call on this queue. */
    public ByteBuffer first() {
        while (head != null && head != tail && head.waiting() == 0) {
            dropHead(head);
        }
        return head == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(head.buffer.array(), head.start, head.waiting());
    }

    /** Takes out the first {@code length} bytes; chunks that become empty go back to the pool. */
    public void consume(long length) {
        long left = length;
        for (ChunkPool.Chunk chunk = head; chunk != null; chunk = head) {
            int count = (int) Math.min(left, chunk.waiting());
            chunk.start += count;
            left -= count;
            if (chunk != tail) {
                beforeTail -= count;
            }
            if (chunk.waiting() > 0) {
                break;
            }
            dropHead(chunk);
        }
    }

    /** Drops everything. */
    public void clear() {
        consume(pending());
    }

    private void dropHead(ChunkPool.Chunk chunk) {
        head = chunk.next;
        if (chunk == tail) {
            tail = null;
        }
        pool.release(chunk);
    }
}
