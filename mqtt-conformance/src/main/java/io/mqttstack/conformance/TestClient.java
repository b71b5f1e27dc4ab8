package io.mqttstack.conformance;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.QoS;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Our client as a probe: every step is waited for, within the patience of the run, and what the subject does not do
 * becomes a {@link Finding}. Every message that arrives is kept in one inbox, whether a subscription wants it or not, and
 * in the order in which they came, for the client has an executor that runs one task at a time.
 */
public final class TestClient implements AutoCloseable {
    private final AsyncMqttClient client;
    private final Duration patience;
    /** What arrived; an element without a message: the connection was lost. */
    private final BlockingQueue<Optional<Message>> inbox = new LinkedBlockingQueue<>();

    private final CompletableFuture<MqttException> lost = new CompletableFuture<>();

    TestClient(ClientOptions.Builder options, Duration patience) {
        this.patience = patience;
        this.client = AsyncMqttClient.create(options.listener(new Listener()).build());
    }

    /** Told by the client, on its executor. */
    private final class Listener implements ClientListener {
        @Override
        public void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {
            cause.ifPresent(why -> {
                lost.complete(why);
                inbox.add(Optional.empty());
            });
        }

        @Override
        public void unhandled(Message message) {
            inbox.add(Optional.of(message));
        }
    }

    /**
     * Connects.
     *
     * @return what the server answered
     * @throws Finding with symptom {@code connect-refused} if the server does not accept
     * @throws InterruptedException if the time for the case is over
     */
    public ConnectResult connect() throws InterruptedException {
        try {
            return tryConnect();
        } catch (MqttException e) {
            throw Finding.failure("connect-refused", "CONNECT was not accepted: " + e.getMessage());
        }
    }

    /**
     * Connects, or reports why not.
     *
     * @return what the server answered
     * @throws MqttException if the server does not accept
     * @throws InterruptedException if the time for the case is over
     */
    public ConnectResult tryConnect() throws InterruptedException {
        return get(client.connect(), "no-connack", "CONNECT was not answered");
    }

    /**
     * Subscribes.
     *
     * @param filter the Topic Filter
     * @param qos the requested QoS
     * @return the granted QoS
     * @throws Finding with symptom {@code subscribe-refused} or {@code no-suback}
     * @throws InterruptedException if the time for the case is over
     */
    public QoS subscribe(String filter, QoS qos) throws InterruptedException {
        return granted(subscription(filter, qos), filter);
    }

    /**
     * Subscribes, for {@link Subscription#unsubscribe()}.
     *
     * @param filter the Topic Filter
     * @param qos the requested QoS
     * @return the subscription
     * @throws Finding as {@link #subscribe}
     * @throws InterruptedException if the time for the case is over
     */
    public Subscription subscription(String filter, QoS qos) throws InterruptedException {
        CompletionStage<Subscription> stage = client.subscribe(
                Subscribe.to(filter, qos),
                AckMode.AFTER_HANDLER,
                delivery -> inbox.add(Optional.of(delivery.message())));
        try {
            return await(stage, "no-suback", "SUBSCRIBE to " + filter + " was not answered");
        } catch (MqttException e) {
            throw Finding.failure("subscribe-refused", "SUBSCRIBE to " + filter + " failed: " + e.getMessage());
        }
    }

    private static QoS granted(Subscription subscription, String filter) {
        return subscription
                .granted()
                .orElseThrow(() -> Finding.failure("subscribe-refused", "No QoS was granted for " + filter));
    }

    /**
     * Unsubscribes.
     *
     * @param subscription from {@link #subscription}
     * @throws Finding with symptom {@code unsubscribe-refused} or {@code no-unsuback}
     * @throws InterruptedException if the time for the case is over
     */
    public void unsubscribe(Subscription subscription) throws InterruptedException {
        try {
            await(subscription.unsubscribe(), "no-unsuback", "UNSUBSCRIBE was not answered");
        } catch (MqttException e) {
            throw Finding.failure("unsubscribe-refused", "UNSUBSCRIBE failed: " + e.getMessage());
        }
    }

