package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Subscribe;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Deliveries for one subscriber, who subscribes to the server by subscribing here. */
final class DeliveryPublisher implements Flow.Publisher<Delivery> {
    private final Engine engine;
    private final Subscribe request;
    private final AckMode mode;
    private final AtomicBoolean taken = new AtomicBoolean();

    DeliveryPublisher(Engine engine, Subscribe request, AckMode mode) {
        this.engine = engine;
        this.request = request;
        this.mode = mode;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Delivery> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (taken.compareAndSet(false, true)) {
            new FlowMailbox(engine, mode, subscriber).start(request, subscriber);
            return;
        }
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        });
        subscriber.onError(new IllegalStateException(
                "Deliveries are for one subscriber: call deliveries() again, or share them with a processor"));
    }
}
