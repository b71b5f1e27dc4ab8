package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.session.Outbound;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells waiters off the loop, one task a batch. A future that somebody has chained work to gets a task of its own, so
 * that a callback which waits for another message of the same batch cannot wait for ever.
 */
final class Completions {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final Executor executor;
    private List<Ended> batch = new ArrayList<>();

    Completions(Executor executor) {
        this.executor = executor;
    }

    private record Ended(
            Outbound outbound,
            @Nullable PublishResult result,
            @Nullable MqttException failure) {
        @SuppressWarnings("CatchingUnchecked") // a listener's Error must not stop those behind it
        void tell() {
            try {
                outbound.tell(result, failure);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "A publish listener threw", e);
            }
        }
    }

    void add(Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure) {
        Ended ended = new Ended(outbound, result, failure);
        if (outbound.direct()) {
            ended.tell();
        } else {
            batch.add(ended);
        }
    }

    /** Hands the batch over; called by the loop when its work is done. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Ended> told = batch;
        batch = new ArrayList<>();
        execute(() -> tell(told));
    }

    private void tell(List<Ended> told) {
        List<Ended> chained = new ArrayList<>(0);
        for (Ended each : told) {
            if (each.outbound() instanceof Publishing.ToFuture publishing
                    && publishing.future.getNumberOfDependents() > 0) {
                chained.add(each);
            } else {
                each.tell();
            }
        }
        for (int i = 1; i < chained.size(); i++) {
            execute(chained.get(i)::tell);
        }
        if (!chained.isEmpty()) {
            chained.get(0).tell();
        }
    }

    /** Runs a task on the executor; where that has been shut down, here, because a waiter must never be left alone. */
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The executor has been shut down; completing in place", e);
            task.run();
        }
    }
}
