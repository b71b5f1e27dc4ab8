package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Requests and their responses. */
class RequestTest extends EngineFixture {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private AsyncMqttClient connected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        return client;
    }

    private CompletionStage<Message> request(AsyncMqttClient client, String topic) {
        CompletionStage<Message> response = client.request(message(topic, QoS.AT_LEAST_ONCE), TIMEOUT);
        transport.runReady();
        return response;
    }

    private Publish sent(int index) {
        return server.received(Publish.class).get(index);
    }

    private void respond(Publish request, String text) {
        Publish.Properties.Builder properties = Publish.Properties.builder();
        request.properties().correlationData().ifPresent(properties::correlationData);
        server.latest()
                .send(new Publish(
                        request.properties().responseTopic().orElseThrow(),
                        Bytes.utf8(text),
                        QoS.AT_MOST_ONCE,
                        false,
                        false,
                        0,
                        properties.build()));
        transport.runReady();
    }

    @Test
    void givesEachRequestItsResponseOverOneSubscription() {
        AsyncMqttClient client = connected();
        CompletionStage<Message> first = request(client, "one");
        CompletionStage<Message> second = request(client, "two");
        assertEquals(1, server.count(PacketType.SUBSCRIBE));
        assertEquals(
                "response/client/response",
                sent(0).properties().responseTopic().orElseThrow().value());
        assertEquals(sent(0).properties().responseTopic(), sent(1).properties().responseTopic());
        assertEquals(
                PacketType.SUBSCRIBE,
                server.received.stream()
                        .filter(packet -> packet.type() == PacketType.SUBSCRIBE || packet.type() == PacketType.PUBLISH)
                        .findFirst()
                        .orElseThrow()
                        .type(),
                "the response cannot come before the subscription");
        respond(sent(1), "to two");
        assertFalse(first.toCompletableFuture().isDone());
        respond(sent(0), "to one");
        respond(sent(0), "to one again");
        assertEquals("to one", now(first).payload().utf8());
        assertEquals("to two", now(second).payload().utf8());
        assertTrue(events.stream().noneMatch(event -> event.startsWith("unhandled")));
    }

    @Test
    void saysThatNoResponseCameInTime() {
        AsyncMqttClient client = connected();
        CompletionStage<Message> response = request(client, "one");
        transport.advance(Duration.ofMillis(2_999));
        assertFalse(response.toCompletableFuture().isDone());
        transport.advance(Duration.ofMillis(1));
        assertTrue(message(failure(response, MqttException.class)).contains("3000 ms"));
        respond(sent(0), "late");
    }

    @Test
    void forgetsARequestThatIsCancelled() {
        AsyncMqttClient client = connected();
        for (int i = 0; i < 2 * Requests.MOST; i++) {
            assertTrue(request(client, "one").toCompletableFuture().cancel(true));
        }
        CompletionStage<Message> response = request(client, "two");
        respond(sent(2 * Requests.MOST), "yes");
        assertEquals("yes", now(response).payload().utf8());
    }

    @Test
    void boundsTheRequestsWithoutAResponse() {
        AsyncMqttClient client = connected();
        for (int i = 0; i < Requests.MOST; i++) {
            request(client, "one");
        }
        MqttException failure = failure(request(client, "late"), MqttException.class);
        assertTrue(message(failure).contains("1024 requests") && failure.retryable(), message(failure));
        respond(sent(0), "room");
        assertFalse(request(client, "again").toCompletableFuture().isDone());
    }

    @Test
    void usesTheResponseInformationOfTheServer() {
        server.properties(
                ConnAck.Properties.builder().responseInformation("inbox/7").build());
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<?> connecting = client.connect();
        CompletionStage<Message> early = client.request(message("one", QoS.AT_MOST_ONCE), TIMEOUT);
        now(connecting);
        transport.runReady();
        assertEquals(
                "inbox/7/response",
                sent(0).properties().responseTopic().orElseThrow().value());
        respond(sent(0), "hello");
        assertEquals("hello", now(early).payload().utf8());
        server.properties(
                ConnAck.Properties.builder().responseInformation("inbox/8").build());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(6));
        CompletionStage<Message> later = request(client, "two");
        assertEquals(
                "inbox/8/response",
                sent(1).properties().responseTopic().orElseThrow().value());
        respond(sent(1), "again");
        assertEquals("again", now(later).payload().utf8());
    }

    @Test
    void survivesAReconnect() {
        AsyncMqttClient client = connected();
        CompletionStage<Message> response = client.request(message("one", QoS.AT_LEAST_ONCE), Duration.ofSeconds(30));
        transport.runReady();
        server.latest().cut();
        transport.advance(Duration.ofSeconds(6));
        assertEquals(2, server.count(PacketType.SUBSCRIBE));
        respond(sent(0), "after all");
        assertEquals("after all", now(response).payload().utf8());
    }

    @Test
    void failsWhenTheRequestReachesNobody() {
        AsyncMqttClient client = connected();
        List<PublishReasonCode> codes =
                new ArrayList<>(List.of(PublishReasonCode.NO_MATCHING_SUBSCRIBERS, PublishReasonCode.QUOTA_EXCEEDED));
        server.script = (peer, packet) -> {
            if (packet instanceof Publish publish) {
                peer.send(new PubAck(publish.packetIdentifier(), codes.remove(0), ReasonProperties.NONE));
            }
            return packet.type() == PacketType.PUBLISH;
        };
        assertTrue(message(failure(request(client, "one"), MqttException.class)).contains("no matching subscribers"));
        assertTrue(message(failure(request(client, "two"), MqttException.class)).contains("REFUSED"));
    }

    @Test
    void failsWhenTheSubscriptionIsRefusedAndAsksAgain() {
        AsyncMqttClient client = connected();
        server.script = (peer, packet) -> {
            if (packet instanceof Subscribe subscribe) {
                peer.send(new SubAck(
                        subscribe.packetIdentifier(),
                        List.of(SubscribeReasonCode.NOT_AUTHORIZED),
                        ReasonProperties.NONE));
            }
            return packet.type() == PacketType.SUBSCRIBE;
        };
        assertTrue(message(failure(request(client, "one"), MqttException.class)).contains("NOT_AUTHORIZED"));
        server.script = (peer, packet) -> false;
        CompletionStage<Message> response = request(client, "two");
        respond(sent(1), "now");
        assertEquals("now", now(response).payload().utf8());
    }

    @Test
    void failsWhenTheClientIsDisconnectedOrNeverConnected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        assertTrue(
                message(failure(request(client, "early"), MqttException.class)).contains("call connect() first"));
        now(client.connect());
        CompletionStage<Message> response = request(client, "one");
        now(client.disconnect(DisconnectOptions.DEFAULT));
        failure(response, MqttException.class);
    }

    @Test
    void refusesWhatCannotBeARequest() {
        AsyncMqttClient client = connected();
        Message own = Message.builder(TopicName.of("a"))
                .responseTopic(TopicName.of("b"))
                .build();
        assertThrows(IllegalArgumentException.class, () -> client.request(own, TIMEOUT));
        assertThrows(IllegalArgumentException.class, () -> client.request(Message.of("a", "x"), Duration.ZERO));
        AsyncMqttClient old =
                AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1).build());
        assertTrue(message(
                        assertThrows(IllegalArgumentException.class, () -> old.request(Message.of("a", "x"), TIMEOUT)))
                .contains("5.0"));
    }
}
