package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The blocking face where the outbound buffer has room for one message, and that is under way for ever. */
@Timeout(60)
class MqttClientOverflowTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private MqttClient client = client(OverflowPolicy.WAIT, Duration.ofMinutes(1));

    private MqttClient client(OverflowPolicy policy, Duration publishTimeout) {
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        return MqttClient.create(ClientOptions.builder(server.endpoint(), "client")
                .limits(ClientLimits.DEFAULT.withOutbound(1, 1_000))
                .overflow(policy)
                .publishTimeout(publishTimeout)
                .build());
    }

    @AfterEach
    void close() {
        client.close();
        transport.close();
    }

    private FutureTask<Boolean> publish(String topic) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            client.publish(topic, "x", QoS.AT_LEAST_ONCE, false);
            return true;
        });
        Thread thread = new Thread(task, topic);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void fill() throws InterruptedException {
        client.connect();
        FutureTask<Boolean> first = publish("first");
        await(() -> server.count(PacketType.PUBLISH) == 1);
        assertFalse(first.isDone(), "it waits for its PUBACK and fills the buffer");
    }

    private List<String> sent() {
        return server.received(Publish.class).stream()
                .map(publish -> publish.topic().value())
                .toList();
    }

    @Test
    void waitsForRoomAndGoesOnWhenThereIsSome() throws Exception {
        fill();
        FutureTask<Boolean> second = publish("second");
        assertFalse(second.isDone());
        server.script = (peer, packet) -> false;
        server.latest().send(new PubAck(1));
        assertTrue(second.get(20, TimeUnit.SECONDS));
        assertEquals(List.of("first", "second"), sent());
    }

    @Test
    void saysThatAMessageWasNotTakenWhenItsThreadIsInterruptedBefore() throws Exception {
        fill();
        FutureTask<String> second = new FutureTask<>(() -> {
            InterruptedException failure = assertThrows(
                    InterruptedException.class, () -> client.publish("second", "x", QoS.AT_LEAST_ONCE, false));
            return String.valueOf(failure.getMessage());
        });
        Thread thread = new Thread(second, "second");
        thread.start();
        await(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        String message = second.get(20, TimeUnit.SECONDS);
        assertTrue(message.contains("was not taken"), message);
        server.script = (peer, packet) -> false;
        server.latest().send(new PubAck(1));
        client.publish("third", "x", QoS.AT_LEAST_ONCE, false);
        assertEquals(List.of("first", "third"), sent(), "and it is not sent later");
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhenItsThreadIsInterruptedAfterwards() throws Exception {
        client.connect();
        FutureTask<String> first = new FutureTask<>(() -> {
            InterruptedException failure = assertThrows(
                    InterruptedException.class, () -> client.publish("first", "x", QoS.AT_LEAST_ONCE, false));
            return String.valueOf(failure.getMessage());
        });
        Thread thread = new Thread(first, "first");
        thread.start();
        await(() -> server.count(PacketType.PUBLISH) == 1);
        thread.interrupt();
        String message = first.get(20, TimeUnit.SECONDS);
        assertTrue(message.contains("outcome is unknown") && message.contains("stays under way"), message);
    }

    @Test
    void saysThatAMessageWasNotTakenWhenThePublishTimeoutPassesBefore() throws Exception {
        client.close();
        client = client(OverflowPolicy.WAIT, Duration.ofMillis(200));
        fill();
        MqttException failure =
                assertThrows(MqttException.class, () -> client.publish("second", "x", QoS.AT_LEAST_ONCE, false));
        assertTrue(String.valueOf(failure.getMessage()).contains("was not taken"), failure.getMessage());
        assertTrue(failure.retryable());
    }

    @Test
    void failsAtOnceWithoutWaiting() throws Exception {
        client.close();
        client = client(OverflowPolicy.FAIL, Duration.ofMinutes(1));
        fill();
        MqttException failure =
                assertThrows(MqttException.class, () -> client.publish("second", "x", QoS.AT_LEAST_ONCE, false));
        assertTrue(String.valueOf(failure.getMessage()).contains("was not taken"), failure.getMessage());
    }

    @Test
    void saysThatAMessageWasDropped() throws Exception {
        for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_NEWEST, OverflowPolicy.DROP_OLDEST)) {
            client.close();
            server.received.clear();
            client = client(policy, Duration.ofMinutes(1));
            fill();
            MqttException failure =
                    assertThrows(MqttException.class, () -> client.publish("second", "x", QoS.AT_LEAST_ONCE, false));
            assertTrue(String.valueOf(failure.getMessage()).contains("dropped"), failure.getMessage());
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("The condition did not come true within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
