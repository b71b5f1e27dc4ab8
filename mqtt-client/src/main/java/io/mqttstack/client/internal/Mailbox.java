package io.mqttstack.client.internal;

import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.codec.packet.QoS;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries of one subscription on their way to the application: in order, one at a time, one task for what has come.
 *
 * <pre>
 *   loop: collect, collect, ... deliver --> waiting --> poll or take: executor
 * </pre>
 */
abstract class Mailbox implements Runnable {
    final Engine engine;

    /** What one read has brought; the loop's alone. */
    private final Chain collected = new Chain();

    private int collectedCount;

    private final Object lock = new Object();
    private final Chain waiting = new Chain();

    /** How many wait; changed under the lock. */
    private volatile int count;

    private final AtomicBoolean scheduled = new AtomicBoolean();

    Mailbox(Engine engine) {
        this.engine = engine;
    }

    /** Does what can be done, on the executor; never on two threads at once. */
    abstract void work();

    /** Adds one, for {@link #deliver()}; true: it is the first of a burst. In the loop. */
    final boolean collect(Arrival delivery) {
        collected.add(delivery);
        return collectedCount++ == 0;
    }

    /** Has handled what was collected. In the loop. */
    final void deliver() {
        add(collected, collectedCount);
        collectedCount = 0;
        schedule();
    }

    /** Adds one and has it handled. Any thread. */
    final void offer(Arrival delivery) {
        Chain alone = new Chain();
        alone.add(delivery);
        add(alone, 1);
        schedule();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private void add(Chain more, int size) {
        synchronized (lock) {
            waiting.addAll(more);
            count += size;
        }
    }

    /** Takes out the oldest. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    final @Nullable Arrival poll() {
        synchronized (lock) {
            Arrival oldest = (Arrival) waiting.poll();
            if (oldest != null) {
                count--;
            }
            return oldest;
        }
    }

    /** Takes out some of the oldest; false: there are none. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    final boolean take(Chain portion, int most) {
        synchronized (lock) {
            int taken = Math.min(count, most);
            for (int i = 0; i < taken; i++) {
                portion.add(Objects.requireNonNull(waiting.poll()));
            }
            count -= taken;
            return taken > 0;
        }
    }

    /** Takes out what waits at QoS 1. In the loop. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    final void removeQoS1(List<Delivery> removed) {
        synchronized (lock) {
            int before = removed.size();
            waiting.removeIf(
                    each -> ((Arrival) each).message().qos() == QoS.AT_LEAST_ONCE && removed.add((Arrival) each));
            count -= removed.size() - before;
        }
    }

    /** Whether there is something to do now. */
    boolean hasWork() {
        return count > 0;
    }

    /** The server refused the subscription; true: it is over. */
    boolean refused(MqttException failure) {
        return false;
    }

    /** The client is not connected and will not connect by itself: by the application's wish, or because of a failure. */
    void stopped(@Nullable MqttException cause) {}

    /** Has what is there handled on the executor. */
    final void schedule() {
        if (hasWork() && scheduled.compareAndSet(false, true)) {
            engine.execute(this);
        }
    }

    /** Keeps work from beginning until it is vacated; before anything is scheduled. */
    final void occupy() {
        scheduled.set(true);
    }

    final void vacate() {
        scheduled.set(false);
        schedule();
    }

    @Override
    public final void run() {
        work();
        vacate();
    }

    /** Calls a handler; what it throws goes to the listener, and the message counts as handled. */
    @SuppressWarnings("CatchingUnchecked") // a handler's Error must not stop the messages behind it
    static void handle(Engine engine, Consumer<Delivery> handler, Delivery delivery) {
        try {
            engine.counters().metrics().handle(handler, delivery);
        } catch (RuntimeException | Error e) {
            engine.listener().callHere(each -> each.handlerFailed(delivery.message(), e));
        }
    }
}
