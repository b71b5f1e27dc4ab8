package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.QoS;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How often the executor and the network are troubled, with an executor whose tasks run when a test says so. */
class BatchTest extends EngineFixture {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();
    private final List<String> unhandled = new ArrayList<>();
    private int writes;

    private AsyncMqttClient connected() {
        AsyncMqttClient client =
                AsyncMqttClient.create(options.runtime(new ClientRuntime(transport, tasks::add, () -> 0.5))
                        .metrics(new ClientMetrics() {
                            @Override
                            public void bytes(long received, long sent) {
                                writes += sent > 0 ? 1 : 0;
                            }

                            @Override
                            public void unhandled(Message message) {
                                unhandled.add(message.topic().value());
                            }
                        })
                        .build());
        var connecting = client.connect();
        runAll();
        assertTrue(connecting.toCompletableFuture().isDone());
        return client;
    }

    private void runAll() {
        transport.runReady();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            transport.runReady();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a test sees what it was sent
    private void handle(AsyncMqttClient client, String filter) {
        client.subscribe(
                Subscribe.to(filter, QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, each -> handled.add(topic(each)));
        runAll();
    }

    private List<Integer> acknowledged() {
        return server.received(PubAck.class).stream()
                .map(PubAck::packetIdentifier)
                .toList();
    }

    @Test
    void takesOneTaskForAMailboxAndARead() {
        AsyncMqttClient client = connected();
        handle(client, "a");
        handle(client, "b");
        server.latest()
                .send(
                        ScriptedServer.publish("a", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("b", 2, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("a", 3, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("b", 4, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("a", 5, QoS.AT_LEAST_ONCE));
        transport.runReady();
        assertEquals(2, tasks.size());
        runAll();
        assertEquals(List.of("a", "a", "a", "b", "b"), handled);
    }

    @Test
    void acknowledgesABatchInOneSequenceAndInTheOrderOfArrival() {
        AsyncMqttClient client = connected();
        handle(client, "#");
        writes = 0;
        server.latest()
                .send(
                        ScriptedServer.publish("a", 7, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("b", 3, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("c", 5, QoS.AT_LEAST_ONCE));
        runAll();
        assertEquals(List.of(7, 3, 5), acknowledged());
        assertEquals(1, writes);
    }

    @Test
    void holdsAllAcknowledgementsBackBehindAHandlerThatIsStuck() {
        AsyncMqttClient client = connected();
        handle(client, "stuck");
        handle(client, "free");
        server.latest()
                .send(
                        ScriptedServer.publish("free", 1, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("stuck", 2, QoS.AT_LEAST_ONCE),
                        ScriptedServer.publish("free", 3, QoS.AT_LEAST_ONCE));
        transport.runReady();
        Runnable free = tasks.remove();
        Runnable stuck = tasks.remove();
        free.run();
        transport.runReady();
        assertEquals(List.of("free", "free"), handled, "others go on");
        assertEquals(List.of(1), acknowledged(), "not the one behind it");
        stuck.run();
        runAll();
        assertEquals(List.of(1, 2, 3), acknowledged());
    }

    @Test
    void completesTheStagesOfAReadByOneTask() {
        AsyncMqttClient client = connected();
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        List<CompletionStage<PublishResult>> stages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stages.add(client.publish(message("t", QoS.AT_LEAST_ONCE)));
        }
        transport.runReady();
        server.latest().send(new PubAck(1), new PubAck(2), new PubAck(3));
        transport.runReady();
        assertEquals(1, tasks.size());
        tasks.remove().run();
        assertTrue(tasks.isEmpty());
        assertTrue(stages.stream().allMatch(each -> each.toCompletableFuture().isDone()));
    }

    @Test
    void countsWhatNoHandlerTook() {
        connected();
        server.latest().send(ScriptedServer.publish("nobody", 1, QoS.AT_LEAST_ONCE));
        runAll();
        assertEquals(List.of(), unhandled, "it waits for a handler first");
        transport.advance(Duration.ofSeconds(10));
        runAll();
        assertEquals(List.of("nobody"), unhandled);
        assertEquals(List.of(1), acknowledged());
        assertTrue(events.contains("unhandled nobody"), events::toString);
    }
}
