package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Credentials;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.statements.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What happens between one connection and the next. */
class ReconnectTest extends EngineFixture {
    @Test
    void connectsAgainRestoresSubscriptionsAndFinishesPublishes() {
        AsyncMqttClient client =
                AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1).build());
        now(client.connect());
        List<String> got = new ArrayList<>();
        Subscription subscription = now(client.subscribe(
                Subscribe.to("a/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> got.add(topic(delivery))));
        assertEquals(QoS.AT_LEAST_ONCE, subscription.granted().orElseThrow());
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> one = client.publish(message("one", QoS.AT_LEAST_ONCE));
        CompletionStage<PublishResult> two = client.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        server.latest().cut();
        transport.runReady();
        assertFalse(client.isConnected());
        CompletionStage<PublishResult> offline = client.publish(message("offline", QoS.EXACTLY_ONCE));
        CompletionStage<PublishResult> unreliable = client.publish(message("zero", QoS.AT_MOST_ONCE));
        server.script = (peer, packet) -> packet.type() == PacketType.SUBSCRIBE;
        transport.advance(Duration.ofMillis(4_999));
        assertEquals(1, server.peers.size());
        transport.advance(Duration.ofMillis(1));
        assertEquals(2, server.peers.size());
        assertEquals(1, client.pendingSubscriptions(), "being restored");
        assertEquals(Outcome.DELIVERED, now(one).outcome());
        assertEquals(Outcome.SESSION_LOST, now(two).outcome());
        assertEquals(Outcome.DELIVERED, now(offline).outcome());
        assertEquals(Outcome.DELIVERED, now(unreliable).outcome());
        server.latest().send(ScriptedServer.publish("a/b", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of("a/b"), got);
        assertEquals(1, server.count(PacketType.PUBACK));
    }

    @Test
    @Shows("3.1.1 kept MQTT-3.1.2-4")
    void resumesASessionWithDup() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .session(SessionOptions.kept())
                .build());
        now(client.connect());
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> two = client.publish(message("two", QoS.EXACTLY_ONCE));
        transport.runReady();
        server.script = (peer, packet) -> false;
        server.sessionPresent(true);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(Outcome.DELIVERED, now(two).outcome());
        List<Publish> publishes = server.received(Publish.class);
        assertEquals(2, publishes.size());
        assertTrue(publishes.get(1).duplicate());
        assertEquals(publishes.get(0).packetIdentifier(), publishes.get(1).packetIdentifier());
    }

    @Test
    void pingsAndGivesADeadServerUp() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.advance(Duration.ofSeconds(60));
        assertEquals(1, server.count(PacketType.PINGREQ));
        transport.advance(Duration.ofSeconds(60));
        assertEquals(2, server.count(PacketType.PINGREQ));
        server.script = (peer, packet) -> packet.type() == PacketType.PINGREQ;
        transport.advance(Duration.ofSeconds(60));
        assertTrue(client.isConnected());
        transport.advance(Duration.ofSeconds(6));
        assertFalse(client.isConnected());
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected());
    }

    @Test
    void stopsWhenAnotherClientTookTheSessionOver() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.latest().send(new Disconnect(DisconnectReasonCode.SESSION_TAKEN_OVER, Disconnect.Properties.NONE));
        transport.advance(Duration.ofHours(1));
        assertEquals(1, server.peers.size());
        assertTrue(message(failure(waiting, MqttException.class)).contains("SESSION_TAKEN_OVER"));
        MqttException after = failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class);
        assertTrue(after.packet().isPresent(), "says why it is no longer connected");
    }

    @Test
    void letsThePolicyDecideByTheReasonCodeAndTheCount() {
        List<String> asked = new ArrayList<>();
        AsyncMqttClient client = AsyncMqttClient.create(options.reconnect(failure -> {
                    asked.add(failure.attempt() + " "
                            + failure.cause()
                                    .packet()
                                    .map(packet -> packet instanceof Disconnect disconnect
                                            ? disconnect.reasonCode().toString()
                                            : ((ConnAck) packet).reasonCode().toString())
                                    .orElse("-")
                            + " " + failure.cause().retryable());
                    return failure.attempt() < 4 ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
                })
                .build());
        now(client.connect());
        server.latest().send(new Disconnect(DisconnectReasonCode.SESSION_TAKEN_OVER));
        transport.advance(Duration.ofSeconds(1));
        assertTrue(client.isConnected(), "the policy wanted so");
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.QUOTA_EXCEEDED, ConnAck.Properties.NONE);
        server.latest().cut();
        transport.advance(Duration.ofHours(1));
        assertEquals(
                List.of("1 SESSION_TAKEN_OVER false", "2 - true", "3 QUOTA_EXCEEDED true", "4 QUOTA_EXCEEDED true"),
                asked);
        assertEquals(4, server.peers.size());
    }

    @Test
    void startsTheCountAnewOnlyAfterASteadyConnection() {
        List<Integer> attempts = new ArrayList<>();
        AsyncMqttClient client = AsyncMqttClient.create(options.reconnect(failure -> {
                    attempts.add(failure.attempt());
                    return Optional.of(Duration.ofSeconds(1));
                })
                .build());
        now(client.connect());
        for (long seconds : new long[] {0, 59, 60, 0}) {
            transport.advance(Duration.ofSeconds(seconds));
            server.latest().cut();
            transport.advance(Duration.ofSeconds(1));
        }
        assertEquals(List.of(1, 2, 1, 2), attempts, "two clients with one identifier do not fight at full speed");
    }

    @Test
    void stopsWhenAReconnectIsRefusedForGood() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED, ConnAck.Properties.NONE);
        server.latest().cut();
        transport.advance(Duration.ofHours(1));
        assertEquals(2, server.peers.size());
        assertEquals("disconnected NotAuthorizedException", events.get(events.size() - 1));
    }

    @Test
    void asksForCredentialsAtEachAttempt() {
        AtomicInteger asked = new AtomicInteger();
        AsyncMqttClient client = AsyncMqttClient.create(
                options.credentials(() -> Credentials.of("user", "password" + asked.incrementAndGet()))
                        .build());
        now(client.connect());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(
                List.of("password1", "password2"),
                server.received(Connect.class).stream()
                        .map(connect -> connect.password().orElseThrow().utf8())
                        .toList());
    }

    @Test
    void stopsWhenTheReconnectPolicyThrows() {
        AsyncMqttClient client = AsyncMqttClient.create(options.reconnect(failure -> {
                    throw new IllegalStateException("no policy");
                })
                .build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.latest().cut();
        assertTrue(message(failure(waiting, MqttException.class)).contains("no policy"));
        assertEquals("disconnected MqttException", events.get(events.size() - 1));
    }

    @Test
    void countsTheSubscriptionsToRestoreBeforeItSaysThatItIsConnected() {
        List<Integer> pending = new ArrayList<>();
        AtomicReference<AsyncMqttClient> made = new AtomicReference<>();
        AsyncMqttClient client = AsyncMqttClient.create(options.listener(new Events() {
                    @Override
                    public void connected(ConnectResult result) {
                        assertTrue(made.get().isConnected());
                        pending.add(made.get().pendingSubscriptions());
                    }
                })
                .build());
        made.set(client);
        now(client.connect());
        now(client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        assertEquals(List.of(0, 1), pending);
    }

    @Test
    void holdsMessagesOfAResumedSessionForTheirHandlers() {
        server.sessionPresent(true);
        AsyncMqttClient client = AsyncMqttClient.create(options.session(SessionOptions.builder()
                        .cleanStart(false)
                        .acceptUnknownSession()
                        .build())
                .build());
        now(client.connect());
        server.latest()
                .send(
                        ScriptedServer.publish("early/1", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("early/2", 2, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("nobody", 3, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(0, server.count(PacketType.PUBACK));
        List<String> got = new ArrayList<>();
        now(client.subscribe(
                Subscribe.to("early/+", QoS.AT_LEAST_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> got.add(topic(delivery))));
        assertEquals(List.of("early/1", "early/2"), got);
        assertEquals(2, server.count(PacketType.PUBACK));
        transport.advance(Duration.ofSeconds(10));
        assertEquals(3, server.count(PacketType.PUBACK));
        assertTrue(events.contains("unhandled nobody"));
    }

    @Test
    void handsHeldMessagesOverBeforeLaterOnesThoughTheSubscriptionIsNew() {
        server.sessionPresent(true);
        AsyncMqttClient client = AsyncMqttClient.create(options.session(SessionOptions.builder()
                        .cleanStart(false)
                        .acceptUnknownSession()
                        .build())
                .build());
        now(client.connect());
        server.latest().send(ScriptedServer.publish("early/1", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        List<String> got = new ArrayList<>();
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.PUBLISH) {
                peer.connection().send(ScriptedServer.publish("early/2", 2, QoS.AT_LEAST_ONCE));
                peer.connection().flush();
                client.subscribe(
                        Subscribe.to("early/+", QoS.AT_LEAST_ONCE),
                        AckMode.AFTER_HANDLER,
                        delivery -> got.add(topic(delivery)));
            }
            return packet.type() == PacketType.PUBLISH;
        };
        now(client.publish(message("go", QoS.AT_MOST_ONCE)));
        assertEquals(List.of("early/1", "early/2"), got);
    }

    @Test
    void goesOnAfterAListenerThrewAnError() {
        AsyncMqttClient client = AsyncMqttClient.create(options.listener(new Events() {
                    @Override
                    public void connected(ConnectResult result) {
                        throw new AssertionError("a listener that throws");
                    }
                })
                .build());
        now(client.connect());
        List<String> told = new ArrayList<>();
        client.publish(message("a", QoS.AT_LEAST_ONCE), (message, result) -> {
            throw new AssertionError("a publish listener that throws");
        });
        client.publish(message("b", QoS.AT_LEAST_ONCE), (message, result) -> told.add("b"));
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(List.of("disconnected"), events);
        assertEquals(List.of("b"), told);
    }
}
