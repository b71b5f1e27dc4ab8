package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the blocking face hands out without handlers. */
@Timeout(60)
class MqttClientReceiveTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final MqttClient client = MqttClient.builder("127.0.0.1", "client")
            .port(server.endpoint().port())
            .build();

    @BeforeEach
    void connect() throws InterruptedException {
        client.connect();
    }

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.currentThread().isInterrupted(), "the time is over");
            Thread.onSpinWait();
        }
    }

    @Test
    void handsMessagesOutAndAcknowledgesThemOnlyThen() throws InterruptedException {
        client.on("#", QoS.AT_LEAST_ONCE);
        assertTrue(client.receive().isEmpty());
        assertTrue(client.receive(Duration.ofMillis(1)).isEmpty());
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("b", 2, QoS.EXACTLY_ONCE));
        await(() -> client.stats().receivedMessages() == 2);
        assertEquals(0, server.count(PacketType.PUBACK) + server.count(PacketType.PUBREC));
        assertEquals(
                "a",
                client.receive(Duration.ofSeconds(20)).orElseThrow().topic().value());
        await(() -> server.count(PacketType.PUBACK) == 1);
        assertEquals("b", client.receive().orElseThrow().payload().utf8());
        await(() -> server.count(PacketType.PUBCOMP) == 1);
    }

    @Test
    void receivesWithoutCallingHandlers() throws InterruptedException {
        List<String> handled = new ArrayList<>();
        client.on("a", message -> handled.add(message.payload().utf8()));
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("a", 2, QoS.AT_LEAST_ONCE));
        assertEquals(
                "a",
                client.receive(Duration.ofSeconds(20)).orElseThrow().topic().value());
        assertEquals(List.of(), handled);
        await(() -> server.count(PacketType.PUBACK) == 1);
        await(() -> client.stats().receivedMessages() == 2);
        assertTrue(client.loop(Duration.ZERO));
        assertEquals(List.of("a"), handled, "what receive did not take");
    }
}
