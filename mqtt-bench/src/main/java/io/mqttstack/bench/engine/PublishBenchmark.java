package io.mqttstack.bench.engine;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishListener;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.memory.MemoryTransport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Publishes messages of 64 bytes, from the call to the completion, client and peer on one thread. An operation
 * is one message; it includes what the peer does.
 */
public class PublishBenchmark extends StackBenchmark {
    private static final int MESSAGES = 1024;
    private static final int PAYLOAD = 64;

    /** The protocol version. */
    @Param({"V3_1_1", "V5_0"})
    public ProtocolVersion version;

    /** The Quality of Service. */
    @Param({"AT_MOST_ONCE", "AT_LEAST_ONCE"})
    public QoS qos;

    /** How many messages are published before the loop runs and completes them. */
    @Param({"1", "64", "1024"})
    public int window;

    private MemoryTransport transport;
    private Server server;
    private AsyncMqttClient client;
    private Message message;
    private PublishListener listener;
    private long delivered;

    /** Connects, and verifies that every message arrives and is completed. */
    @Setup
    public void prepare() {
        transport = new MemoryTransport();
        server = new Server();
        transport.listen(Endpoint.memory("server"), ConnectOptions.DEFAULT, connection -> server);
        client = AsyncMqttClient.create(ClientOptions.builder(Endpoint.memory("server"), "bench")
                .version(version)
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .build());
        message = Message.builder(TopicName.of("site/berlin/line/17/sensor/00042/temp"))
                .payload(Bytes.wrap(new byte[PAYLOAD]))
                .qos(qos)
                .build();
        listener = (published, result) -> delivered += result.delivered() ? 1 : 0;
        client.connect();
        transport.runReady();
        if (!client.isConnected() || publish() != MESSAGES || server.payloadBytes() != (long) MESSAGES * PAYLOAD) {
            throw new IllegalStateException("Connected: " + client.isConnected() + "; of " + MESSAGES + " messages "
                    + delivered + " were delivered, with " + server.payloadBytes() + " bytes");
        }
    }

    /** Ends the connection. */
    @TearDown
    public void close() {
        client.close();
        transport.close();
    }

    /** {@return how many messages were delivered so far} */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long publish() {
        for (int sent = 0; sent < MESSAGES; sent += window) {
            for (int index = 0; index < window; index++) {
                client.publish(message, listener);
            }
            transport.runReady();
        }
        return delivered;
    }
}
