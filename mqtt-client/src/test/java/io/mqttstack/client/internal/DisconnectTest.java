package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Disconnecting and closing, with work still under way. */
class DisconnectTest extends EngineFixture {
    @Test
    void endsEveryPublishAtDisconnectAndRefusesLaterOnes() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("call connect() first"));
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
        assertTrue(message(failure(client.publish(message("a", QoS.AT_MOST_ONCE)), MqttException.class))
                .contains("call connect() first"));
        server.script = (peer, packet) -> false;
        now(client.connect());
        assertEquals(
                Outcome.DELIVERED,
                now(client.publish(message("a", QoS.AT_LEAST_ONCE))).outcome());
        client.close();
        client.close();
        transport.runReady();
        assertThrows(MqttException.class, client::connect);
    }

    @Test
    void drainsBeforeItDisconnects() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(10)));
        transport.advance(Duration.ofSeconds(5));
        assertFalse(disconnecting.toCompletableFuture().isDone());
        failure(client.publish(message("late", QoS.AT_MOST_ONCE)), MqttException.class);
        int identifier = server.received(Publish.class).get(0).packetIdentifier();
        server.latest().send(new PubAck(identifier));
        now(disconnecting);
        assertEquals(Outcome.DELIVERED, now(waiting).outcome());
    }

    @Test
    void drainsNoLongerThanAsked() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> disconnecting = client.disconnect(DisconnectOptions.drain(Duration.ofSeconds(10)));
        transport.advance(Duration.ofSeconds(10));
        now(disconnecting);
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
    }

    @Test
    void closesAtOnceThoughADisconnectStillDrains() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> waiting = unanswered(client);
        CompletionStage<Void> draining = client.disconnect(DisconnectOptions.drain(Duration.ofHours(1)));
        client.close();
        now(draining);
        assertEquals(Outcome.CLOSED, now(waiting).outcome());
        assertTrue(server.latest().isClosed());
    }

    @Test
    void endsEverySubscriptionWhenItIsClosed() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        Subscription kept =
                now(client.subscribe(Subscribe.to("kept", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        server.script = (peer, packet) -> packet.type() == PacketType.SUBSCRIBE;
        CompletionStage<Subscription> asked =
                client.subscribe(Subscribe.to("asked", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        transport.runReady();
        client.close();
        assertTrue(message(failure(asked, MqttException.class)).contains("closed"));
        failure(kept.unsubscribe(), MqttException.class);
        now(client.disconnect(DisconnectOptions.DEFAULT));
    }

    @Test
    void closesAfterItsRuntime() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        transport.close();
        client.close();
        assertTrue(client.disconnect(DisconnectOptions.DEFAULT)
                .toCompletableFuture()
                .isDone());
    }

    @Test
    void endsWhatWaitsForAReconnectWhenItsRuntimeIsClosed() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> publish = unanswered(client);
        server.latest().cut();
        transport.runReady();
        CompletionStage<Subscription> subscription =
                client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        CompletionStage<ConnectResult> connect = client.connect();
        transport.close();
        assertTrue(message(failure(publish, MqttException.class)).contains("runtime"));
        assertTrue(message(failure(connect, MqttException.class)).contains("runtime"));
        assertTrue(message(failure(subscription, MqttException.class)).contains("runtime"));
        assertFalse(client.isConnected());
    }

    @Test
    void endsAConnectUnderWayWhenItsRuntimeIsClosed() {
        server.script = (peer, packet) -> true;
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        CompletionStage<ConnectResult> connect = client.connect();
        transport.close();
        assertTrue(message(failure(connect, MqttException.class)).contains("runtime"));
    }

    @Test
    void endsADrainWhenItsRuntimeIsClosed() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        CompletionStage<PublishResult> publish = unanswered(client);
        CompletionStage<Void> disconnected = client.disconnect(DisconnectOptions.drain(Duration.ofMinutes(1)));
        transport.runReady();
        assertFalse(disconnected.toCompletableFuture().isDone());
        transport.close();
        now(disconnected);
        assertTrue(message(failure(publish, MqttException.class)).contains("runtime"));
    }

    @Test
    void refusesEverythingAfterItsRuntimeWasClosed() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        transport.close();
        assertTrue(message(assertThrows(MqttException.class, client::connect)).contains("runtime"));
        assertTrue(message(failure(client.publish(message("a", QoS.AT_LEAST_ONCE)), MqttException.class))
                .contains("runtime"));
        now(client.disconnect(DisconnectOptions.DEFAULT));
    }
}
