package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.TopicPublisher;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing payloads to one topic. */
class TopicPublisherTest extends EngineFixture {
    private static final TopicName TOPIC = TopicName.of("sensors/7");

    private AsyncMqttClient connected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        return client;
    }

    private List<Publish> sent() {
        return server.received(Publish.class);
    }

    @Test
    void publishesWithItsTopicAndQoS() {
        TopicPublisher publisher = connected().publisher(TOPIC, QoS.EXACTLY_ONCE);
        assertEquals(Outcome.DELIVERED, now(publisher.publish(Bytes.utf8("21"))).outcome());
        Publish publish = sent().get(0);
        assertEquals(TOPIC, publish.topic());
        assertEquals(QoS.EXACTLY_ONCE, publish.qos());
        assertEquals("21", publish.payload().utf8());
        assertFalse(publish.retain());
        assertEquals(Publish.Properties.NONE, publish.properties());
        assertEquals(TOPIC, publisher.topic());
        assertEquals(QoS.EXACTLY_ONCE, publisher.qos());
    }

    @Test
    void tellsASharedListenerOfEachMessage() {
        TopicPublisher publisher = connected().publisher(TOPIC, QoS.AT_LEAST_ONCE);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            publisher.publish(
                    Bytes.utf8("m" + i),
                    (message, result) -> told.add(message.payload().utf8() + " " + result.outcome()));
        }
        transport.runReady();
        assertEquals(List.of("m0 DELIVERED", "m1 DELIVERED", "m2 DELIVERED"), told);
    }

    @Test
    void keepsTheOrderAmongAllOfATopic() {
        AsyncMqttClient client = connected();
        TopicPublisher publisher = client.publisher(TOPIC, QoS.AT_LEAST_ONCE);
        publisher.publish(Bytes.utf8("1"));
        client.publish(Message.of(TOPIC, Bytes.utf8("2"), QoS.AT_LEAST_ONCE, true));
        publisher.publish(Bytes.utf8("3"));
        client.publisher(TOPIC, QoS.AT_LEAST_ONCE).publish(Bytes.utf8("4"));
        transport.runReady();
        assertEquals(
                List.of("1", "2", "3", "4"),
                sent().stream().map(each -> each.payload().utf8()).toList());
        assertTrue(sent().get(1).retain());
    }

    @Test
    void failsAsThePublishesOfItsClient() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        TopicPublisher publisher = client.publisher(TOPIC, QoS.AT_MOST_ONCE);
        MqttException failure = failure(publisher.publish(Bytes.EMPTY), MqttException.class);
        assertTrue(message(failure).contains("call connect() first"), message(failure));
        assertThrows(MqttException.class, () -> publisher.publish(Bytes.EMPTY, (message, result) -> {}));
        now(client.connect());
        assertEquals(PublishResult.of(Outcome.DELIVERED), now(publisher.publish(Bytes.EMPTY)));
    }

    @ParameterizedTest
    @CsvSource({
        "V3_1, 300B00076772C3B6C39F653231, 320D00076772C3B6C39F6500013231",
        "V3_1_1, 300B00076772C3B6C39F653231, 320D00076772C3B6C39F6500013231",
        "V5_0, 300C00076772C3B6C39F65003231, 320E00076772C3B6C39F650001003231"
    })
    void sendsTheBytesOfItsTopicEachTime(ProtocolVersion version, String first, String second) {
        RawServer raw = new RawServer(version);
        AsyncMqttClient client = raw.connected(version);
        client.publisher(TopicName.of("größe"), QoS.AT_MOST_ONCE).publish(Bytes.utf8("21"));
        client.publisher(TopicName.of("größe"), QoS.AT_LEAST_ONCE).publish(Bytes.utf8("21"));
        transport.runReady();
        assertEquals(first + second, HexFormat.of().withUpperCase().formatHex(raw.received.toByteArray()));
    }

    /** The topic is longer than all that is allocated: it is neither copied nor encoded anew into memory. */
    @ParameterizedTest
    @ValueSource(strings = {"t", "ß", "語"})
    void takesNoMemoryForTheTopicOfAMessage(String character) {
        TopicName topic = TopicName.of(character.repeat(2_000));
        RawServer raw = new RawServer(ProtocolVersion.V5_0);
        TopicPublisher publisher = raw.connected(ProtocolVersion.V5_0).publisher(topic, QoS.AT_MOST_ONCE);
        PublishListener none = (message, result) -> {};
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            raw.received.reset();
            long before = allocated();
            for (int i = 0; i < 100; i++) {
                publisher.publish(Bytes.EMPTY, none);
                transport.runReady();
            }
            least = Math.min(least, (allocated() - before) / 100);
            assertEquals(100 * (6 + topic.utf8Length()), raw.received.size());
        }
        assertTrue(least > 0, "nothing was counted");
        assertTrue(least < 1_000, least + " bytes a message");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Accepts one connection and keeps the bytes that come after the CONNECT. */
    private final class RawServer implements ByteHandler {
        private static final Endpoint RAW = Endpoint.memory("raw");

        final ByteArrayOutputStream received = new ByteArrayOutputStream(1 << 20);
        private final byte[] connAck;
        private boolean connected;

        RawServer(ProtocolVersion version) {
            connAck = HexFormat.of().parseHex(version == ProtocolVersion.V5_0 ? "2003000000" : "20020000");
            transport.listen(RAW, ConnectOptions.DEFAULT, connection -> this);
        }

        AsyncMqttClient connected(ProtocolVersion version) {
            AsyncMqttClient client = AsyncMqttClient.create(ClientOptions.builder(RAW, "client")
                    .version(version)
                    .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                    .build());
            now(client.connect());
            return client;
        }

        @Override
        public void opened(ByteConnection connection) {}

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {
            if (connected) {
                received.write(data, offset, length);
            } else {
                connected = true;
                connection.output(connAck.length).put(connAck);
                connection.flush();
            }
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {}
    }

    @Test
    void needsATopic() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        assertThrows(IllegalArgumentException.class, () -> client.publisher(TopicName.EMPTY, QoS.AT_MOST_ONCE));
    }
}
