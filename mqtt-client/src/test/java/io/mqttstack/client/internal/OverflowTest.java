package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The outbound buffer at its bounds, connected and while the client connects again. */
class OverflowTest extends EngineFixture {
    private AsyncMqttClient client(OverflowPolicy policy, int messages, long bytes) {
        AsyncMqttClient client = AsyncMqttClient.create(options.overflow(policy)
                .limits(ClientLimits.DEFAULT.withOutbound(messages, bytes))
                .session(SessionOptions.kept(1_000))
                .build());
        now(client.connect());
        return client;
    }

    /** From now on the client has no connection, and tries to get one. */
    private void away() {
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.SERVER_UNAVAILABLE, ConnAck.Properties.NONE);
        server.latest().cut();
        transport.runReady();
    }

    private void back() {
        server.sessionPresent(true);
        transport.advance(Duration.ofSeconds(30));
    }

    private static List<CompletionStage<PublishResult>> publish(AsyncMqttClient client, QoS qos, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.publish(message("t" + i, qos)))
                .toList();
    }

    private static List<Outcome> outcomes(List<CompletionStage<PublishResult>> stages) {
        return stages.stream()
                .filter(stage -> stage.toCompletableFuture().isDone())
                .map(stage -> stage.toCompletableFuture().join().outcome())
                .toList();
    }

    private List<String> sent() {
        return server.received(Publish.class).stream()
                .map(publish -> publish.topic().value())
                .toList();
    }

    @Test
    void dropsTheOldestThatWereNotSent() {
        AsyncMqttClient client = client(OverflowPolicy.DROP_OLDEST, 3, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 10);
        transport.runReady();
        assertEquals(7, outcomes(stages).size());
        assertTrue(stages.subList(0, 7).stream().allMatch(stage -> now(stage).outcome() == Outcome.DROPPED));
        back();
        assertEquals(List.of("t7", "t8", "t9"), sent());
        assertEquals(10, outcomes(stages).size());
    }

    @Test
    void dropsTheOldestOfTheSessionToo() {
        AsyncMqttClient client = client(OverflowPolicy.DROP_OLDEST, 3, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stages.add(client.publish(message("t" + i, i % 2 == 0 ? QoS.AT_MOST_ONCE : QoS.AT_LEAST_ONCE)));
            transport.runReady();
        }
        assertEquals(List.of(Outcome.DROPPED, Outcome.DROPPED), outcomes(stages));
        back();
        assertEquals(List.of("t2", "t3", "t4"), sent());
    }

    @Test
    void dropsAsManyAsTheBytesNeed() {
        AsyncMqttClient client = client(OverflowPolicy.DROP_OLDEST, 100, 100);
        away();
        List<CompletionStage<PublishResult>> stages = new ArrayList<>(publish(client, QoS.AT_LEAST_ONCE, 9));
        transport.runReady();
        stages.add(client.publish(Message.of("big", new byte[90])));
        transport.runReady();
        assertEquals(6, outcomes(stages).size());
        back();
        assertEquals(List.of("t6", "t7", "t8", "big"), sent());
    }

    @Test
    void neverDropsWhatWasSent() {
        AsyncMqttClient client = client(OverflowPolicy.DROP_OLDEST, 2, 1_000);
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        List<CompletionStage<PublishResult>> sent = publish(client, QoS.AT_LEAST_ONCE, 2);
        transport.runReady();
        assertEquals(List.of("t0", "t1"), sent());
        assertEquals(
                Outcome.DROPPED,
                now(client.publish(message("late", QoS.AT_LEAST_ONCE))).outcome(),
                "it is the oldest that was not sent");
        server.latest().send(new PubAck(1), new PubAck(2));
        transport.runReady();
        assertEquals(List.of(Outcome.DELIVERED, Outcome.DELIVERED), outcomes(sent));
    }

    @Test
    void neverDropsOrExpiresWhatWasSentInASessionThatIsLost() {
        AsyncMqttClient client = client(OverflowPolicy.DROP_OLDEST, 2, 1_000);
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> sent = client.publish(Message.builder(TopicName.of("sent"))
                .qos(QoS.AT_LEAST_ONCE)
                .messageExpiryInterval(2)
                .build());
        transport.runReady();
        server.properties(ConnAck.Properties.builder().receiveMaximum(1).build());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        server.latest().cut();
        transport.runReady();
        List<CompletionStage<PublishResult>> later = publish(client, QoS.AT_LEAST_ONCE, 2);
        transport.runReady();
        assertEquals(List.of(Outcome.DROPPED), outcomes(later));
        assertFalse(sent.toCompletableFuture().isDone());
        server.script = (peer, packet) -> false;
        transport.advance(Duration.ofSeconds(5));
        assertEquals(Outcome.DELIVERED, now(sent).outcome());
        assertEquals(List.of("sent", "sent", "sent", "t1"), sent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dropsTheNewest(boolean connected) {
        AsyncMqttClient client = client(OverflowPolicy.DROP_NEWEST, 3, 1_000);
        if (connected) {
            server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        } else {
            away();
        }
        List<String> told = new ArrayList<>();
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 5);
        client.publish(
                message("heard", QoS.AT_MOST_ONCE),
                (message, result) -> told.add(message.topic() + " " + result.outcome()));
        transport.runReady();
        assertEquals(List.of(Outcome.DROPPED, Outcome.DROPPED), outcomes(stages.subList(3, 5)));
        assertEquals(2, outcomes(stages).size());
        assertEquals(List.of("heard DROPPED"), told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsAtOnce(boolean connected) {
        AsyncMqttClient client = client(OverflowPolicy.FAIL, 3, 1_000);
        if (connected) {
            server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        } else {
            away();
        }
        publish(client, QoS.AT_LEAST_ONCE, 3);
        MqttException failure = failure(client.publish(message("late", QoS.AT_LEAST_ONCE)), MqttException.class);
        assertTrue(message(failure).contains("was not taken"), message(failure));
        assertTrue(failure.retryable());
    }

    @Test
    void waitsInAQueueThatIsBoundedAndThenFails() {
        AsyncMqttClient client = client(OverflowPolicy.WAIT, 3, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 6);
        transport.runReady();
        assertTrue(message(failure(client.publish(message("late", QoS.AT_LEAST_ONCE)), MqttException.class))
                .contains("as much waits"));
        back();
        assertEquals(List.of("t0", "t1", "t2", "t3", "t4", "t5"), sent(), "in order");
        assertEquals(6, outcomes(stages).size());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("again", QoS.AT_LEAST_ONCE))).outcome());
    }

    @Test
    void keepsThoseThatWaitOutOfTheSession() {
        AsyncMqttClient client = client(OverflowPolicy.WAIT, 2, 1_000);
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 4);
        transport.runReady();
        assertEquals(List.of("t0", "t1"), sent());
        server.latest().send(new PubAck(1));
        transport.runReady();
        assertEquals(List.of("t0", "t1", "t2"), sent());
        server.latest().send(new PubAck(2), new PubAck(3));
        transport.runReady();
        assertEquals(List.of("t0", "t1", "t2", "t3"), sent());
        assertEquals(3, outcomes(stages).size());
    }

    @Test
    void letsMessagesOfQoS0ThroughOneAfterTheOther() {
        AsyncMqttClient client = client(OverflowPolicy.WAIT, 1, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = new ArrayList<>(publish(client, QoS.AT_MOST_ONCE, 2));
        back();
        stages.addAll(publish(client, QoS.AT_MOST_ONCE, 2));
        transport.runReady();
        assertEquals(4, outcomes(stages).size());
        assertEquals(4, sent().size());
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void endsEverythingAtDisconnect(OverflowPolicy policy) {
        AsyncMqttClient client = client(policy, 3, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 6);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        for (CompletionStage<PublishResult> stage : stages) {
            assertTrue(stage.toCompletableFuture().isDone());
        }
        server.sessionPresent(false);
        now(client.connect());
        assertEquals(
                3,
                IntStream.range(0, 3)
                        .filter(i -> now(client.publish(message("new" + i, QoS.AT_LEAST_ONCE)))
                                .delivered())
                        .count(),
                "all room was given back");
    }

    @Test
    void drainsThoseThatWaitToo() {
        AsyncMqttClient client = client(OverflowPolicy.WAIT, 1, 1_000);
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        List<CompletionStage<PublishResult>> stages = publish(client, QoS.AT_LEAST_ONCE, 2);
        CompletionStage<Void> done = client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(60)));
        transport.runReady();
        server.latest().send(new PubAck(1));
        transport.runReady();
        assertTrue(client.isConnected());
        server.latest().send(new PubAck(2));
        now(done);
        assertEquals(List.of(Outcome.DELIVERED, Outcome.DELIVERED), outcomes(stages));
    }

    @Test
    void tellsThatAMessageHasExpiredWhenItHas() {
        AsyncMqttClient client = client(OverflowPolicy.WAIT, 2, 1_000);
        away();
        List<CompletionStage<PublishResult>> stages = IntStream.of(60, 2, 4)
                .mapToObj(seconds -> client.publish(Message.builder(TopicName.of("t" + seconds))
                        .qos(QoS.AT_LEAST_ONCE)
                        .messageExpiryInterval(seconds)
                        .build()))
                .toList();
        transport.advance(Duration.ofMillis(1_999));
        assertEquals(List.of(), outcomes(stages));
        transport.advance(Duration.ofMillis(1));
        assertEquals(List.of(Outcome.EXPIRED), outcomes(stages));
        transport.advance(Duration.ofSeconds(2));
        assertEquals(List.of(Outcome.EXPIRED, Outcome.EXPIRED), outcomes(stages));
        back();
        assertEquals(List.of("t60"), sent());
    }

    @Test
    void refusesBeforeTheFirstConnect() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        MqttException failure = failure(client.publish(message("early", QoS.AT_LEAST_ONCE)), MqttException.class);
        assertTrue(message(failure).contains("call connect() first"), message(failure));
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        assertTrue(connecting.toCompletableFuture().isDone());
        assertTrue(now(client.publish(message("now", QoS.AT_LEAST_ONCE))).delivered());
    }
}