    /**
     * Publishes a message and waits until its flow is complete.
     *
     * @param message the message
     * @throws Finding with symptom {@code publish-refused} or {@code publish-incomplete}, or as the connection was lost
     * @throws InterruptedException if the time for the case is over
     */
    public void publish(Message message) throws InterruptedException {
        String what = "PUBLISH at QoS " + message.qos().value();
        PublishResult result;
        try {
            result = await(client.publish(message), "publish-incomplete", what + " was not completed");
        } catch (MqttException e) {
            throw Finding.failure("publish-refused", what + " failed: " + e.getMessage());
        }
        if (!result.delivered()) {
            if (result.packet().isPresent() && !isRefusal(result.packet().get())) {
                // The wrong packet: the client ends the connection over it.
                awaitLoss();
                throw lostFinding();
            }
            String packet = result.packet().map(each -> ": " + each).orElse("");
            throw Finding.failure("publish-refused", what + " ended as " + result.outcome() + packet);
        }
    }

    private static boolean isRefusal(Packet packet) {
        return (packet instanceof PubAck pubAck && pubAck.reasonCode().isError())
                || (packet instanceof PubRec pubRec && pubRec.reasonCode().isError());
    }

    /**
     * Takes the next message.
     *
     * @return the oldest that was not taken
     * @throws Finding with symptom {@code not-delivered}, or as the connection was lost
     * @throws InterruptedException if the time for the case is over
     */
    public Message receive() throws InterruptedException {
        return receive(patience);
    }

    /**
     * Takes the next message, for which the subject may take longer.
     *
     * @param longest the longest wait
     * @return the oldest that was not taken
     * @throws Finding with symptom {@code not-delivered}, or as the connection was lost
     * @throws InterruptedException if the time for the case is over
     */
    public Message receive(Duration longest) throws InterruptedException {
        Optional<Message> next = inbox.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw Finding.failure(
                    "not-delivered", "A message that was due did not come within " + longest.toMillis() + " ms");
        }
        return next.orElseThrow(this::lostFinding);
    }

    /**
     * Takes messages up to one that marks the end.
     *
     * @param topic the topic of the last message
     * @return the messages before it
     * @throws Finding as {@link #receive()}
     * @throws InterruptedException if the time for the case is over
     */
    public List<Message> receiveUntil(String topic) throws InterruptedException {
        List<Message> before = new ArrayList<>();
        Message next = receive();
        while (!next.topic().value().equals(topic)) {
            before.add(next);
            next = receive();
        }
        return before;
    }

    /**
     * Disconnects in order.
     *
     * @throws InterruptedException if the time for the case is over
     */
    public void disconnect() throws InterruptedException {
        await(client.disconnect(DisconnectOptions.DEFAULT), "not-closed", "The connection did not close");
    }

    /**
     * Waits until the server ends the connection.
     *
     * @return why, as the client sees it
     * @throws Finding with symptom {@code not-disconnected}
     * @throws InterruptedException if the time for the case is over
     */
    public MqttException awaitLoss() throws InterruptedException {
        return await(lost, "not-disconnected", "The server left the connection open");
    }

    private <T> T await(CompletionStage<T> stage, String symptom, String reason) throws InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        Object unused = get(CompletableFuture.anyOf(future, lost), symptom, reason);
        if (!future.isDone()) {
            throw lostFinding();
        }
        return get(future, symptom, reason);
    }

    private <T> T get(CompletionStage<T> stage, String symptom, String reason) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MqttException failure) {
                throw failure;
            }
            throw new IllegalStateException("The client failed in a way of its own", e.getCause());
        } catch (TimeoutException e) {
            throw Finding.failure(symptom, reason + " within " + patience.toMillis() + " ms");
        }
    }

    /** How the connection was lost, where the subject should have kept it. */
    private Finding lostFinding() {
        MqttException cause = lost.join();
        String symptom = "closed";
        if (cause.getCause() instanceof MqttProtocolException) {
            symptom = "protocol-violation";
        } else if (cause.packet().orElse(null) instanceof Disconnect disconnect) {
            symptom = "disconnect-"
                    + disconnect.reasonCode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return Finding.failure(symptom, "The connection was lost: " + cause.getMessage());
    }

    @Override
    public void close() {
        client.close();
    }
}
