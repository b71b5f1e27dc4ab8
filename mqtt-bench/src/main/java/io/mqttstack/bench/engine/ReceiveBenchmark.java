package io.mqttstack.bench.engine;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.memory.MemoryTransport;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Receives messages of 64 bytes, from the bytes to the end of the handler, client and peer on one thread. An operation is
 * one message. Each has a topic of its own, so that the subscription it is for has to be found among all.
 */
public class ReceiveBenchmark extends StackBenchmark {
    private static final int MESSAGES = 1024;
    private static final int PAYLOAD = 64;

    /** The Quality of Service. */
    @Param({"AT_MOST_ONCE", "AT_LEAST_ONCE"})
    public QoS qos;

    /** How many subscriptions there are, half of them with a wildcard; one of them matches each message. */
    @Param({"1", "100000"})
    public int subscriptions;

    private MemoryTransport transport;
    private Server server;
    private AsyncMqttClient client;
    private byte[] burst;
    private long handled;

    /** Connects and subscribes, and verifies that every message is handled once. */
    @Setup
    public void prepare() {
        transport = new MemoryTransport();
        server = new Server();
        transport.listen(Endpoint.memory("server"), ConnectOptions.DEFAULT, connection -> server);
        client = AsyncMqttClient.create(ClientOptions.builder(Endpoint.memory("server"), "bench")
                .version(ProtocolVersion.V3_1_1)
                .runtime(new ClientRuntime(transport, Runnable::run, () -> 0.5))
                .build());
        client.connect();
        transport.runReady();
        for (int index = 0; index < subscriptions; index++) {
            String filter = subscriptions == 1 ? "site/#" : topic(index, index % 2 == 0 ? "state" : "+");
            client.subscribe(Subscribe.to(filter, qos), AckMode.AFTER_HANDLER, delivery -> handled++);
            transport.runReady();
        }
        burst = burst();
        if (client.pendingSubscriptions() != 0 || receive() != MESSAGES) {
            throw new IllegalStateException(client.pendingSubscriptions() + " subscriptions are pending, and of "
                    + MESSAGES + " messages " + handled + " were handled");
        }
    }

    private static String topic(int device, String last) {
        return "site/" + device % 1_000 + "/device/" + device + "/" + last;
    }

    private byte[] burst() {
        PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V3_1_1, Sender.SERVER);
        byte[] bytes = new byte[MESSAGES * 2 * PAYLOAD];
        int length = 0;
        for (int index = 0; index < MESSAGES; index++) {
            int device = Math.floorMod(index * 7_919, Math.max(subscriptions, MESSAGES));
            Publish publish = new Publish(
                    TopicName.of(topic(device, "state")),
                    Bytes.wrap(new byte[PAYLOAD]),
                    qos,
                    false,
                    false,
                    qos == QoS.AT_MOST_ONCE ? 0 : index + 1,
                    Publish.Properties.NONE);
            length += encoder.encode(publish, bytes, length);
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Ends the connection. */
    @TearDown
    public void close() {
        client.close();
        transport.close();
    }

    /** {@return how many messages were handled so far} */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long receive() {
        server.send(burst);
        transport.runReady();
        return handled;
    }
}
