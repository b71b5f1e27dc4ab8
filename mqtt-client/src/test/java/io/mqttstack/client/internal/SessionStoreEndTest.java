package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.StoredSession;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is held back for a store as a connection, a client or its runtime ends, and what the store is told then. */
class SessionStoreEndTest extends StoreFixture {
    @Test
    void disconnectsBehindWhatIsHeldBack() {
        AsyncMqttClient client = client();
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        store.keep(1);
        now(connecting);
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("zero", QoS.AT_MOST_ONCE))).outcome());
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.DEFAULT);
        transport.runReady();
        assertFalse(disconnecting.toCompletableFuture().isDone());
        store.keep(store.underWay().size());
        now(disconnecting);
        assertEquals(1, server.count(PacketType.PUBLISH));
        assertEquals(
                PacketType.DISCONNECT,
                server.received.get(server.received.size() - 1).type());
    }

    @Test
    void disconnectsWithoutAStoreThatStandsStill() {
        AsyncMqttClient client = client();
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        store.keep(1);
        now(connecting);
        client.publish(message("zero", QoS.AT_MOST_ONCE));
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.DEFAULT);
        CompletionStage<Void> again = client.disconnect(DisconnectOptions.DEFAULT);
        transport.advance(Duration.ofSeconds(6));
        now(disconnecting);
        now(again);
        assertEquals(1, server.count(PacketType.DISCONNECT));
        assertEquals(0, server.count(PacketType.PUBLISH));
    }

    @Test
    void disconnectsWhereTheConnectionIsLostBeforeWhatIsHeldBackIsKept() {
        AsyncMqttClient client = AsyncMqttClient.create(
                kept().reconnect(ReconnectPolicy.fixed(Duration.ofSeconds(1))).build());
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        store.keep(1);
        now(connecting);
        client.publish(message("zero", QoS.AT_MOST_ONCE));
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.DEFAULT);
        transport.runReady();
        server.latest().cut();
        now(disconnecting);
        transport.advance(Duration.ofMinutes(1));
        assertEquals(1, server.peers.size(), "it does not connect again");
    }

    @Test
    void appendsNothingAfterItsEndWhereAMessageExpires() {
        store.quick = true;
        AsyncMqttClient client = AsyncMqttClient.create(
                kept().reconnect(ReconnectPolicy.fixed(Duration.ofDays(9))).build());
        now(client.connect());
        server.latest().cut();
        transport.runReady();
        client.publish(expiring("waits"));
        transport.runReady();
        client.close();
        transport.runReady();
        assertFalse(store.open);
        transport.advance(Duration.ofDays(2));
        assertEquals(0, store.late, "it is for the next client to end");
    }

    @Test
    void appendsNothingAfterItsEndWhereCredentialsComeLate() {
        store.quick = true;
        List<Runnable> later = new ArrayList<>();
        boolean[] late = {true};
        AsyncMqttClient client = AsyncMqttClient.create(kept().runtime(new ClientRuntime(
                        transport,
                        task -> {
                            if (late[0]) {
                                later.add(task);
                            } else {
                                task.run();
                            }
                        },
                        () -> 0.5))
                .build());
        client.connect();
        transport.runReady();
        late[0] = false;
        client.close();
        transport.runReady();
        assertFalse(store.open);
        later.forEach(Runnable::run);
        transport.runReady();
        assertEquals(0, store.late);
        assertEquals(List.of(), server.received);
    }

    @Test
    void isClosedOnlyOnceItsStoreIs() {
        CompletableFuture<Void> released = new CompletableFuture<>();
        store.closing = released;
        AsyncMqttClient client = client();
        transport.close();
        client.close();
        CompletionStage<Void> closing = client.disconnect(DisconnectOptions.DEFAULT);
        assertFalse(closing.toCompletableFuture().isDone(), "another client cannot open it yet");
        released.complete(null);
        assertTrue(closing.toCompletableFuture().isDone());
    }

    @Test
    void endsWithItsRuntimeWhereTheStoreCannotBeClosed() {
        store.quick = true;
        AsyncMqttClient client = client();
        now(client.connect());
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        CompletionStage<PublishResult> waiting = client.publish(message("one", QoS.AT_LEAST_ONCE));
        transport.runReady();
        store.closing = null;
        transport.close();
        failure(waiting, MqttException.class);
        client.close();
        now(client.disconnect(DisconnectOptions.DEFAULT));
    }

    @Test
    void asksForAKeptSessionAgainAfterOneThatEnded() {
        store.quick = true;
        AsyncMqttClient client = client();
        now(client.connect());
        now(client.disconnect(
                DisconnectOptions.builder().sessionExpiryInterval(0).build()));
        assertFalse(store.contents().snapshot().established());
        server.script = (peer, packet) -> true;
        client.connect();
        transport.runReady();
        store.crash(0);
        server.latest().cut();
        transport.runReady();
        server.sessionPresent(true);
        server.script = (peer, packet) -> false;
        assertTrue(now(client().connect()).connAck().sessionPresent(), "no [MQTT-3.2.2-4]: the session can be ours");
    }

    @Test
    void aClockThatWasSetBackLengthensNoLife() {
        store.quick = true;
        Message message = Message.builder(TopicName.of("long"))
                .qos(QoS.AT_LEAST_ONCE)
                .messageExpiryInterval(4_294_967_295L)
                .build();
        StoredSession session = store.open("client", NOBODY);
        long expiresAt = System.currentTimeMillis() + 4_294_967_295_000L + 86_400_000;
        session.append(1, new Queued(1, message, OptionalLong.of(expiresAt)));
        session.close();
        now(client().connect());
        assertEquals(List.of("long DELIVERED"), restored);
    }

    @Test
    void holdsFewBytesOfQoS0BackThatTheBufferDoesNotCount() {
        AsyncMqttClient client = client();
        CompletionStage<?> connecting = client.connect();
        transport.runReady();
        store.keep(1);
        now(connecting);
        Message large = Message.of(TopicName.of("large"), Bytes.wrap(new byte[1 << 20]), QoS.AT_MOST_ONCE, false);
        List<CompletionStage<PublishResult>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(client.publish(large));
        }
        transport.runReady();
        long told =
                all.stream().filter(each -> each.toCompletableFuture().isDone()).count();
        assertEquals(16, told);
        store.keep(store.underWay().size());
        all.forEach(this::now);
        assertEquals(40, server.count(PacketType.PUBLISH));
    }
}
