package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.nio.NioTransport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://broker,                     mqtt,  broker, 1883, ''",
        "mqtts://broker,                    mqtts, broker, 8883, ''",
        "MQTT://broker:1/,                  mqtt,  broker, 1,    ''",
        "mqtt://[::1]:1883,                 mqtt,  ::1,    1883, ''",
        "ws://broker,                       ws,    broker, 80,   /mqtt",
        "wss://broker/,                     wss,   broker, 443,  /",
        "wss://broker:8443/a/b,             wss,   broker, 8443, /a/b",
        "unix:///run/mosquitto.sock,        unix,  '',     0,    /run/mosquitto.sock",
        "memory://broker,                   memory, broker, 0,   ''"
    })
    void readsUris(String uri, String scheme, String host, int port, String path) {
        assertEquals(new Endpoint(scheme, host, port, path), Endpoint.of(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://user:secret@broker",
                "mqtt://user@broker",
                "tcp://broker",
                "broker",
                "mqtt:///path",
                "mqtt://broker/path",
                "mqtt://broker?a=b",
                "mqtt://broker:65536"
            })
    void refusesOtherUris(String uri) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Endpoint.of(URI.create(uri)));
        assertFalse(refused.getMessage().contains("secret"));
    }

    @Test
    void refusesPartsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.tcp("", 1));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.tcp("broker", -1));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("ws", "broker", 80, "path"));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.unix(""));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("memory", "name", 1, ""));
    }

    @Test
    void printsAsAUri() {
        assertEquals("mqtts://broker:8883", Endpoint.tls("broker", 8883).toString());
        assertEquals("mqtt://[::1]:1", Endpoint.tcp("::1", 0).withPort(1).toString());
        assertEquals("unix:///run/x", Endpoint.unix("/run/x").toString());
        assertTrue(Endpoint.tls("broker", 1).secure());
        assertFalse(Endpoint.memory("broker").secure());
    }

    @Test
    void keepsTheQueryOfAWebSocketToItself() {
        Endpoint signed = Endpoint.of(URI.create("wss://broker/a%20b?X-Amz-Signature=secret"));
        assertEquals("/a%20b?X-Amz-Signature=secret", signed.path());
        assertEquals("wss://broker:443/a%20b", signed.toString());
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Endpoint.of(URI.create("mqtt://broker/?token=secret")));
        assertFalse(refused.getMessage().contains("secret"), refused::getMessage);
    }

    @Test
    void refusesAHostThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.tcp("a b", 1));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.tcp("a\r\nHost: b", 1));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.tcp("a/b", 1));
    }

    @Test
    void picksATransportByScheme() {
        try (Transport transport = Transports.create(Endpoint.tls("broker", 8883))) {
            assertTrue(transport instanceof NioTransport);
        }
        try (Transport transport = Transports.create(Endpoint.of(URI.create("wss://broker")))) {
            assertTrue(transport instanceof NioTransport);
        }
        assertThrows(TransportException.class, () -> Transports.create(Endpoint.memory("broker")));
    }

    @Test
    void checksOptions() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ConnectOptions.builder().connectTimeout(Duration.ZERO).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> ConnectOptions.builder()
                        .connectTimeout(Duration.ofDays(2))
                        .build());
        assertThrows(
                IllegalArgumentException.class,
                () -> ConnectOptions.builder().writeWaterMarks(2, 1).build());
        ConnectOptions options =
                ConnectOptions.builder().tcpNoDelay(false).keepAlive(true).build();
        assertFalse(options.tcpNoDelay());
        assertTrue(options.keepAlive());
        assertEquals(Duration.ofSeconds(6), options.connectTimeout());
        assertEquals(256 * 1024, options.writeHighWaterMark());
        assertEquals(64 * 1024, options.writeLowWaterMark());
    }
}
