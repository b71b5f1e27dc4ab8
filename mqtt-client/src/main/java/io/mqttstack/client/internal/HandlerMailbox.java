package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.session.Arrival;
import java.util.function.Consumer;

/** Deliveries for a handler, which takes whatever comes. */
final class HandlerMailbox extends Mailbox {
    private final AckMode mode;
    private final Consumer<Delivery> handler;

    HandlerMailbox(Engine engine, AckMode mode, Consumer<Delivery> handler) {
        super(engine);
        this.mode = mode;
        this.handler = handler;
    }

    @Override
    void work() {
        Released released = new Released(engine);
        Chain portion = new Chain();
        while (take(portion, released.most())) {
            for (Arrival next = (Arrival) portion.poll(); next != null; next = (Arrival) portion.poll()) {
                handle(engine, handler, next);
                if (mode == AckMode.AFTER_HANDLER) {
                    released.add(next);
                }
            }
        }
        released.giveBack();
    }
}
