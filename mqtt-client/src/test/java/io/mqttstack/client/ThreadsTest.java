package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which thread does the work of a blocking publish, over sockets. */
@Timeout(60)
class ThreadsTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aPublishIsWokenByTheLoopItselfAndNeedsNoOther() throws InterruptedException {
        Executor threads = ClientRuntime.defaultExecutor();
        AtomicBoolean stuck = new AtomicBoolean();
        Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
        Executor executor = task -> {
            if (stuck.get()) {
                kept.add(task);
            } else {
                threads.execute(task);
            }
        };
        ClientOptions.Builder options = ClientOptions.builder(server.endpoint(), "client")
                .runtime(new ClientRuntime(transport, executor, () -> 0.5));
        try (MqttClient client = MqttClient.create(options.build())) {
            client.connect();
            stuck.set(true);
            for (QoS qos : QoS.values()) {
                client.publish("t", "x", qos, false);
            }
            assertEquals(3, server.count(PacketType.PUBLISH));
            assertEquals(1, server.count(PacketType.PUBREL));
            stuck.set(false);
            kept.forEach(Runnable::run);
        }
    }

    @Test
    void aPublishDoesTheWorkOfALoopThatSleeps() throws InterruptedException {
        Set<Thread> senders = ConcurrentHashMap.newKeySet();
        ClientOptions.Builder options = ClientOptions.builder(server.endpoint(), "client")
                .metrics(new ClientMetrics() {
                    @Override
                    public void sent(QoS qos, int payload, boolean duplicate) {
                        senders.add(Thread.currentThread());
                    }
                });
        try (MqttClient client = MqttClient.create(options.build())) {
            client.connect();
            long published = 0;
            while (!senders.contains(Thread.currentThread())) { // the loop may be awake still, from the publish before
                client.publish("t", "x", QoS.AT_LEAST_ONCE, false);
                published++;
            }
            assertEquals(published, server.count(PacketType.PUBLISH));
            assertTrue(
                    senders.stream()
                            .allMatch(each -> each == Thread.currentThread()
                                    || each.getName().startsWith("mqtt-nio")),
                    senders::toString);
        }
    }
}
