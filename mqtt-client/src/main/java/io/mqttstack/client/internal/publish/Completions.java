package io.mqttstack.client.internal.publish;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.session.Chain;
import io.mqttstack.client.internal.session.Linked;
import io.mqttstack.client.internal.session.Outbound;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells waiters off the loop: listeners in order, by one task for all that is there, futures by one task a batch. A future that somebody has chained work to gets a task of its own, so
 * that a callback which waits for another message of the same batch cannot wait for ever.
 */
public final class Completions {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final Executor executor;
    private final Queue<Chain> toListeners = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Runnable tellListeners = this::tellListeners;
    private Chain listeners = new Chain();
    private Chain futures = new Chain();

    public Completions(Executor executor) {
        this.executor = executor;
    }

    public void add(Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure) {
        outbound.ended(result, failure);
        if (outbound.direct()) {
            tell(outbound);
        } else if (outbound instanceof Publishing.ToListener) {
            listeners.add(outbound);
        } else {
            futures.add(outbound);
        }
    }

    /** Tells of a message that was dropped before it reached the loop; any thread. */
    public void dropped(Outbound outbound) {
        outbound.ended(PublishResult.of(PublishResult.Outcome.DROPPED), null);
        if (outbound.direct()) {
            tell(outbound);
        } else if (outbound instanceof Publishing.ToListener) {
            Chain alone = new Chain();
            alone.add(outbound);
            tellListeners(alone);
        } else {
            execute(() -> tell(outbound));
        }
    }

    private void tellListeners(Chain batch) {
        toListeners.add(batch);
        if (telling.compareAndSet(false, true)) {
            execute(tellListeners);
        }
    }

    /** Hands the batch over; called by the loop when its work is done. */
    public void flush() {
        if (!listeners.isEmpty()) {
            Chain told = listeners;
            listeners = new Chain();
            tellListeners(told);
        }
        if (!futures.isEmpty()) {
            Chain told = futures;
            futures = new Chain();
            execute(() -> tellFutures(told));
        }
    }

    /** In order and one at a time: while they are being told, a further batch needs no further thread. */
    private void tellListeners() {
        do {
            for (Chain batch = toListeners.poll(); batch != null; batch = toListeners.poll()) {
                for (Linked each = batch.poll(); each != null; each = batch.poll()) {
                    tell((Outbound) each);
                }
            }
            telling.set(false);
        } while (!toListeners.isEmpty() && telling.compareAndSet(false, true));
    }

    private void tellFutures(Chain told) {
        Chain chained = new Chain();
        for (Linked each = told.poll(); each != null; each = told.poll()) {
            if (each instanceof Publishing.ToFuture publishing && publishing.future.getNumberOfDependents() > 0) {
                chained.add(each);
            } else {
                tell((Outbound) each);
            }
        }
        Linked first = chained.poll();
        for (Linked each = chained.poll(); each != null; each = chained.poll()) {
            Outbound outbound = (Outbound) each;
            execute(() -> tell(outbound));
        }
        if (first != null) {
            tell((Outbound) first);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a listener's Error must not stop those behind it
    private static void tell(Outbound outbound) {
        try {
            outbound.tell();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "A publish listener threw", e);
        }
    }

    /** Runs a task on the executor; where that has been shut down, here, because a waiter must never be left alone. */
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The executor has been shut down; completing in place", e);
            task.run();
        }
    }
}
