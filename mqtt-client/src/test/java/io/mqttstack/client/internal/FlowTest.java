package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Delivery;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A subscription as a stream. */
class FlowTest extends EngineFixture {
    private final List<String> signals = new ArrayList<>();
    private final List<Delivery> taken = new ArrayList<>();
    private Flow.Subscription flow = new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    private Flow.Subscriber<Delivery> subscriber(Consumer<Delivery> onNext) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                signals.add("onSubscribe");
                flow = subscription;
            }

            @Override
            public void onNext(Delivery delivery) {
                signals.add(topic(delivery));
                onNext.accept(delivery);
            }

            @Override
            public void onError(Throwable failure) {
                signals.add("onError " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
            }

            @Override
            public void onComplete() {
                signals.add("onComplete");
            }
        };
    }

    private AsyncMqttClient streaming() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER)
                .subscribe(subscriber(taken::add));
        transport.runReady();
        return client;
    }

    private void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            server.latest().send(ScriptedServer.publish("t/" + i, i, QoS.AT_LEAST_ONCE));
        }
        transport.runReady();
    }

    @Test
    void subscribesWhenItIsSubscribedTo() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        Flow.Publisher<Delivery> publisher =
                client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER);
        transport.runReady();
        assertEquals(0, server.count(PacketType.SUBSCRIBE));
        publisher.subscribe(subscriber(taken::add));
        assertEquals(List.of("onSubscribe"), signals);
        transport.runReady();
        assertEquals(1, server.count(PacketType.SUBSCRIBE));
        publisher.subscribe(subscriber(taken::add));
        assertEquals(3, signals.size());
        assertTrue(signals.get(2).startsWith("onError IllegalStateException"), signals.get(2));
        transport.runReady();
        assertEquals(1, server.count(PacketType.SUBSCRIBE), "it is for one subscriber");
    }

    @Test
    void givesWhatIsDemandedAndKeepsTheRestUnacknowledged() {
        options.version(ProtocolVersion.V3_1_1).limits(ClientLimits.DEFAULT.withInbox(4, 10_000));
        AsyncMqttClient client = streaming();
        send(1, 10);
        assertEquals(List.of("onSubscribe"), signals);
        assertEquals(4, client.stats().receivedMessages(), "the bound of the inbox holds the server back");
        assertEquals(0, server.count(PacketType.PUBACK));
        flow.request(3);
        transport.runReady();
        assertEquals(List.of("onSubscribe", "t/1", "t/2", "t/3"), signals);
        assertEquals(3, server.count(PacketType.PUBACK));
        flow.request(Long.MAX_VALUE);
        flow.request(Long.MAX_VALUE);
        transport.runReady();
        assertEquals(11, signals.size());
        assertEquals(10, server.count(PacketType.PUBACK));
        send(11, 12);
        assertEquals(13, signals.size());
    }

    @Test
    void leavesAcknowledgingToTheApplication() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.MANUAL)
                .subscribe(subscriber(taken::add));
        transport.runReady();
        flow.request(2);
        send(1, 3);
        assertEquals(0, server.count(PacketType.PUBACK));
        taken.get(1).acknowledge();
        taken.get(0).acknowledge();
        transport.runReady();
        assertEquals(2, server.count(PacketType.PUBACK));
    }

    @Test
    void endsWithAnErrorWhenTheServerRefuses() {
        server.script = (peer, packet) -> {
            if (packet instanceof io.mqttstack.codec.packet.Subscribe subscribe) {
                peer.send(new SubAck(
                        subscribe.packetIdentifier(),
                        List.of(SubscribeReasonCode.NOT_AUTHORIZED),
                        ReasonProperties.NONE));
            }
            return packet.type() == PacketType.SUBSCRIBE;
        };
        AsyncMqttClient client = streaming();
        assertTrue(
                signals.get(1).startsWith("onError MqttException: The server refused the subscription"),
                signals.get(1));
        assertEquals(0, client.pendingSubscriptions());
    }

    @Test
    void unsubscribesWhenItIsCancelled() {
        AsyncMqttClient client = streaming();
        send(1, 2);
        flow.request(1);
        transport.runReady();
        flow.cancel();
        flow.cancel();
        flow.request(5);
        transport.runReady();
        assertEquals(1, server.count(PacketType.UNSUBSCRIBE));
        assertEquals(List.of("onSubscribe", "t/1"), signals);
        assertEquals(2, server.count(PacketType.PUBACK), "what it did not take does not hold the server back for ever");
        send(3, 3);
        assertEquals(List.of("onSubscribe", "t/1"), signals);
        assertTrue(client.isConnected());
    }

    @Test
    void survivesAReconnectAndCompletesAtDisconnect() {
        AsyncMqttClient client = streaming();
        flow.request(10);
        send(1, 1);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(6));
        assertEquals(2, server.count(PacketType.SUBSCRIBE), "restored");
        send(2, 2);
        assertEquals(List.of("onSubscribe", "t/1", "t/2"), signals);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(List.of("onSubscribe", "t/1", "t/2", "onComplete"), signals);
        now(client.connect());
        assertEquals(2, server.count(PacketType.SUBSCRIBE), "it is over");
    }

    @Test
    void givesWhatWasReceivedBeforeItCompletes() {
        AsyncMqttClient client = streaming();
        send(1, 2);
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(List.of("onSubscribe"), signals);
        flow.request(1);
        flow.request(1);
        assertEquals(List.of("onSubscribe", "t/1", "t/2", "onComplete"), signals);
    }

    @Test
    void endsWithTheReasonWhenTheClientGivesUp() {
        AsyncMqttClient client = streaming();
        server.onConnect = connect -> new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED, ConnAck.Properties.NONE);
        server.latest().cut();
        transport.advance(Duration.ofSeconds(6));
        assertTrue(signals.get(1).startsWith("onError NotAuthorizedException"), signals.toString());
        assertFalse(client.isConnected());
    }

    @Test
    void takesASubscriberBeforeConnectAndRefusesOneAfterClose() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER)
                .subscribe(subscriber(taken::add));
        flow.request(1);
        now(client.connect());
        send(1, 1);
        assertEquals(List.of("onSubscribe", "t/1"), signals);
        client.close();
        transport.runReady();
        assertEquals(List.of("onSubscribe", "t/1", "onComplete"), signals);
        client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER)
                .subscribe(subscriber(taken::add));
        assertEquals("onError MqttException: The client has been closed", signals.get(4));
    }

    @Test
    void cancelsASubscriberThatThrows() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        client.deliveries(Subscribe.to("t/#", QoS.AT_LEAST_ONCE), AckMode.MANUAL)
                .subscribe(subscriber(delivery -> {
                    throw new IllegalStateException("a subscriber that throws");
                }));
        transport.runReady();
        flow.request(5);
        send(1, 2);
        assertEquals(List.of("onSubscribe", "t/1"), signals);
        assertTrue(events.contains("handlerFailed t/1"));
        assertEquals(1, server.count(PacketType.UNSUBSCRIBE));
        assertEquals(2, server.count(PacketType.PUBACK));
    }

    @Test
    void refusesOptionsThatTheVersionDoesNotHave() {
        AsyncMqttClient client =
                AsyncMqttClient.create(options.version(ProtocolVersion.V3_1_1).build());
        Subscribe wanted = new Subscribe(
                io.mqttstack.codec.value.TopicFilter.of("t"),
                QoS.AT_LEAST_ONCE,
                true,
                false,
                io.mqttstack.codec.packet.RetainHandling.SEND_AT_SUBSCRIBE);
        assertThrows(IllegalArgumentException.class, () -> client.deliveries(wanted, AckMode.MANUAL));
    }
}
