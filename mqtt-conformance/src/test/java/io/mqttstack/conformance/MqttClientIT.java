package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.BadCredentialsException;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.NotAuthorizedException;
import io.mqttstack.client.ServerUnavailableException;
import io.mqttstack.client.Stats;
import io.mqttstack.client.Subscription;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTests;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of the documented client, on real brokers, as documented: MQTT 3.1.1 with the defaults. */
@Timeout(120)
class MqttClientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "artemis", "activemq", "moquette", "mosquitto", "rabbitmq", "nats"})
    void doesWhatItsDocumentationSays(String name) throws Exception {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory))) {
            BrokerTests.startOrSkip(broker);
            try (MqttClient client = builder(broker, "client").build();
                    MqttClient other = builder(broker, "other").build()) {
                assertFalse(client.isConnected());
                List<String> handled = new ArrayList<>();
                Subscription all = client.on("it/#", message -> handled.add("# " + message.topic()));
                client.on("it/+", message -> handled.add("+ " + message.topic()), QoS.AT_MOST_ONCE);
                assertEquals(2, client.pendingSubscriptions());
                client.connect();
                client.connect();
                // Moquette now and then closes a connection after SUBSCRIBE, which the client survives.
                Await.until(client::isConnected);
                Await.until(() -> client.pendingSubscriptions() == 0);
                assertEquals(QoS.AT_LEAST_ONCE, all.granted().orElseThrow());

                other.connect();
                other.publish("it/one", "text");
                awaitHandled(client, handled, "# it/one", "+ it/one");
                other.publish("it/two/deep", new byte[] {1, 2}, QoS.AT_LEAST_ONCE, false);
                awaitHandled(client, handled, "# it/two/deep");

                all.unsubscribe().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                client.on("plain", QoS.AT_LEAST_ONCE);
                Await.until(() -> client.pendingSubscriptions() == 0);
                other.publish("plain", "for receive", QoS.AT_LEAST_ONCE, false);
                assertEquals("for receive", received(client, "plain").payload().utf8());
                assertTrue(client.receive().isEmpty());

                client.publish("kept/" + name, "retained", QoS.AT_LEAST_ONCE, true);
                Stats stats = client.stats();
                assertEquals(1, stats.sentMessages());
                assertTrue(stats.receivedMessages() >= 3 && stats.receivedBytes() > 0 && stats.sentBytes() > 0);
                assertTrue(stats.firstConnection().isPresent()
                        && stats.lastConnection().isPresent());

                client.disconnect();
                client.disconnect();
                assertFalse(client.isConnected());
                assertEquals(stats.disconnections() + 1, client.stats().disconnections());
                assertTrue(client.stats().lastDisconnection().isPresent());
                assertThrows(MqttException.class, () -> client.publish("it/late", "x"));
                client.connect();
                Await.until(client::isConnected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "artemis", "activemq", "moquette", "mosquitto", "nats"})
    void isRefusedWithTheWrongPassword(String name) throws Exception {
        BrokerOptions options = BrokerOptions.in(directory).withUser("user", "right");
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, options)) {
            BrokerTests.startOrSkip(broker);
            try (MqttClient right = builder(broker, "right")
                            .username("user")
                            .password("right")
                            .build();
                    MqttClient wrong = builder(broker, "wrong")
                            .username("user")
                            .password("wrong")
                            .build()) {
                right.connect();
                MqttException failure = assertThrows(MqttException.class, wrong::connect);
                assertTrue(
                        failure instanceof BadCredentialsException || failure instanceof NotAuthorizedException,
                        failure::toString);
                assertTrue(failure.packet().isPresent());
                assertFalse(wrong.isConnected());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hivemq", "mosquitto"})
    void saysThatTheBrokerIsGone(String name) throws Exception {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory))) {
            BrokerTests.startOrSkip(broker);
            try (MqttClient client = builder(broker, "client").build()) {
                client.connect();
                broker.kill();
                Await.until(() -> !client.isConnected());
                try (MqttClient late = builder(broker, "late").build()) {
                    assertThrows(ServerUnavailableException.class, late::connect);
                }
                broker.start();
                Await.until(client::isConnected);
                client.publish("after/the/restart", "x", QoS.EXACTLY_ONCE, false);
            }
        }
    }

    private static MqttClient.Builder builder(BrokerUnderTest broker, String identifier) {
        return MqttClient.builder(broker.host(), identifier).port(broker.port()).reconnectAfter(Duration.ofMillis(100));
    }

    private static void awaitHandled(MqttClient client, List<String> handled, String... expected)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!handled.containsAll(List.of(expected)) && System.nanoTime() - deadline < 0) {
            assertTrue(client.loop(Duration.ofMillis(10)));
        }
        assertTrue(handled.containsAll(List.of(expected)), handled::toString);
    }

    /** The next message of a topic; others are copies that a broker sent for an overlapping filter. */
    private static Message received(MqttClient client, String topic) throws InterruptedException {
        while (true) {
            Message message = client.receive(PATIENCE).orElseThrow();
            if (message.topic().value().equals(topic)) {
                return message;
            }
        }
    }
}
