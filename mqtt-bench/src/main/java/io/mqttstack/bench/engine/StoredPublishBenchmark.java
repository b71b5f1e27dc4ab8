package io.mqttstack.bench.engine;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.store.FileSessionStore;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.memory.MemoryTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Publishes messages of 64 bytes at QoS 1 in a session that is kept in memory or in a file, client, peer and store on one
 * thread; the store writes at once what gathered while it wrote before. An operation is one message; it includes what the peer does. The file is in the directory for temporary files.
 */
public class StoredPublishBenchmark extends StackBenchmark {
    private static final int MESSAGES = 1024;

    /** Where a session is kept. */
    public enum Store {
        /** In memory, as by default. */
        MEMORY,
        /** In a file, for the end of the process. */
        UNFORCED,
        /** In a file, for the loss of power. */
        FORCED
    }

    /** Where the session is kept. */
    @Param({"MEMORY", "UNFORCED", "FORCED"})
    public Store store;

    /** How many messages are published before the loop runs and completes them. */
    @Param({"1", "64", "1024"})
    public int window;

    private Path directory;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private MemoryTransport transport;
    private AsyncMqttClient client;
    private Message message;
    private PublishListener listener;
    private long delivered;

    /** Connects, and verifies that every message arrives and is completed. */
    @Setup
    public void prepare() throws IOException {
        directory = Files.createTempDirectory("mqtt-bench");
        transport = new MemoryTransport();
        transport.listen(Endpoint.memory("server"), ConnectOptions.DEFAULT, connection -> new Server());
        ClientOptions.Builder options = ClientOptions.builder(Endpoint.memory("server"), "bench")
                .session(SessionOptions.kept())
                .runtime(new ClientRuntime(transport, tasks::add, () -> 0.5));
        FileSessionStore files = FileSessionStore.in(directory);
        if (store != Store.MEMORY) {
            options.sessionStore(store == Store.FORCED ? files : files.unforced());
        }
        client = AsyncMqttClient.create(options.build());
        message = Message.builder(TopicName.of("site/berlin/line/17/sensor/00042/temp"))
                .payload(Bytes.wrap(new byte[64]))
                .qos(QoS.AT_LEAST_ONCE)
                .build();
        listener = (published, result) -> delivered += result.delivered() ? 1 : 0;
        client.connect();
        work();
        if (publish() != MESSAGES) {
            throw new IllegalStateException("Of " + MESSAGES + " messages " + delivered + " were delivered");
        }
    }

    /** Ends the connection, and removes the files. */
    @TearDown
    public void close() throws IOException {
        client.close();
        work();
        transport.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** {@return how many messages were delivered so far} */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long publish() {
        for (int sent = 0; sent < MESSAGES; sent += window) {
            for (int index = 0; index < window; index++) {
                client.publish(message, listener);
            }
            work();
        }
        return delivered;
    }

    /** The loop and the executor have their turns until neither has anything to do. */
    private void work() {
        transport.runReady();
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
            transport.runReady();
        }
    }
}
