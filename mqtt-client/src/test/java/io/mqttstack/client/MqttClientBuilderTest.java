package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.spi.ReconnectPolicy.Failure;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.transport.Endpoint;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The documented settings and their defaults. */
class MqttClientBuilderTest {
    private final MqttClientBuilder builder = new MqttClientBuilder("broker.example", "me");

    private static Optional<Duration> wait(ClientOptions options) {
        MqttException lost = new MqttException("lost", null, null, true);
        return options.reconnect().delay(new Failure(1, 0, lost, () -> 0.5));
    }

    @Test
    void hasTheDocumentedDefaults() {
        ClientOptions options = builder.options();
        assertEquals(List.of(Endpoint.tcp("broker.example", 1883)), options.servers());
        assertEquals("me", options.clientIdentifier());
        assertEquals(ProtocolVersion.V3_1_1, options.version());
        assertTrue(options.session().cleanStart());
        assertEquals(Duration.ofSeconds(60), options.keepAlive());
        assertEquals(Optional.of(Duration.ofSeconds(5)), wait(options));
        assertEquals(Duration.ofSeconds(6), options.networkTimeout());
        assertEquals(Duration.ofSeconds(30), options.publishTimeout());
        assertEquals(Credentials.NONE, options.credentials().get());
        assertTrue(options.connection().tls().isEmpty());
        assertTrue(options.will().isEmpty());
        assertTrue(options.authenticator().isEmpty());
        assertFalse(options.fallBack());
        assertTrue(options.runtime().isEmpty());
    }

    @Test
    void takesEachDocumentedSetting() throws NoSuchAlgorithmException {
        builder.username("user")
                .password("secret")
                .port(8883)
                .cleanSession(false)
                .keepAlive(Duration.ofSeconds(30))
                .reconnectAfter(Duration.ofMillis(7))
                .networkTimeout(Duration.ofSeconds(1))
                .publishTimeout(Duration.ofSeconds(2))
                .will(Message.of("will", "w"))
                .tls(SSLContext.getDefault());
        ClientOptions options = builder.options();
        assertEquals(List.of(Endpoint.tls("broker.example", 8883)), options.servers());
        assertEquals(Optional.of("user"), options.credentials().get().userName());
        assertEquals(
                Optional.of(Bytes.utf8("secret")), options.credentials().get().password());
        assertFalse(options.session().cleanStart());
        assertEquals(Duration.ofSeconds(30), options.keepAlive());
        assertEquals(Optional.of(Duration.ofMillis(7)), wait(options));
        assertEquals(Duration.ofSeconds(1), options.networkTimeout());
        assertEquals(Duration.ofSeconds(2), options.publishTimeout());
        assertEquals("will", options.will().orElseThrow().topic().value());
    }

    @Test
    void canFallBackAndAuthenticateOn5Only() {
        EnhancedAuthenticator authenticator = new EnhancedAuthenticator() {
            @Override
            public String method() {
                return "M";
            }

            @Override
            public Exchange begin() {
                return data -> Optional.empty();
            }
        };
        builder.fallBack().authenticator(authenticator);
        assertThrows(IllegalArgumentException.class, builder::options);
        ClientOptions options = ((MqttClientBuilder) builder.version(ProtocolVersion.V5_0)).options();
        assertTrue(options.fallBack());
        assertSame(authenticator, options.authenticator().orElseThrow());
    }
}
