package io.mqttstack.client.internal;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.Stats;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.internal.publish.Publishing;
import io.mqttstack.client.internal.receive.Inbox;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The documented blocking face. */
public final class DefaultMqttClient implements MqttClient {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    /** Longer than any wait, and short enough not to overflow when it is added to a time. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private static final AtomicIntegerFieldUpdater<DefaultMqttClient> LOOPING =
            AtomicIntegerFieldUpdater.newUpdater(DefaultMqttClient.class, "looping");

    private final Engine engine;
    private final AsyncMqttClient async;

    @SuppressWarnings("UnusedVariable") // read by LOOPING
    private volatile int looping;

    /**
     * Makes a client that is not connected yet.
     *
     * @param options the configuration
     */
    public DefaultMqttClient(ClientOptions options) {
        this.engine = new Engine(options, true);
        this.async = new DefaultAsyncMqttClient(engine);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // an interrupt ends the wait; the disconnect ends by itself
    public void connect() throws InterruptedException {
        try {
            engine.connect().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqttException failure
                    ? failure.rethrown()
                    : new MqttException("The connection attempt failed", e, null, false);
        } catch (InterruptedException e) {
            if (!isConnected()) {
                engine.disconnect(DisconnectOptions.DEFAULT);
            }
            throw e;
        }
    }

    @Override
    public boolean isConnected() {
        return async.isConnected();
    }

    @Override
    public void disconnect() {
        await(engine.disconnect(DisconnectOptions.DEFAULT));
    }

    @Override
    public void close() {
        await(engine.close());
    }

    /** Waits for an orderly end, which the engine bounds by the network timeout; an interrupt ends the wait alone. */
    private void await(CompletableFuture<Void> end) {
        try {
            end.get(engine.options().networkTimeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "The connection is still closing", e);
        }
    }

    @Override
    public int pendingSubscriptions() {
        return async.pendingSubscriptions();
    }

    @Override
    public Stats stats() {
        return async.stats();
    }

    @Override
    public AsyncMqttClient async() {
        return async;
    }

    @Override
    public void publish(String topic, String message, QoS qos, boolean retain) throws InterruptedException {
        publish(topic, Bytes.utf8(message), qos, retain);
    }

    @Override
    public void publish(String topic, byte[] message, QoS qos, boolean retain) throws InterruptedException {
        publish(topic, Bytes.copyOf(message), qos, retain);
    }

    private void publish(String topic, Bytes payload, QoS qos, boolean retain) throws InterruptedException {
        publish(Message.builder(TopicName.of(topic))
                .payload(payload)
                .qos(qos)
                .retain(retain)
                .build());
    }

    @Override
    public void publish(Message message) throws InterruptedException {
        Duration timeout = engine.options().publishTimeout();
        Publishing.ToThread publishing = new Publishing.ToThread(message, engine.now());
        engine.publish(publishing);
        PublishResult result;
        try {
            result = publishing.await(timeout.toNanos());
        } catch (InterruptedException e) {
            InterruptedException told = new InterruptedException(e.getMessage() + ": " + given(publishing));
            told.initCause(e);
            throw told;
        }
        if (result == null) {
            throw new MqttException(
                    "The publish to " + message.topic() + " was not complete after " + timeout.toMillis()
                            + " ms (publishTimeout): " + given(publishing),
                    null,
                    null,
                    true);
        }
        if (!result.delivered()) {
            throw new MqttException(
                    switch (result.outcome()) {
                        case DELIVERED -> "";
                        case REFUSED ->
                            "The server refused the message for " + message.topic() + ": "
                                    + result.packet().map(Object::toString).orElse("");
                        case EXPIRED -> "The message for " + message.topic() + " expired before it could be sent";
                        case DROPPED -> "The message for " + message.topic() + " was dropped by the overflow policy";
                        case SESSION_LOST ->
                            "The server lost the session after the message for " + message.topic()
                                    + " had been sent at QoS 2: whether it was delivered is unknown";
                        case CLOSED ->
                            "The client was disconnected before the publish to " + message.topic() + " was complete";
                    },
                    null,
                    result.packet().orElse(null),
                    false);
        }
    }

    /** What has become of a message that nobody waits for any more; one that found no room is taken back. */
    private String given(Publishing.ToThread publishing) {
        if (engine.publishes().withdraw(publishing)) {
            return "there was no room for it in the outbound buffer; the message was not taken";
        }
        return "its outcome is unknown, and it stays under way";
    }

    @Override
    public Optional<Message> receive() {
        return handOut(inbox().poll());
    }

    @Override
    public Optional<Message> receive(Duration wait) throws InterruptedException {
        Delivery delivery = inbox().take(true, nanos(wait), engine.connections()::isActive);
        if (delivery == null) {
            throwIfGivenUp();
        }
        return handOut(delivery);
    }

    private Inbox inbox() {
        return engine.deliveries().inbox();
    }

    private static Optional<Message> handOut(@Nullable Delivery delivery) {
        if (delivery == null) {
            return Optional.empty();
        }
        delivery.acknowledge();
        return Optional.of(delivery.message());
    }

    @Override
    public Subscription on(String filter, Consumer<Message> handler, QoS qos) {
        return on(Subscribe.to(filter, qos), delivery -> handler.accept(delivery.message()));
    }

    @Override
    public Subscription on(String filter, QoS qos) {
        return on(Subscribe.to(filter, qos), null);
    }

    private Subscription on(Subscribe request, @Nullable Consumer<Delivery> handler) {
        ClientSubscription subscription = ClientSubscription.pulled(engine, request, handler);
        engine.subscribe(subscription);
        return subscription;
    }

    @Override
    public void loop() throws InterruptedException {
        loop(FOR_EVER);
    }

    @Override
    public boolean loop(Duration duration) throws InterruptedException {
        if (!LOOPING.compareAndSet(this, 0, 1)) {
            throw new IllegalStateException("loop() is running already: on another thread, or around this handler");
        }
        try {
            if (!engine.connections().isActive()) {
                throw engine.notConnected();
            }
            long deadline = System.nanoTime() + nanos(duration);
            Inbox inbox = inbox();
            int atLeast = inbox.size();
            for (int handled = 0; ; handled++) {
                long left = deadline - System.nanoTime();
                if (left <= 0 && handled >= atLeast) {
                    return true;
                }
                Arrival delivery = engine.connections().isActive()
                        ? inbox.take(false, left, engine.connections()::isActive)
                        : null;
                if (delivery != null) {
                    dispatch(delivery);
                } else if (!engine.connections().isActive()) {
                    throwIfGivenUp();
                    return false;
                }
            }
        } finally {
            looping = 0;
        }
    }

    private void dispatch(Arrival delivery) {
        List<ClientSubscription> matching = engine.deliveries().pulled(delivery);
        boolean handled = false;
        for (ClientSubscription each : matching) {
            Consumer<Delivery> handler = each.handler();
            if (handler != null) {
                handled = true;
                Mailbox.handle(engine, handler, delivery);
            }
        }
        if (handled) {
            delivery.acknowledge();
        } else if (!matching.isEmpty() || engine.deliveries().inGrace()) {
            engine.deliveries().hold(delivery);
        } else if (engine.options().defaultHandler().isPresent()) {
            Mailbox.handle(engine, engine.options().defaultHandler().get(), delivery);
            delivery.acknowledge();
        } else {
            engine.deliveries().unhandled(delivery);
        }
    }

    private void throwIfGivenUp() {
        engine.connections().terminal().ifPresent(cause -> {
            throw cause.rethrown();
        });
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(FOR_EVER) > 0 ? FOR_EVER.toNanos() : duration.toNanos();
    }
}
