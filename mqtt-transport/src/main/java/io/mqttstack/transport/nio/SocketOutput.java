package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.internal.OutputQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a socket: what waits, and whether the socket takes it. Chunks are gathered in the loop's direct
 * buffer, so that a flush is one write, whatever the number of chunks.
 */
final class SocketOutput {

    private static final int WRITES_PER_TURN = 16;

    private final NioLoop loop;
    private final int high;
    private final int low;
    private final OutputQueue queue;
    private boolean ended;
    private boolean blocked;
    private boolean congested;
    private @Nullable IOException failure;

    SocketOutput(NioLoop loop, ConnectOptions options) {
        this.loop = loop;
        this.high = options.writeHighWaterMark();
        this.low = options.writeLowWaterMark();
        this.queue = new OutputQueue(loop.chunks());
    }

    ByteBuffer space(int length) {
        return ended ? ByteBuffer.allocate(length) : queue.space(length);
    }

    long pending() {
        return queue.pending();
    }

    /** Whether it is advisable to go on writing. */
    boolean writable() {
        return !congested;
    }

    /** Whether the rest waits for the socket. */
    boolean blocked() {
        return blocked;
    }

    boolean ended() {
        return ended;
    }

    /** Takes no more; what is queued is still written. */
    void end() {
        ended = true;
    }

    /** Takes no more and forgets what is queued. */
    void drop() {
        ended = true;
        blocked = false;
        queue.clear();
    }

    /** Writing failed: the rest is of no use. */
    void failed(IOException cause) {
        failure = cause;
        drop();
    }

    /** Why writing failed; null if it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Writes what the socket takes; tells whether that brought the queue down to the low-water mark. */
    boolean write(WritableByteChannel channel) {
        try {
            blocked = !drain(channel);
        } catch (IOException failed) {
            failed(failed);
        }
        long pending = queue.pending();
        if (congested && pending <= low) {
            congested = false;
            return true;
        }
        noteCongestion();
        return false;
    }

    /** To be called at a flush that does not write. */
    void noteCongestion() {
        congested |= queue.pending() > high;
    }

    private boolean drain(WritableByteChannel channel) throws IOException {
        for (int writes = 0; queue.pending() > 0; writes++) {
            if (writes == WRITES_PER_TURN) {
                return false;
            }
            ByteBuffer gathered = loop.writeBuffer();
            queue.peek(gathered);
            gathered.flip();
            queue.consume(channel.write(gathered));
            if (gathered.hasRemaining()) {
                return false;
            }
        }
        queue.clear(); // a chunk that was asked for and not used
        return true;
    }
}
