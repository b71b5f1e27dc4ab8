package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.nio.NioTransport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fail-over over TCP, with names that only the resolver of the test knows. */
class SeveralServersTest {
    private static final Duration SOON = Duration.ofMillis(10);

    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer first = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final ScriptedServer second = new ScriptedServer(transport, Endpoint.tcp("127.0.0.1", 0));
    private final Map<String, InetAddress> known = new ConcurrentHashMap<>(
            Map.of("one.example", InetAddress.getLoopbackAddress(), "two.example", InetAddress.getLoopbackAddress()));
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        transport.close();
    }

    private InetAddress resolve(String host) throws UnknownHostException {
        asked.add(host);
        InetAddress address = known.get(host);
        if (address == null) {
            throw new UnknownHostException(host + " is not known");
        }
        return address;
    }

    private MqttClient client() {
        List<Endpoint> servers = List.of(
                Endpoint.tcp("one.example", first.endpoint().port()),
                Endpoint.tcp("two.example", second.endpoint().port()));
        return MqttClient.create(ClientOptions.builder(servers, "client")
                .reconnect(ReconnectPolicy.fixed(SOON))
                .connection(ConnectOptions.builder()
                        .resolver(host -> List.of(resolve(host)))
                        .build())
                .build());
    }

    @Test
    void goesOnFromAServerThatIsDown() throws InterruptedException {
        first.close();
        try (MqttClient client = client()) {
            client.connect();
            client.publish("a", new byte[1], QoS.AT_LEAST_ONCE, false);
            assertEquals(1, second.count(PacketType.PUBLISH));
        }
        assertEquals(List.of("one.example", "two.example"), asked);
    }

    @Test
    void goesOnFromANameThatIsNotKnown() throws InterruptedException {
        known.remove("one.example");
        try (MqttClient client = client()) {
            client.connect();
            assertEquals(1, second.peers.size());
        }
    }

    @Test
    void saysOfEachWhyItFailed() {
        first.close();
        known.remove("two.example");
        try (MqttClient client = client()) {
            ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
            assertTrue(String.valueOf(failure.getMessage()).contains("two.example"), failure::getMessage);
            Throwable cause = failure.getSuppressed().length > 0 ? failure : failure.getCause();
            assertTrue(String.valueOf(cause.getSuppressed()[0].getMessage()).contains("one.example"), cause::toString);
        }
    }

    @Test
    void publishesThroughTheOtherServerWhenOneDies() throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        second.script = (peer, packet) -> {
            there.countDown();
            return false;
        };
        try (MqttClient client = client()) {
            client.connect();
            client.publish("a", new byte[1], QoS.AT_LEAST_ONCE, false);
            assertEquals(1, first.count(PacketType.PUBLISH));
            first.close();
            first.latest().cut();
            assertTrue(there.await(30, TimeUnit.SECONDS));
            client.publish("a", new byte[1], QoS.AT_LEAST_ONCE, false);
            assertEquals(1, second.count(PacketType.PUBLISH));
        }
        assertEquals(List.of("one.example", "one.example", "two.example"), asked, "looked up at each attempt");
    }
}
