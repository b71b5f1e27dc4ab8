package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientRuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What clients share that were given no runtime. */
class SharedRuntimeTest {
    private final SharedRuntime shared = new SharedRuntime();

    private static Thread thread(Executor executor) throws Exception {
        CompletableFuture<Thread> running = new CompletableFuture<>();
        executor.execute(() -> running.complete(Thread.currentThread()));
        return running.get(20, TimeUnit.SECONDS);
    }

    @Test
    void isMadeForTheFirstAndEndsWithTheLast() throws Exception {
        ClientRuntime first = shared.join();
        assertSame(first, shared.join());
        Executor tasks = first.transport().loop();
        Thread loop = thread(tasks);
        shared.leave();
        assertEquals(loop, thread(tasks), "one client is left");
        shared.leave();
        loop.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(loop.isAlive(), "the loop goes on without clients");
        ClientRuntime next = shared.join();
        assertNotSame(first, next);
        shared.leave();
    }

    @Test
    void keepsNoProgramFromEnding() throws Exception {
        ClientRuntime runtime = shared.join();
        for (Executor each : new Executor[] {runtime.transport().loop(), runtime.executor()}) {
            Thread thread = thread(each);
            assertTrue(thread.isDaemon(), thread::toString);
        }
        shared.leave();
    }
}
