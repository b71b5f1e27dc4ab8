package io.mqttstack.client.internal;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import io.mqttstack.transport.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests, each told by its Correlation Data, and the responses to them, which come through one subscription to one
 * topic of this client. Requests may be made on any thread; the rest is in the loop but for the response's handler.
 */
final class Requests {
    /** How many requests may be without a response; each holds memory until its time is up. */
    static final int MOST = 1_024;

    private final Engine engine;
    private final Map<Bytes, CompletableFuture<Message>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicLong numbers;
    private final List<Runnable> early = new ArrayList<>(0);
    private @Nullable TopicName responseTopic;
    private @Nullable ClientSubscription subscription;

    /** Numbers begin anywhere, so that a response to an earlier process is none to this one. */
    Requests(Engine engine, DoubleSupplier random) {
        this.engine = engine;
        this.numbers = new AtomicLong((long) (random.getAsDouble() * (1L << 53)));
    }

    // ---- any thread

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here is waited for by nobody
    CompletableFuture<Message> request(Message message, Duration timeout) {
        if (engine.options().version() != ProtocolVersion.V5_0) {
            throw new IllegalArgumentException("Requests need Response Topic and Correlation Data, which "
                    + engine.options().version() + " does not have; use MQTT 5.0");
        }
        if (message.responseTopic().isPresent() || message.correlationData().isPresent()) {
            throw new IllegalArgumentException(
                    "request() chooses Response Topic and Correlation Data: leave them out of the message");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The time-out of a request must be more than zero, not " + timeout);
        }
        if (outstanding.incrementAndGet() > MOST) {
            outstanding.decrementAndGet();
            return CompletableFuture.failedFuture(new MqttException(
                    "There are " + MOST + " requests without a response already; wait for some of them",
                    null,
                    null,
                    true));
        }
        Bytes correlation = Bytes.wrap(
                ByteBuffer.allocate(8).putLong(numbers.incrementAndGet()).array());
        CompletableFuture<Message> answer = new CompletableFuture<>();
        waiting.put(correlation, answer);
        answer.whenComplete((response, failure) -> {
            waiting.remove(correlation);
            outstanding.decrementAndGet();
        });
        engine.submit(() -> begin(message, correlation, timeout, answer));
        return answer;
    }

    /** A response, on the executor; one that nobody waits for came too late, or twice. */
    private void responded(Delivery delivery) {
        Message response = delivery.message();
        CompletableFuture<Message> answer =
                response.correlationData().map(waiting::remove).orElse(null);
        if (answer != null) {
            engine.execute(() -> answer.complete(response));
        }
    }

    // ---- in the loop

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here is waited for by nobody
    private void begin(Message message, Bytes correlation, Duration timeout, CompletableFuture<Message> answer) {
        if (answer.isDone()) {
            return;
        }
        EventLoop.Cancellable timer = engine.loop()
                .schedule(
                        timeout,
                        () -> engine.fail(
                                answer,
                                new MqttException(
                                        "No response to the request for " + message.topic() + " came within "
                                                + timeout.toMillis() + " ms",
                                        null,
                                        null,
                                        true)));
        answer.whenComplete((response, failure) -> engine.submit(timer::cancel));
        if (responseTopic == null) {
            engine.connections().result().ifPresent(this::connected);
        }
        if (!engine.connections().accepts()) {
            engine.fail(answer, engine.notConnected());
        } else if (responseTopic == null) {
            early.add(() -> send(message, correlation, answer));
        } else {
            send(message, correlation, answer);
        }
    }

    private void send(Message message, Bytes correlation, CompletableFuture<Message> answer) {
        TopicName topic = responseTopic;
        if (topic == null || answer.isDone()) {
            return;
        }
        try {
            if (subscription == null) {
                subscribe(topic);
            }
            engine.publish(new Request(addressed(message, topic, correlation), engine.now(), answer));
        } catch (MqttException e) {
            engine.fail(answer, e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is chained here is waited for by nobody
    private void subscribe(TopicName topic) {
        ClientSubscription made = ClientSubscription.pushed(
                engine, Subscribe.to(topic.value(), QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, this::responded);
        subscription = made;
        engine.subscribe(made);
        made.subscribed().whenComplete((granted, refusal) -> {
            if (refusal instanceof MqttException failure) {
                engine.submit(() -> refused(made, failure));
            }
        });
    }

    private void refused(ClientSubscription made, MqttException failure) {
        if (subscription == made) {
            subscription = null;
            failAll(failure);
        }
    }

    /** A connection was accepted: the server, or the Client Identifier, says where responses go. */
    void connected(ConnectResult result) {
        TopicName topic = topic(result);
        ClientSubscription left = subscription;
        TopicName before = responseTopic;
        if (left != null && (before == null || !topic.equals(before))) {
            subscription = null;
            left.unsubscribe();
        }
        responseTopic = topic;
        List<Runnable> all = List.copyOf(early);
        early.clear();
        all.forEach(Runnable::run);
    }

    private static TopicName topic(ConnectResult result) {
        String base =
                result.connAck().properties().responseInformation().orElse("response/" + result.clientIdentifier());
        try {
            return TopicName.of(base + (base.endsWith("/") ? "response" : "/response"));
        } catch (IllegalArgumentException e) { // a Client Identifier may have what a Topic Name may not
            return TopicName.of("response/"
                    + HexFormat.of().formatHex(result.clientIdentifier().getBytes(StandardCharsets.UTF_8))
                    + "/response");
        }
    }

    /** The client is not connected and will not connect by itself. */
    void stopped(@Nullable MqttException cause) {
        early.clear();
        failAll(cause != null ? cause : new MqttException("The client was disconnected before the response came"));
    }

    private void failAll(MqttException failure) {
        waiting.values().forEach(answer -> engine.fail(answer, failure));
    }

    private static Message addressed(Message message, TopicName responseTopic, Bytes correlation) {
        Message.Builder copy = Message.builder(message.topic())
                .payload(message.payload())
                .qos(message.qos())
                .retain(message.retain())
                .payloadIsUtf8(message.payloadIsUtf8())
                .responseTopic(responseTopic)
                .correlationData(correlation);
        message.messageExpiryInterval().ifPresent(copy::messageExpiryInterval);
        message.contentType().ifPresent(copy::contentType);
        for (UserProperty each : message.userProperties()) {
            copy.userProperty(each.name(), each.value());
        }
        return copy.build();
    }

    /** The PUBLISH of a request: where it does not arrive there will be no response. */
    private static final class Request extends Outbound {
        private final CompletableFuture<Message> answer;

        Request(Message message, long now, CompletableFuture<Message> answer) {
            super(message, now);
            this.answer = answer;
        }

        @Override
        public boolean direct() {
            return false;
        }

        @Override
        protected void tell(@Nullable PublishResult result, @Nullable MqttException failure) {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (result != null && (!result.delivered() || unheard(result))) {
                answer.completeExceptionally(new MqttException(
                        "The request for " + message().topic() + " reached nobody: "
                                + (result.delivered() ? "no matching subscribers" : result.outcome()),
                        null,
                        result.packet().orElse(null),
                        true));
            }
        }

        private boolean unheard(PublishResult result) {
            PublishReasonCode code = result.packet()
                    .map(packet -> packet instanceof PubAck ack
                            ? ack.reasonCode()
                            : packet instanceof PubRec rec ? rec.reasonCode() : PublishReasonCode.SUCCESS)
                    .orElse(PublishReasonCode.SUCCESS);
            return code == PublishReasonCode.NO_MATCHING_SUBSCRIBERS
                    && !message().retain();
        }
    }
}
