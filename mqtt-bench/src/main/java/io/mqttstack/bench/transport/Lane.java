package io.mqttstack.bench.transport;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a producer leaves messages for one connection. As all messages are the same, their number is enough. Only who finds
 * it empty wakes the loop, so that the loop takes whatever has come until then as one batch.
 */
abstract class Lane {
    private final AtomicInteger waiting = new AtomicInteger();

    /** Leaves one message. Any thread. */
    final void handOver() {
        if (waiting.getAndIncrement() == 0) {
            wake();
        }
    }

    /** Takes all messages. In the loop. */
    final int take() {
        return waiting.getAndSet(0);
    }

    /** Has the loop come and {@link #take()}. Any thread. */
    abstract void wake();
}
