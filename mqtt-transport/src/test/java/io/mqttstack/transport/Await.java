package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what nobody signals, generously. */
public final class Await {

    /** How long a test waits before it gives up. */
    public static final long LONGEST_MILLIS = 20_000;

    private Await() {}

    /** Waits until a condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                fail("Waited " + LONGEST_MILLIS + " ms in vain: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Waits until all tasks queued so far in a loop have run. */
    public static void quiet(EventLoop loop) {
        java.util.concurrent.CountDownLatch latch = new java.util.concurrent.CountDownLatch(1);
        loop.execute(latch::countDown);
        until("the loop runs its tasks", () -> latch.getCount() == 0);
    }
}
