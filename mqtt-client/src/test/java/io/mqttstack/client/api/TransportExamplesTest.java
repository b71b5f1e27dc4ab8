package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.ProxyOptions;
import io.mqttstack.transport.WebSocketOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/transports.md that are about clients, as they stand there. */
class TransportExamplesTest {

    @Test
    void webSocket() {
        String token = "Bearer t";
        ClientOptions client = ClientOptions.builder(Endpoint.of(URI.create("wss://broker.example/mqtt")), "reader")
                .connection(ConnectOptions.builder()
                        .webSocket(WebSocketOptions.builder()
                                .header("Authorization", token)
                                .subprotocol("mqtt")
                                .maximumFramePayload(1024 * 1024)
                                .build())
                        .build())
                .build();
        assertEquals(token, client.connection().webSocket().headers().get("Authorization"));
        assertEquals("wss://broker.example:443/mqtt", client.servers().get(0).toString());
    }

    @Test
    void uri() {
        ClientOptions client = ClientOptions.builder(URI.create("mqtts://me@broker.example:8883"), "reader")
                .build();
        assertEquals("mqtts://broker.example:8883", client.servers().get(0).toString());
        assertEquals(Optional.of("me"), client.credentials().get().userName());
        assertEquals(Optional.empty(), client.credentials().get().password());
        ClientOptions nobody =
                ClientOptions.builder(URI.create("ws://[::1]:80/a@b"), "reader").build();
        assertEquals("ws://[::1]:80/a@b", nobody.servers().get(0).toString());
        assertEquals(Optional.empty(), nobody.credentials().get().userName());
        ClientOptions escaped = ClientOptions.builder(URI.create("ws://a%40b@host/a%40b@"), "reader")
                .build();
        assertEquals("ws://host:80/a%40b@", escaped.servers().get(0).toString());
        assertEquals(Optional.of("a@b"), escaped.credentials().get().userName());
    }

    @Test
    void aPasswordInAUriIsRefusedAndNotShown() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ClientOptions.builder(URI.create("mqtts://me:sesame@broker.example"), "reader"));
        assertTrue(refusal.getMessage().contains("contains a password"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("credentials("), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("sesame"), refusal::getMessage);
    }

    @Test
    void proxy() {
        char[] password = {'p', 'w'};
        ClientOptions client = ClientOptions.builder("broker.example", "reader")
                .connection(ConnectOptions.builder()
                        .proxy(ProxyOptions.socks5("proxy.example", 1080).login("me", () -> password))
                        .build())
                .build();
        assertEquals(
                "socks5://proxy.example:1080",
                client.connection().proxy().orElseThrow().toString());
    }

    @Test
    void anotherKindOfProxy() {
        ClientOptions client = ClientOptions.builder("broker.example", "reader")
                .connection(ConnectOptions.builder()
                        .proxy(ProxyOptions.httpConnect("proxy.example", 3128))
                        .build())
                .build();
        assertEquals(
                "http://proxy.example:3128",
                client.connection().proxy().orElseThrow().toString());
    }

    @Test
    void unixSocket() {
        ClientOptions client = ClientOptions.builder(Endpoint.unix("/run/mosquitto.sock"), "reader")
                .build();
        assertEquals("unix:///run/mosquitto.sock", client.servers().get(0).toString());
    }

    @Test
    @SuppressWarnings("AddressSelection") // an address, not a name
    void addresses() throws IOException {
        ClientOptions client = ClientOptions.builder("broker.example", "reader")
                .connection(ConnectOptions.builder()
                        .resolver(host -> List.of(InetAddress.getByName("192.0.2.7")))
                        .localAddress(new InetSocketAddress("192.0.2.1", 0))
                        .receiveBufferSize(256 * 1024)
                        .sendBufferSize(256 * 1024)
                        .tcpNoDelay(true)
                        .keepAlive(true)
                        .writeWaterMarks(64 * 1024, 256 * 1024)
                        .build())
                .networkTimeout(Duration.ofSeconds(6))
                .build();
        assertEquals(1, client.connection().resolver().resolve("broker.example").size());
        assertTrue(client.connection().keepAlive());
    }

    @Test
    void severalServers() {
        ClientOptions client = ClientOptions.builder(
                        List.of(Endpoint.tls("one.example", 8883), Endpoint.tls("two.example", 8883)), "reader")
                .shuffleServers(true)
                .build();
        assertEquals(2, client.servers().size());
        assertTrue(client.shuffleServers());
    }

    @Test
    void areThoseOfTheDocumentation() throws IOException {
        String tested =
                squeeze(Files.readString(Path.of("src/test/java/io/mqttstack/client/api/TransportExamplesTest.java")));
        List<String> examples = new ArrayList<>();
        Matcher blocks = Pattern.compile("```java\\n(ClientOptions client.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/transports.md")));
        while (blocks.find()) {
            examples.add(squeeze(blocks.group(1)));
        }
        assertEquals(7, examples.size());
        for (String example : examples) {
            assertTrue(tested.contains(example), example);
        }
    }

    /** All but the time to connect, which the client sets by its {@code networkTimeout}. */
    @Test
    void showEveryOption() throws IOException {
        String guide = Files.readString(Path.of("../docs/transports.md"));
        for (Class<?> builder : List.of(ConnectOptions.Builder.class, WebSocketOptions.Builder.class)) {
            for (Method option : builder.getMethods()) {
                String name = option.getName().replace("connectTimeout", "networkTimeout");
                if (option.getDeclaringClass() == builder) {
                    assertTrue(guide.contains("." + name + "("), name);
                }
            }
        }
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s", "");
    }
}
