package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the metrics hear, in virtual time. */
class MetricsTest extends EngineFixture {
    private final List<String> heard = new ArrayList<>();
    private long received;
    private long sent;

    private final ClientMetrics metrics = new ClientMetrics() {
        @Override
        public void connected(long nanos) {
            heard.add("connected " + millis(nanos));
        }

        @Override
        public void connectFailed(MqttException cause) {
            heard.add("connectFailed " + cause.getClass().getSimpleName());
        }

        @Override
        public void disconnected(Optional<MqttException> cause) {
            heard.add("disconnected "
                    + cause.map(each -> each.getClass().getSimpleName()).orElse(""));
        }

        @Override
        public void bytes(long in, long out) {
            received += in;
            sent += out;
        }

        @Override
        public void sent(QoS qos, int payload, boolean duplicate) {
            heard.add("sent " + qos.value() + " " + payload + " " + duplicate);
        }

        @Override
        public void completed(Message message, Outcome outcome, long nanos) {
            heard.add("completed " + message.topic() + " " + outcome + " " + millis(nanos));
        }

        @Override
        public void received(QoS qos, int payload, boolean duplicate) {
            heard.add("received " + qos.value() + " " + payload + " " + duplicate);
        }

        @Override
        public void handled(Message message, long nanos) {
            heard.add("handled " + message.topic() + " " + millis(nanos));
        }
    };

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    private AsyncMqttClient connected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.metrics(metrics).build());
        now(client.connect());
        return client;
    }

    private static Message text(String topic, QoS qos) {
        return Message.of(TopicName.of(topic), Bytes.utf8("four"), qos, false);
    }

    @Test
    void hearConnectionsAndWhyTheyEnd() {
        server.script = (peer, packet) -> packet instanceof Connect;
        AsyncMqttClient client = AsyncMqttClient.create(options.metrics(metrics).build());
        var silent = client.connect();
        transport.advance(Duration.ofSeconds(6));
        assertTrue(silent.toCompletableFuture().isCompletedExceptionally());
        server.script = (peer, packet) -> false;
        now(client.connect());
        server.latest().cut();
        transport.advance(Duration.ofSeconds(5));
        now(client.disconnect(DisconnectOptions.DEFAULT));
        assertEquals(
                List.of(
                        "connectFailed ServerUnavailableException",
                        "connected 0",
                        "disconnected ServerUnavailableException",
                        "connected 0",
                        "disconnected "),
                heard);
    }

    @Test
    void hearOfEachPublishWhatWasSentAndHowItEnded() {
        AsyncMqttClient client = connected();
        heard.clear();
        server.script = (peer, packet) -> packet instanceof Publish publish && publish.qos() == QoS.AT_LEAST_ONCE;
        client.publish(text("a", QoS.AT_MOST_ONCE));
        client.publish(text("b", QoS.AT_LEAST_ONCE));
        transport.runReady();
        transport.advance(Duration.ofMillis(1_500));
        server.script = (peer, packet) -> false;
        now(client.publish(text("c", QoS.EXACTLY_ONCE)));
        client.close();
        transport.runReady();
        assertEquals(
                List.of(
                        "sent 0 4 false",
                        "completed a DELIVERED 0",
                        "sent 1 4 false",
                        "sent 2 4 false",
                        "completed c DELIVERED 0",
                        "disconnected ",
                        "completed b CLOSED 1500"),
                heard);
    }

    @Test
    void hearOfMessagesThatAreDroppedAndOfThoseThatCannotBeSent() {
        options.overflow(OverflowPolicy.DROP_NEWEST).limits(ClientLimits.DEFAULT.withOutbound(1, 1_000));
        AsyncMqttClient client = connected();
        unanswered(client);
        heard.clear();
        client.publish(text("a", QoS.AT_LEAST_ONCE));
        transport.runReady();
        server.latest().cut();
        transport.runReady();
        client.close();
        transport.runReady();
        assertEquals(
                List.of(
                        "completed a DROPPED 0",
                        "disconnected ServerUnavailableException",
                        "completed unanswered CLOSED 0"),
                heard);
    }

    @Test
    void hearWhatIsReceivedAndHowLongHandlersTake() {
        AsyncMqttClient client = connected();
        now(client.subscribe(Subscribe.to("#", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {
            if (topic(delivery).equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
        }));
        heard.clear();
        server.latest().send(ScriptedServer.publish("good", 1, QoS.AT_LEAST_ONCE));
        server.latest().send(ScriptedServer.publish("bad", 0, QoS.AT_MOST_ONCE));
        transport.runReady();
        assertEquals(List.of("received 1 4 false", "received 0 3 false", "handled good 0", "handled bad 0"), heard);
        assertTrue(events.contains("handlerFailed bad"), events::toString);
    }

    @Test
    void hearTheBytesThatTheCountersCount() {
        AsyncMqttClient client = connected();
        now(client.publish(text("a", QoS.AT_LEAST_ONCE)));
        assertEquals(client.stats().receivedBytes(), received);
        assertEquals(client.stats().sentBytes(), sent);
        assertTrue(sent > 0 && received > 0);
    }

    @Test
    void doNotDisturbTheClientWhenTheyThrow() {
        ClientMetrics bad = new ClientMetrics() {
            @Override
            public void connected(long nanos) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void sent(QoS qos, int payload, boolean duplicate) {
                throw new AssertionError("on purpose");
            }

            @Override
            public void completed(Message message, Outcome outcome, long nanos) {
                throw new IllegalStateException("on purpose");
            }
        };
        AsyncMqttClient client = AsyncMqttClient.create(options.metrics(bad).build());
        now(client.connect());
        assertTrue(now(client.publish(text("a", QoS.AT_LEAST_ONCE))).delivered());
    }
}
