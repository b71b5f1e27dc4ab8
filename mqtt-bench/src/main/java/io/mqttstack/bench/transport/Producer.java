package io.mqttstack.bench.transport;

import java.util.List;
import java.util.concurrent.Semaphore;

/** Hands messages to the lanes in turn, never more than a window ahead of the loop. */
final class Producer {
    private static final int BLOCK = 1024;
    private static final int WINDOW = 64;

    private final Semaphore blocks = new Semaphore(WINDOW);
    private long handedOver;
    private long taken;

    /** Hands over as many messages as asked for, the calling thread at work. */
    void produce(List<? extends Lane> lanes, long units) throws InterruptedException {
        int lane = 0;
        for (long unit = 0; unit < units; unit++) {
            if (handedOver++ % BLOCK == 0) {
                blocks.acquire();
            }
            lanes.get(lane).handOver();
            lane = lane + 1 == lanes.size() ? 0 : lane + 1;
        }
    }

    /** Messages were taken and put into output. In the loop. */
    void taken(int count) {
        long before = taken / BLOCK;
        taken += count;
        blocks.release((int) (taken / BLOCK - before));
    }
}
