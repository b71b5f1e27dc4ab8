package io.mqttstack.transport.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputQueueTest {

    private final ChunkPool pool = new ChunkPool();
    private final OutputQueue queue = new OutputQueue(pool);

    @Test
    void givesOutWhatWasPutUnderRandomUse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer direct = ByteBuffer.allocateDirect(50_000);
        for (int step = 0; step < 5_000; step++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(100) == 0 ? 100_000 : 300)];
            random.nextBytes(bytes);
            queue.space(bytes.length + random.nextInt(10)).put(bytes);
            in.writeBytes(bytes);
            assertEquals(in.size() - out.size(), queue.pending(), "seed " + seed);
            if (random.nextInt(20) == 0) {
                queue.peek(direct.clear());
                byte[] taken = new byte[random.nextInt(direct.position() + 1)];
                direct.flip().get(taken);
                queue.consume(taken.length);
                out.writeBytes(taken);
            } else if (random.nextInt(20) == 0) {
                ByteBuffer first = queue.first();
                byte[] taken = new byte[random.nextInt(first.remaining() + 1)];
                first.get(taken);
                queue.consume(taken.length);
                out.writeBytes(taken);
            }
        }
        byte[] rest = new byte[(int) queue.pending()];
        queue.peek(rest, rest.length);
        queue.clear();
        out.writeBytes(rest);
        assertEquals(0, queue.pending());
        assertArrayEquals(in.toByteArray(), out.toByteArray(), "seed " + seed);
    }

    @Test
    void anEmptyQueueHoldsNoChunk() {
        ByteBuffer first = queue.space(10);
        first.putInt(1);
        queue.consume(4);
        ByteBuffer second = new OutputQueue(pool).space(10);
        assertSame(first, second, "the chunk went back to the pool");
        queue.space(10);
        queue.clear();
        assertEquals(0, queue.pending());
    }
}
