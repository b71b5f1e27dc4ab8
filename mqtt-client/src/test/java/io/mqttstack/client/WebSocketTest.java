package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.WebSocketOptions;
import io.mqttstack.transport.nio.NioTransport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The blocking client over WebSocket. */
class WebSocketTest {

    private final NioTransport transport = NioTransport.create();
    private final ScriptedServer server =
            new ScriptedServer(transport, Endpoint.webSocket(false, "127.0.0.1", 0, "/mqtt"));

    @AfterEach
    void close() {
        transport.close();
    }

    private static MqttClient client(Endpoint endpoint) {
        return MqttClient.create(ClientOptions.builder(endpoint, "client")
                .connection(ConnectOptions.builder()
                        .webSocket(WebSocketOptions.builder()
                                .header("Authorization", "Bearer t")
                                .build())
                        .build())
                .build());
    }

    @Test
    void publishesAndReceives() throws InterruptedException {
        URI uri = URI.create("ws://localhost:" + server.endpoint().port());
        try (MqttClient client = client(Endpoint.of(uri))) {
            client.connect();
            client.publish("a", new byte[256 * 1024], QoS.EXACTLY_ONCE, false);
            assertEquals(1, server.count(PacketType.PUBREL));
            server.latest().send(ScriptedServer.publish("news", 1, QoS.AT_LEAST_ONCE));
            assertEquals(
                    "news",
                    client.receive(Duration.ofSeconds(20)).orElseThrow().topic().value());
        }
    }

    @Test
    void saysThatThePathIsWrong() {
        Endpoint elsewhere =
                Endpoint.webSocket(false, "127.0.0.1", server.endpoint().port(), "/elsewhere");
        try (MqttClient client = client(elsewhere)) {
            ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
            assertTrue(String.valueOf(failure.getMessage()).contains("check the path"), failure::getMessage);
        }
    }
}
