package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientListener;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.ScriptedServer;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.store.FileSessionStore;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/client.md with a store, run twice. */
@Timeout(60)
class StoreGuideTest {
    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final int port = server.endpoint().port();
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private BooleanSupplier workDone = () -> true;

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        transport.close();
    }

    private void show(Object what) {
        shown.add(what.toString());
    }

    private void work() {
        while (!workDone.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void theSecondRunEndsWhatTheFirstBegan() throws InterruptedException {
        server.script = (peer, packet) -> packet.type() == PacketType.PUBLISH;
        workDone = () -> server.count(PacketType.PUBLISH) == 1;
        beyond();

        server.sessionPresent(true);
        server.script = (peer, packet) -> false;
        workDone = () -> !shown.isEmpty();
        while (!opened()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals("42 of an earlier run: DELIVERED", shown.poll(30, TimeUnit.SECONDS));
        assertTrue(server.received(Publish.class).get(1).duplicate());
    }

    /** The first run closes without waiting. */
    private boolean opened() {
        try {
            beyond();
            return true;
        } catch (MqttException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("is in use"), e::toString);
            return false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // as in the guide
    private void beyond() {
        ClientOptions options = ClientOptions.builder("localhost", "worker-1")
                .port(port)
                .session(SessionOptions.kept())
                .sessionStore(FileSessionStore.in(directory))
                .listener(new ClientListener() {
                    @Override
                    public void restored(Message message, PublishResult result) {
                        show(message.payload().utf8() + " of an earlier run: " + result.outcome());
                    }
                })
                .build();
        try (AsyncMqttClient client = AsyncMqttClient.create(options)) {
            client.subscribe(Subscribe.to("jobs", QoS.EXACTLY_ONCE), AckMode.AFTER_HANDLER, job -> show(job.message()));
            client.connect();
            client.publish(Message.of(TopicName.of("results"), Bytes.utf8("42"), QoS.EXACTLY_ONCE, false));
            work();
        }
    }
}
