package io.mqttstack.client.internal;

import io.mqttstack.client.internal.session.Chain;
import io.mqttstack.client.internal.session.HandoverQueue;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.client.internal.session.Linked;
import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Settled messages of mailboxes on their way to the loop. The first wakes it; then, for as long as there are more, it looks
 * every millisecond, so that a mailbox which goes on need not wake it for each, and a handler that blocks holds up no
 * acknowledgement of those before.
 */
final class Settlements {
    private static final Duration SOON = Duration.ofMillis(1);

    private final Engine engine;
    private final HandoverQueue handedOver = new HandoverQueue();

    /** Whether the loop has been woken for the first, or looks by itself. */
    private final AtomicBoolean watched = new AtomicBoolean();

    private final Chain taken = new Chain();
    private EventLoop.@Nullable Cancellable timer;

    Settlements(Engine engine) {
        this.engine = engine;
    }

    // ---- any thread

    /** Adds one; the loop looks within a millisecond. */
    void add(Inbound inbound) {
        handedOver.add(inbound);
        if (watched.compareAndSet(false, true)) {
            engine.wake();
        }
    }

    /** Has the loop look at once. */
    void hurry() {
        if (!handedOver.isEmpty()) {
            engine.wake();
        }
    }

    // ---- in the loop

    /** Settles what there is. */
    void settle() {
        handedOver.drainTo(taken);
        for (Linked each = taken.poll(); each != null; each = taken.poll()) {
            engine.settle((Inbound) each);
        }
        if (timer == null && watched.get() && !engine.hasEnded()) {
            timer = engine.loop().schedule(SOON, this::look);
        }
    }

    private void look() {
        timer = null;
        if (handedOver.isEmpty()) {
            watched.set(false);
            if (handedOver.isEmpty() || !watched.compareAndSet(false, true)) {
                return;
            }
        }
        engine.workDone();
    }
}
