package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.internal.session.Subscriber;
import io.mqttstack.client.internal.session.SubscriptionIdentifiers;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.value.TopicFilter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscription of either face: with a mailbox for the executor, or for {@code loop} and {@code receive}. */
final class ClientSubscription implements Subscription, Subscriber {
    private final Engine engine;
    private final Subscribe request;
    private final @Nullable Consumer<Delivery> handler;
    private final @Nullable Mailbox mailbox;
    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> unsubscribed = new CompletableFuture<>();
    private final long number;
    private final int identifier;
    private final AtomicBoolean unsubscribing = new AtomicBoolean();
    private volatile @Nullable QoS granted;
    private volatile @Nullable SubAck subAck;
    private volatile @Nullable UnsubAck unsubAck;

    private ClientSubscription(
            Engine engine, Subscribe request, @Nullable Consumer<Delivery> handler, @Nullable Mailbox mailbox) {
        this.engine = engine;
        this.request = request;
        this.handler = handler;
        this.mailbox = mailbox;
        this.number = engine.deliveries().number();
        this.identifier = SubscriptionIdentifiers.of(request.filter());
    }

    /** For the blocking face; without a handler its messages wait for {@code receive}. */
    static ClientSubscription pulled(Engine engine, Subscribe request, @Nullable Consumer<Delivery> handler) {
        return new ClientSubscription(engine, request, handler, null);
    }

    /** For the asynchronous face. */
    static ClientSubscription pushed(Engine engine, Subscribe request, AckMode mode, Consumer<Delivery> handler) {
        return new ClientSubscription(engine, request, handler, new HandlerMailbox(engine, mode, handler));
    }

    /** For a stream of the asynchronous face. */
    static ClientSubscription streamed(Engine engine, Subscribe request, FlowMailbox mailbox) {
        return new ClientSubscription(engine, request, null, mailbox);
    }

    @Nullable
    Mailbox mailbox() {
        return mailbox;
    }

    @Nullable
    Consumer<Delivery> handler() {
        return handler;
    }

    /** Grows with each subscription of a client. */
    long number() {
        return number;
    }

    /** The Subscription Identifier that the server knows it by, where it takes such. */
    int identifier() {
        return identifier;
    }

    CompletionStage<Subscription> subscribed() {
        return subscribed;
    }

    @Override
    public Subscribe request() {
        return request;
    }

    @Override
    public TopicFilter filter() {
        return request.filter();
    }

    @Override
    public Optional<QoS> granted() {
        return Optional.ofNullable(granted);
    }

    @Override
    public Optional<SubAck> subAck() {
        return Optional.ofNullable(subAck);
    }

    @Override
    public Optional<UnsubAck> unsubAck() {
        return Optional.ofNullable(unsubAck);
    }

    @Override
    public CompletionStage<Void> unsubscribe() {
        if (unsubscribing.compareAndSet(false, true)) {
            engine.deliveries().remove(this);
            engine.unsubscribe(this);
        }
        return unsubscribed.minimalCompletionStage();
    }

    @Override
    public void granted(QoS qos, SubAck packet) {
        subAck = packet;
        granted = qos;
        engine.listener().call(each -> each.subscribed(request.filter(), qos));
        if (!subscribed.isDone()) {
            engine.execute(() -> subscribed.complete(this));
        }
    }

    @Override
    public void refused(MqttException failure) {
        subAck = failure.packet()
                .filter(SubAck.class::isInstance)
                .map(SubAck.class::cast)
                .orElse(null);
        granted = null;
        engine.listener().call(each -> each.subscriptionRefused(request.filter(), failure));
        if (mailbox != null) {
            boolean first = !subscribed.isDone();
            if (first) {
                engine.fail(subscribed, failure);
            }
            if (mailbox.refused(failure) || first) {
                unsubscribe();
            }
        }
    }

    @Override
    public void ended(@Nullable MqttException failure, @Nullable UnsubAck packet) {
        unsubAck = packet;
        granted = null;
        engine.execute(() -> {
            if (failure == null) {
                unsubscribed.complete(null);
            } else {
                unsubscribed.completeExceptionally(failure);
            }
            subscribed.completeExceptionally(
                    failure != null ? failure : new MqttException("Unsubscribed before the server answered"));
        });
    }
}
