package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.Stats;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.TopicPublisher;
import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.client.internal.publish.DefaultTopicPublisher;
import io.mqttstack.client.internal.publish.Publishing;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** The asynchronous face: every call becomes a command of the engine. */
public final class DefaultAsyncMqttClient implements AsyncMqttClient {
    private final Engine engine;

    /**
     * Makes a client that is not connected yet.
     *
     * @param options the configuration
     */
    public DefaultAsyncMqttClient(ClientOptions options) {
        this(new Engine(options, false));
    }

    DefaultAsyncMqttClient(Engine engine) {
        this.engine = engine;
    }

    @Override
    public CompletionStage<ConnectResult> connect() {
        return engine.connect().minimalCompletionStage();
    }

    @Override
    public boolean isConnected() {
        return engine.connections().isConnected();
    }

    @Override
    public CompletionStage<PublishResult> publish(Message message) {
        Publishing.ToFuture publishing = new Publishing.ToFuture(message, engine.now());
        try {
            engine.publish(publishing);
        } catch (MqttException e) {
            return CompletableFuture.failedStage(e);
        }
        return publishing.future;
    }

    @Override
    public void publish(Message message, PublishListener shared) {
        engine.publish(new Publishing.ToListener(message, engine.now(), shared));
    }

    @Override
    public TopicPublisher publisher(TopicName topic, QoS qos) {
        return new DefaultTopicPublisher(this, topic, qos);
    }

    @Override
    public CompletionStage<Subscription> subscribe(Subscribe subscribe, AckMode mode, Consumer<Delivery> handler) {
        ClientSubscription subscription = ClientSubscription.pushed(engine, subscribe, mode, handler);
        engine.subscribe(subscription);
        return subscription.subscribed();
    }

    @Override
    public CompletionStage<Void> reauthenticate() {
        return engine.reauthenticate().minimalCompletionStage();
    }

    @Override
    public Flow.Publisher<Delivery> deliveries(Subscribe subscribe, AckMode mode) {
        ConnectPackets.check(engine.options().version(), subscribe);
        return new DeliveryPublisher(engine, subscribe, mode);
    }

    @Override
    public CompletionStage<Message> request(Message message, Duration timeout) {
        return engine.requests().request(message, timeout);
    }

    @Override
    public CompletionStage<Void> disconnect(DisconnectOptions options) {
        return engine.disconnect(options).minimalCompletionStage();
    }

    @Override
    public int pendingSubscriptions() {
        return engine.pendingSubscriptions();
    }

    @Override
    public Stats stats() {
        return engine.counters().snapshot();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // close does not wait
    public void close() {
        engine.close();
    }
}
