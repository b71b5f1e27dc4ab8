package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.codec.packet.QoS;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Deliveries of one subscription on their way to its handler: in order, one at a time, one task for what has come. */
final class Mailbox implements Runnable {
    private final Engine engine;
    private final AckMode mode;
    private final Consumer<Delivery> handler;
    private final Queue<Delivery> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Mailbox(Engine engine, AckMode mode, Consumer<Delivery> handler) {
        this.engine = engine;
        this.mode = mode;
        this.handler = handler;
    }

    void add(Delivery delivery) {
        waiting.add(delivery);
    }

    /** Takes out what waits at QoS 1. */
    void removeQoS1(List<Delivery> removed) {
        for (Delivery each : List.copyOf(waiting)) {
            if (each.message().qos() == QoS.AT_LEAST_ONCE && waiting.remove(each)) {
                removed.add(each);
            }
        }
    }

    /** Has what is there handled on the executor. */
    void schedule() {
        if (!waiting.isEmpty() && scheduled.compareAndSet(false, true)) {
            engine.execute(this);
        }
    }

    @Override
    public void run() {
        for (Delivery next = waiting.poll(); next != null; next = waiting.poll()) {
            handle(engine, handler, next);
            if (mode == AckMode.AFTER_HANDLER) {
                next.acknowledge();
            }
        }
        scheduled.set(false);
        schedule();
    }

    /** Calls a handler; what it throws goes to the listener, and the message counts as handled. */
    @SuppressWarnings("CatchingUnchecked") // a handler's Error must not stop the messages behind it
    static void handle(Engine engine, Consumer<Delivery> handler, Delivery delivery) {
        try {
            handler.accept(delivery);
        } catch (RuntimeException | Error e) {
            engine.listener().callHere(each -> each.handlerFailed(delivery.message(), e));
        }
    }
}
