package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.statements.Shows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Messages on their way in, with room and without. */
class ReceivingTest extends EngineFixture {
    @Test
    void refusesWhatDoesNotFitTheOutboundBuffer() {
        AsyncMqttClient client = AsyncMqttClient.create(options.limits(ClientLimits.DEFAULT.withOutbound(2, 100))
                .overflow(OverflowPolicy.FAIL)
                .build());
        now(client.connect());
        unanswered(client);
        unanswered(client);
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("2 messages"));
        server.latest().send(new PubAck(1));
        transport.runReady();
        assertTrue(message(failure(client.publish(Message.of("a", new byte[98])), MqttException.class))
                .contains("100 bytes"));
        assertTrue(message(failure(client.publish(Message.of("a", new byte[200])), MqttException.class))
                .contains("whole outbound buffer"));
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(Message.of("a", new byte[50]))).outcome());
    }

    @Test
    void callsEveryMatchingHandlerInOrderAndReportsOneThatThrows() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        List<String> got = new ArrayList<>();
        now(client.subscribe(Subscribe.to("a/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            got.add("first " + topic(delivery));
            throw new IllegalStateException("handler");
        }));
        List<Delivery> manual = new ArrayList<>();
        now(client.subscribe(Subscribe.to("a/+", QoS.AT_LEAST_ONCE), AckMode.MANUAL, manual::add));
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("a/b", 2, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(List.of("first a", "first a/b"), got, "a/# matches a");
        assertEquals(
                2,
                events.stream()
                        .filter(event -> event.startsWith("handlerFailed"))
                        .count());
        assertEquals(1, server.count(PacketType.PUBACK));
        assertEquals(1, manual.size());
        manual.get(0).acknowledge();
        manual.get(0).acknowledge();
        transport.runReady();
        assertEquals(2, server.count(PacketType.PUBACK));
    }

    @Test
    void pausesReadingWhenTheInboxIsFullUntilItIsDrained() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        List<Delivery> taken = new ArrayList<>();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, taken::add));
        for (int i = 1; i <= 10; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertEquals(4, taken.size());
        transport.advance(Duration.ofMinutes(5));
        assertTrue(client.isConnected(), "PINGRESP cannot be seen while reading is paused");
        taken.get(0).acknowledge();
        taken.get(1).acknowledge();
        transport.runReady();
        assertEquals(6, taken.size());
        for (int i = 2; i < 10; i++) {
            taken.get(i).acknowledge();
            transport.runReady();
        }
        assertEquals(10, taken.size());
        assertEquals(10, server.count(PacketType.PUBACK));
    }

    @Test
    void givesRoomBackOnceForEachMessageOfQoS0() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.limits(ClientLimits.DEFAULT.withInbox(64, 10_000)).build());
        now(client.connect());
        List<Delivery> handled = new ArrayList<>();
        now(client.subscribe(Subscribe.to("a", QoS.AT_MOST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            handled.add(delivery);
            if (handled.size() % 3 == 0) {
                delivery.acknowledge();
            }
        }));
        List<Delivery> taken = new ArrayList<>();
        now(client.subscribe(Subscribe.to("m", QoS.AT_MOST_ONCE), AckMode.MANUAL, taken::add));
        for (int i = 0; i < 200; i++) {
            server.latest().send(ScriptedServer.publish("a", 0, QoS.AT_MOST_ONCE));
        }
        transport.runReady();
        assertEquals(200, handled.size());
        handled.forEach(Delivery::acknowledge);
        for (int i = 0; i < 80; i++) {
            server.latest().send(ScriptedServer.publish("m", 0, QoS.AT_MOST_ONCE));
        }
        transport.runReady();
        assertEquals(64, taken.size(), "the inbox is full, and was empty before");
        List.copyOf(taken).forEach(Delivery::acknowledge);
        transport.runReady();
        assertEquals(80, taken.size());
    }

    @Test
    void readsOnIntoTheReserveWhileAReplyIsAwaited() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        List<Delivery> taken = new ArrayList<>();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, taken::add));
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        for (int i = 1; i <= 6; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertEquals(4, taken.size());
        CompletionStage<PublishResult> waiting = client.publish(message("up", QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(6, taken.size());
        server.latest().send(ScriptedServer.publish("zero", 0, QoS.AT_MOST_ONCE));
        server.latest().send(new PubAck(server.received(Publish.class).get(0).packetIdentifier()));
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
        assertTrue(events.contains("dropped 1"), "QoS 0 is dropped in the reserve, and reported");
    }

    @Test
    @Shows("3.1.1 kept MQTT-4.8.0-2")
    void closesTheConnectionWhenTheReserveIsFullToo() {
        AsyncMqttClient client = AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1)
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, delivery -> {}));
        unanswered(client);
        for (int i = 1; i <= 8; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        assertFalse(client.isConnected());
        transport.runReady();
        assertTrue(server.latest().isClosed());
    }

    @Test
    void tellsA5ServerThatItBrokeTheProtocol() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        server.latest().send(new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
        transport.runReady();
        assertFalse(client.isConnected());
        assertEquals(
                DisconnectReasonCode.PROTOCOL_ERROR,
                server.received(Disconnect.class).get(0).reasonCode());
        transport.advance(Duration.ofSeconds(5));
        assertTrue(client.isConnected(), "and connects again");
    }

    @Test
    void doesNotWaitForEverInACallbackOfTheSameBatch() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> first = client.publish(message("1", QoS.AT_LEAST_ONCE));
        CompletionStage<PublishResult> second = client.publish(message("2", QoS.AT_LEAST_ONCE));
        List<Boolean> seen = new ArrayList<>();
        first.thenAccept(result -> seen.add(second.toCompletableFuture().isDone()));
        transport.runReady();
        assertEquals(List.of(true), seen);
    }

    @Test
    void getsItsReplyAfterAnOverflowThoughTheServerSendsEverythingAgain() {
        AsyncMqttClient client = AsyncMqttClient.create(options.session(
                        SessionOptions.builder().sessionExpiryInterval(100).build())
                .runtime(new ClientRuntime(transport, ReceivingTest::runUnlessHandler, () -> 0.5))
                .limits(ClientLimits.DEFAULT.withInbox(4, 10_000))
                .build());
        now(client.connect());
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        CompletionStage<PublishResult> waiting = unanswered(client);
        server.script = (peer, packet) -> {
            if (packet.type() == PacketType.CONNECT) {
                peer.connection().send(new ConnAck(true, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE));
                for (int i = 1; i <= 4; i++) {
                    peer.connection().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
                }
            }
            return packet.type() == PacketType.CONNECT;
        };
        for (int i = 1; i <= 4; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
        server.latest().cut();
        transport.advance(Duration.ofSeconds(20));
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
        assertTrue(client.isConnected());
        assertEquals(3, server.peers.size(), "the second connection overflowed");
    }

    private static void runUnlessHandler(Runnable task) {
        if (!(task instanceof Mailbox)) {
            task.run();
        }
    }

    @Test
    void acknowledgesASharedDeliveryAfterARejectionThatIsNone() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        now(client.subscribe(
                Subscribe.to("a/#", QoS.AT_LEAST_ONCE),
                AckMode.AFTER_HANDLER,
                delivery -> delivery.reject(PublishReasonCode.SUCCESS)));
        now(client.subscribe(Subscribe.to("a/+", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.latest().send(ScriptedServer.publish("a/b", 1, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertTrue(events.contains("handlerFailed a/b"));
        assertEquals(1, server.count(PacketType.PUBACK));
    }

    @Test
    void losesNothingThatAServerSendsBeyondOurReceiveMaximum() {
        AsyncMqttClient client = AsyncMqttClient.create(
                options.limits(ClientLimits.DEFAULT.withInbox(2, 10_000)).build());
        now(client.connect());
        List<Delivery> got = new ArrayList<>();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.MANUAL, got::add));
        for (int i = 1; i <= 3; i++) {
            server.latest().send(ScriptedServer.publish("t" + i, i, QoS.AT_LEAST_ONCE));
            transport.runReady();
        }
        assertEquals(2, got.size(), "as many as we told the server");
        List.copyOf(got).forEach(Delivery::acknowledge);
        transport.runReady();
        assertEquals(
                List.of("t1", "t2", "t3"), got.stream().map(each -> topic(each)).toList());
        assertEquals(0, server.count(PacketType.DISCONNECT));
    }
}
