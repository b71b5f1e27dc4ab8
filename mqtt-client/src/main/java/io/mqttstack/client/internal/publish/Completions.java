package io.mqttstack.client.internal.publish;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.handover.InTurn;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.session.Outbound;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells waiters off the loop: listeners in order, by one task for all that is there, futures by one task a batch. A future
 * that somebody has chained work to gets a task of its own, so that a callback which waits for another message of the same
 * batch cannot wait for ever.
 *
 * <p>A message keeps its place in the outbound buffer until its batch is told, so that slow listeners are bounded too; a
 * whole batch gives back its places first, so that what is called may publish.
 */
public final class Completions extends InTurn {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    /** What ended in one turn of the loop. */
    private final class Batch extends Linked {
        private final Chain ended = new Chain();
        private int messages;
        private long bytes;

        void add(Outbound outbound, boolean leaves) {
            ended.add(outbound);
            if (leaves) {
                messages++;
                bytes += OutboundBuffer.size(outbound.message());
            }
        }

        void giveBack() {
            if (messages > 0) {
                buffer.giveBack(messages, bytes);
            }
        }

        @Nullable
        Outbound poll() {
            return (Outbound) ended.poll();
        }
    }

    private final Executor executor;
    private final OutboundBuffer buffer;
    private @Nullable Batch listeners;
    private @Nullable Batch futures;

    public Completions(Executor executor, OutboundBuffer buffer) {
        this.executor = executor;
        this.buffer = buffer;
    }

    /** Tells of a message that has a place in the outbound buffer. In the loop. */
    public void add(Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure) {
        tell(outbound, result, failure, true);
    }

    /** Tells of a message that keeps its place, because it is still on its way though nobody waits. In the loop. */
    public void tellOnly(Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure) {
        tell(outbound, result, failure, false);
    }

    private void tell(
            Outbound outbound, @Nullable PublishResult result, @Nullable MqttException failure, boolean leaves) {
        outbound.ended(result, failure);
        if (outbound.direct()) {
            if (leaves) {
                buffer.giveBack(1, OutboundBuffer.size(outbound.message()));
            }
            tell(outbound);
        } else if (outbound instanceof Publishing.ToListener) {
            listeners = added(listeners, outbound, leaves);
        } else {
            futures = added(futures, outbound, leaves);
        }
    }

    private Batch added(@Nullable Batch batch, Outbound outbound, boolean leaves) {
        Batch target = batch == null ? new Batch() : batch;
        target.add(outbound, leaves);
        return target;
    }

    /** Tells of a message that was dropped before it reached the loop, and has no place any more; any thread. */
    public void dropped(Outbound outbound) {
        outbound.ended(PublishResult.of(PublishResult.Outcome.DROPPED), null);
        if (outbound.direct()) {
            tell(outbound);
        } else if (outbound instanceof Publishing.ToListener) {
            Batch alone = new Batch();
            alone.ended.add(outbound);
            addWork(alone);
        } else {
            execute(() -> tell(outbound));
        }
    }

    /** Hands the batch over; called by the loop when its work is done. */
    public void flush() {
        Batch toTell = listeners;
        if (toTell != null) {
            listeners = null;
            addWork(toTell);
        }
        Batch toComplete = futures;
        if (toComplete != null) {
            futures = null;
            execute(() -> tellFutures(toComplete));
        }
    }

    @Override
    protected void start(Runnable worker) {
        execute(worker);
    }

    /** Tells listeners. */
    @Override
    protected void work(Linked next) {
        Batch batch = (Batch) next;
        batch.giveBack();
        for (Outbound each = batch.poll(); each != null; each = batch.poll()) {
            tell(each);
        }
    }

    private void tellFutures(Batch batch) {
        batch.giveBack();
        Chain chained = new Chain();
        for (Outbound each = batch.poll(); each != null; each = batch.poll()) {
            boolean told = each instanceof Publishing.ToFuture publishing && publishing.future.tellUnchained(each);
            if (!told) {
                chained.add(each);
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
