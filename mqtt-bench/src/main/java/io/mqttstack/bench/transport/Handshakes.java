package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Connects and disconnects over and over, a few connections at a time. */
abstract class Handshakes implements Work {
    private static final int AT_A_TIME = 4;

    /** Makes a connection and closes it as soon as its handshake is done; complete when it has ended. */
    abstract CompletionStage<?> once();

    @Override
    public final Outcome run(long units) throws InterruptedException, ExecutionException {
        Semaphore free = new Semaphore(AT_A_TIME);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (long unit = 0; unit < units; unit++) {
            free.acquire();
            once().whenComplete((done, thrown) -> {
                if (thrown != null) {
                    failure.compareAndSet(null, thrown instanceof CompletionException ? thrown.getCause() : thrown);
                }
                free.release();
            });
        }
        free.acquire(AT_A_TIME);
        if (failure.get() != null) {
            throw new ExecutionException("A handshake failed: " + failure.get(), failure.get());
        }
        return Outcome.of(units);
    }
}
