package io.mqttstack.transport.memory;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.OutputQueue;
import java.nio.ByteBuffer;

/**
 * One direction of a connection: what was put, of which a part was flushed, of which a part is in the pipe.
 *
 * <pre>{@code
 * first [in the pipe, at most its capacity | flushed, pending | put, pending] last
 * }</pre>
 */
final class Pipe {

    private final OutputQueue queue;
    private final int capacity;
    private final int high;
    private final int low;
    private long flushed;
    private long inside;
    private boolean congested;
    private boolean ended;

    Pipe(ChunkPool chunks, int capacity, ConnectOptions options) {
        this.queue = new OutputQueue(chunks);
        this.capacity = capacity;
        this.high = options.writeHighWaterMark();
        this.low = options.writeLowWaterMark();
    }

    ByteBuffer space(int length) {
        return ended ? ByteBuffer.allocate(length) : queue.space(length);
    }

    /** The bytes that are not in the pipe yet. */
    long pending() {
        return queue.pending() - inside;
    }

    boolean writable() {
        return !congested;
    }

    void flush() {
        flushed = queue.pending();
        if (flushed == 0) {
            queue.clear(); // a chunk that was asked for and not used
        }
        fill();
        congested |= pending() > high;
    }

    private void fill() {
        inside = Math.min(flushed, capacity);
    }

    /** Takes no more; what is queued is still delivered. */
    void end() {
        ended = true;
    }

    /** Takes no more and forgets what is queued. */
    void drop() {
        ended = true;
        queue.clear();
        flushed = 0;
        inside = 0;
    }

    /** Whether all was delivered and nothing will follow. */
    boolean finished() {
        return ended && queue.pending() == 0;
    }

    /** Copies the first bytes in the pipe, {@code most} at most; tells how many. */
    int peek(byte[] target, int most) {
        int count = (int) Math.min(inside, most);
        queue.peek(target, count);
        return count;
    }

    /** Takes out bytes; tells whether that brought what is pending down to the low-water mark. */
    boolean consume(long count) {
        queue.consume(count);
        flushed -= count;
        fill();
        if (congested && pending() <= low) {
            congested = false;
            return true;
        }
        return false;
    }

    /** Takes out what was flushed. */
    boolean discard() {
        return consume(flushed);
    }
}
