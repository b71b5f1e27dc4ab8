package io.mqttstack.transport.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What was put into a connection and is not in a frame yet. */
final class FrameBuffer {

    /** The most bytes of a frame that we send: many servers take 64 KiB and no more. */
    static final int FRAME = 60 * 1024;

    private static final int KEPT = 64 * 1024;
    private static final int SMALLEST = 512;

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** A heap buffer with at least {@code length} bytes remaining, behind what was put. */
    ByteBuffer space(int length) {
        if (bytes.remaining() < length) {
            int needed = Math.addExact(bytes.position(), length);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, bytes.capacity() * 2L);
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, Math.max(SMALLEST, doubled)));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }

    /** How many bytes wait. */
    int length() {
        return bytes.position();
    }

    /** Gives everything out in frames, which are valid during the call only. */
    void drain(Consumer<BinaryWebSocketFrame> out) {
        int end = bytes.position();
        for (int from = 0; from < end; from += FRAME) {
            int length = Math.min(FRAME, end - from);
            out.accept(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes.array(), from, length)));
        }
        if (bytes.capacity() > KEPT) {
            bytes = ByteBuffer.allocate(0);
        } else {
            bytes.clear();
        }
    }
}
