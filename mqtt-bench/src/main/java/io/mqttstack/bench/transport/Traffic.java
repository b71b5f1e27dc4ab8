package io.mqttstack.bench.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The bytes between a contender and the other end: a request, then what it asks for.
 *
 * <pre>{@code
 * request: | SINK or SOURCE 1 byte | length 8 bytes | piece 4 bytes |
 * SINK     the contender sends length bytes, the other end answers one byte when it has them
 * SOURCE   the other end sends length bytes of messages, at most piece bytes with one write
 * }</pre>
 */
final class Traffic {
    static final byte SINK = 1;
    static final byte SOURCE = 2;
    static final int REQUEST = 13;

    /** The length of a message: a PUBLISH with QoS 0, a topic of 36 bytes and a payload of 64. */
    static final int MESSAGE = 104;

    /** What is sent at once in bulk, in bytes. */
    static final int PIECE = 16 * 1024;

    private static final int HEADER = 2;
    private static final int PATIENCE_SECONDS = 120;

    private Traffic() {}

    /** Returns the bytes of a message. */
    static byte[] message() {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        byte[] topic = "site/berlin/line/17/sensor/000042/on".getBytes(StandardCharsets.US_ASCII);
        message.put((byte) 0x30)
                .put((byte) (MESSAGE - HEADER))
                .putShort((short) topic.length)
                .put(topic);
        return message.array();
    }

    /** Returns a direct buffer full of whole messages, about 64 KiB. */
    static ByteBuffer messages() {
        byte[] message = message();
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024 / MESSAGE * MESSAGE);
        while (buffer.hasRemaining()) {
            buffer.put(message);
        }
        return buffer.flip();
    }

    static byte[] request(byte kind, long length, int piece) {
        return ByteBuffer.allocate(REQUEST)
                .put(kind)
                .putLong(length)
                .putInt(piece)
                .array();
    }

    /** Asks for the other end's part in a job. */
    static byte[] request(Job job, long length) {
        return request(job == Job.SEND ? SINK : SOURCE, length, PIECE);
    }

    /** How many of {@code units} messages are those of one connection, when all take them in turn. */
    static long share(long units, int connection, int connections) {
        return units / connections + (connection < units % connections ? 1 : 0);
    }

    /** Waits until the messages of a run are where they belong. */
    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Messages of " + latch.getCount() + " connections did not arrive");
        }
    }
}
