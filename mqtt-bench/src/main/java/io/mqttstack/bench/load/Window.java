package io.mqttstack.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread publish so many messages beyond those that have ended. Full, it opens again when half of it is free, because
 * waking a thread for each message would measure nothing else.
 */
final class Window implements LoadedClient.Ended {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final int size;
    private final Thread publisher = Thread.currentThread();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean waiting;
    private volatile @Nullable Throwable failure;
    private long taken;
    private long seen;
    private volatile long awaited;

    /** Makes a window for the calling thread. */
    Window(int size) {
        this.size = size;
    }

    /** Takes a place, waiting for one. */
    void take() {
        if (taken - seen >= size) {
            seen = ended.get();
            if (taken - seen >= size) {
                await(taken - size / 2);
            }
        }
        taken++;
    }

    /** Waits until all have ended. */
    void drain() {
        await(taken);
    }

    long taken() {
        return taken;
    }

    private void await(long count) {
        awaited = count;
        long deadline = System.nanoTime() + PATIENCE;
        waiting = true;
        while ((seen = ended.get()) < count) {
            Throwable cause = failure;
            if (cause != null) {
                throw new IllegalStateException("A publish failed", cause);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "Of " + taken + " messages only " + seen + " have ended, and none for a long time");
            }
            LockSupport.parkNanos(this, PATIENCE);
        }
        waiting = false;
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        if (cause != null) {
            failure = cause;
        }
        long count = ended.incrementAndGet();
        if (waiting && (count >= awaited || cause != null)) {
            LockSupport.unpark(publisher);
        }
    }
}
