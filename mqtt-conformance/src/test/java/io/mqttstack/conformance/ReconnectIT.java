package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.transport.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker is killed with publishes under way and started again, with and without its sessions. */
@Tag("long")
@Timeout(120)
class ReconnectIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BlockingQueue<ConnectResult> connections = new LinkedBlockingQueue<>();
    private final Set<String> received = ConcurrentHashMap.newKeySet();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"hivemq,V3_1_1", "hivemq,V5_0", "mosquitto,V3_1_1", "mosquitto,V5_0"})
    void resumesTheSessionThatTheBrokerKept(String name, ProtocolVersion version) throws Exception {
        try (BrokerUnderTest broker = started(name, true);
                AsyncMqttClient client = client(broker, version)) {
            subscribeAndConnect(client);
            List<CompletionStage<PublishResult>> underWay = publishIntoThePausedBroker(broker, client);

            broker.kill();
            CompletionStage<PublishResult> offline = client.publish(message("r/offline", QoS.EXACTLY_ONCE));
            broker.start();

            assertTrue(next(connections).sessionPresent(), "the broker kept the session");
            for (CompletionStage<PublishResult> each : underWay) {
                assertEquals(Outcome.DELIVERED, outcome(each));
            }
            assertEquals(Outcome.DELIVERED, outcome(offline));
            awaitReceived("r/1", "r/2", "r/offline");
            assertEquals(0, client.pendingSubscriptions());
            assertEquals(1, client.stats().disconnections());
        }
    }

    @ParameterizedTest
    @CsvSource({"hivemq,V3_1_1", "hivemq,V5_0", "mosquitto,V3_1_1", "mosquitto,V5_0"})
    void restoresItsSubscriptionsWhenTheBrokerLostTheSession(String name, ProtocolVersion version) throws Exception {
        try (BrokerUnderTest broker = started(name, false);
                AsyncMqttClient client = client(broker, version)) {
            subscribeAndConnect(client);
            List<CompletionStage<PublishResult>> underWay = publishIntoThePausedBroker(broker, client);

            broker.kill();
            CompletionStage<PublishResult> offline = client.publish(message("r/offline", QoS.EXACTLY_ONCE));
            broker.start();

            assertTrue(!next(connections).sessionPresent(), "the broker lost the session");
            assertEquals(Outcome.DELIVERED, outcome(underWay.get(0)), "QoS 1 is published anew");
            assertEquals(Outcome.SESSION_LOST, outcome(underWay.get(1)), "of QoS 2 nobody knows");
            assertEquals(Outcome.DELIVERED, outcome(offline));
            Await.until(() -> client.pendingSubscriptions() == 0);
            assertEquals(Outcome.DELIVERED, outcome(client.publish(message("r/again", QoS.AT_LEAST_ONCE))));
            awaitReceived("r/again");
        }
    }

    private BrokerUnderTest started(String name, boolean persistence) throws InterruptedException {
        BrokerUnderTest broker =
                Brokers.ofSystem().create(name, BrokerOptions.in(directory).withPersistence(persistence));
        BrokerTests.startOrSkip(broker);
        return broker;
    }

    private AsyncMqttClient client(BrokerUnderTest broker, ProtocolVersion version) {
        return AsyncMqttClient.create(
                ClientOptions.builder(Endpoint.tcp(broker.host(), broker.port()), "reconnect-" + version.level())
                        .version(version)
                        .session(SessionOptions.kept())
                        .reconnect(ReconnectPolicy.fixed(Duration.ofMillis(100)))
                        .listener(new ClientListener() {
                            @Override
                            public void connected(ConnectResult result) {
                                connections.add(result);
                            }
                        })
                        .build());
    }

    private void subscribeAndConnect(AsyncMqttClient client) throws Exception {
        CompletionStage<?> subscribed = client.subscribe(
                Subscribe.to("r/#", QoS.EXACTLY_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> received.add(delivery.message().topic().value()));
        client.connect().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        subscribed.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        next(connections);
        // Mosquitto saves the subscription after it has acknowledged it, but before it looks at what comes next.
        assertEquals(Outcome.DELIVERED, outcome(client.publish(message("r/saved", QoS.AT_LEAST_ONCE))));
        awaitReceived("r/saved");
    }

    /** PUBLISH of QoS 1 and of QoS 2 are sent, and nothing comes back. */
    private List<CompletionStage<PublishResult>> publishIntoThePausedBroker(
            BrokerUnderTest broker, AsyncMqttClient client) throws InterruptedException {
        long before = client.stats().sentMessages();
        broker.pause();
        List<CompletionStage<PublishResult>> underWay = List.of(
                client.publish(message("r/1", QoS.AT_LEAST_ONCE)), client.publish(message("r/2", QoS.EXACTLY_ONCE)));
        Await.until(() -> client.stats().sentMessages() == before + 2);
        return underWay;
    }

    private void awaitReceived(String... topics) throws InterruptedException {
        Await.until(() -> received.containsAll(List.of(topics)));
    }

    private static Message message(String topic, QoS qos) {
        return Message.builder(TopicName.of(topic)).qos(qos).payload("x").build();
    }

    private static Outcome outcome(CompletionStage<PublishResult> publish) throws Exception {
        return publish.toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .outcome();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T head = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (head == null) {
            throw new AssertionError("No connection within " + PATIENCE);
        }
        return head;
    }
}
