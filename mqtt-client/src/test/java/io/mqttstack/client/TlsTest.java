package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The documented client over TLS. */
@Timeout(60)
class TlsTest {
    private final NioTransport transport = NioTransport.create();

    @TempDir
    Path directory;

    private TlsMaterial material;
    private ScriptedServer server;

    @BeforeEach
    void listen() throws Exception {
        material = new TlsMaterial(directory);
        server = new ScriptedServer(
                transport,
                Endpoint.tls("127.0.0.1", 0),
                ConnectOptions.builder().tls(TlsOptions.of(material.context())).build());
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private MqttClient client(SSLContext context) {
        return MqttClient.builder("localhost", "client")
                .port(server.endpoint().port())
                .tls(context)
                .build();
    }

    @Test
    void publishesAndReceives() throws InterruptedException {
        try (MqttClient client = client(material.context())) {
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
    void asksWhetherAServerThatHangsUpExpectsTls() {
        try (MqttClient client = MqttClient.builder("127.0.0.1", "client")
                .port(server.endpoint().port())
                .build()) {
            ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("does it expect TLS on this port?"),
                    failure.getMessage());
        }
    }

    @Test
    void takesARecipe() throws Exception {
        try (MqttClient client = MqttClient.builder("localhost", "client")
                .port(server.endpoint().port())
                .tls(TlsOptions.builder()
                        .context(material.context())
                        .alpn("mqtt")
                        .build())
                .build()) {
            client.connect();
            assertTrue(client.isConnected());
        }
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws NoSuchAlgorithmException {
        try (MqttClient client = client(SSLContext.getDefault())) {
            ServerUnavailableException failure = assertThrows(ServerUnavailableException.class, client::connect);
            assertTrue(String.valueOf(failure.getMessage()).contains("mqtts://localhost"), failure.getMessage());
            assertTrue(failure.getCause() != null);
        }
    }
}
