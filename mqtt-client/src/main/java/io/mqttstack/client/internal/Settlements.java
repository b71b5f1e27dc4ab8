package io.mqttstack.client.internal;

import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.handover.HandoverQueue;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settled messages of mailboxes on their way to the loop. The first wakes it; then, for as long as there are more, it looks
 * every millisecond, so that a mailbox which goes on need not wake it for each, and a handler that blocks holds up no
 * acknowledgement of those before.
 */
final class Settlements extends HandoverQueue implements Consumer<Inbound> {
    private static final Duration SOON = Duration.ofMillis(1);
    private static final AtomicIntegerFieldUpdater<Settlements> WATCHED =
            AtomicIntegerFieldUpdater.newUpdater(Settlements.class, "watched");

    private final Engine engine;

    /** 1: the loop has been woken for the first, or looks by itself. */
    private volatile int watched;

    private EventLoop.@Nullable Cancellable timer;

    Settlements(Engine engine) {
        this.engine = engine;
    }

    // ---- any thread

    /** The application is done with a message. */
    @Override
    public void accept(Inbound inbound) {
        engine.settleLater(inbound);
    }

    /** Adds one; the loop looks within a millisecond. */
    void settle(Inbound inbound) {
        add(inbound);
        if (WATCHED.compareAndSet(this, 0, 1)) {
            engine.wake();
        }
    }

    /** Has the loop look at once. */
    void hurry() {
        if (!isEmpty()) {
            engine.wake();
        }
    }

    // ---- in the loop

    /** Settles what there is. */
    void settle() {
        if (!isEmpty()) {
            Chain taken = new Chain();
            drainTo(taken);
            for (Linked each = taken.poll(); each != null; each = taken.poll()) {
                engine.settle((Inbound) each);
            }
        }
        if (timer == null && watched == 1 && !engine.hasEnded()) {
            timer = engine.loop().schedule(SOON, this::look);
        }
    }

    private void look() {
        timer = null;
        if (isEmpty()) {
            watched = 0;
            if (isEmpty() || !WATCHED.compareAndSet(this, 0, 1)) {
                return;
            }
        }
        engine.workDone();
    }
}
