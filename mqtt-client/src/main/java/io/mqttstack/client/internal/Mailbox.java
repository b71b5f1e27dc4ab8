package io.mqttstack.client.internal;

import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.codec.packet.QoS;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deliveries of one subscription on their way to the application: in order, one at a time, one task for what has come. */
abstract class Mailbox implements Runnable {
    final Engine engine;
    private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Mailbox(Engine engine) {
        this.engine = engine;
    }

    /** Does what can be done, on the executor; never on two threads at once. */
    abstract void work();

    final void add(Delivery delivery) {
        waiting.add(delivery);
    }

    final @Nullable Delivery poll() {
        return waiting.poll();
    }

    /** Takes out what waits at QoS 1. */
    final void removeQoS1(List<Delivery> removed) {
        for (Delivery each : List.copyOf(waiting)) {
            if (each.message().qos() == QoS.AT_LEAST_ONCE && waiting.remove(each)) {
                removed.add(each);
            }
        }
    }

    /** Whether there is something to do now. */
    boolean hasWork() {
        return !waiting.isEmpty();
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
            engine.counters().metrics().handle(delivery.message(), () -> handler.accept(delivery));
        } catch (RuntimeException | Error e) {
            engine.listener().callHere(each -> each.handlerFailed(delivery.message(), e));
        }
    }
}
