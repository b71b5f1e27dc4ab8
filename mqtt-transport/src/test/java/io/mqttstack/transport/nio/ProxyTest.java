package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.ProxyOptions;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections through proxies that do what a test says. */
class ProxyTest {

    /** A name that only the proxy could look up. */
    private static final Endpoint FAR = Endpoint.tcp("broker.invalid", 1883);

    private final NioTransport transport = NioTransport.create();
    private final BlockingQueue<Recorder> accepted = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        transport.close();
    }

    private int listen(Endpoint endpoint, ConnectOptions options) {
        Transport.Listening listening = transport.listen(endpoint, options, connection -> {
            Recorder recorder = new Recorder().onReceived((on, data, offset, length) -> {
                on.output(length).put(data, offset, length);
                on.flush();
            });
            accepted.add(recorder);
            return recorder;
        });
        return listening.endpoint().port();
    }

    private int listen() {
        return listen(Endpoint.tcp("127.0.0.1", 0), ConnectOptions.DEFAULT);
    }

    private Recorder connect(Endpoint endpoint, ConnectOptions options) {
        Recorder recorder = new Recorder();
        transport.connect(endpoint, options, transport.loop(), recorder);
        return recorder;
    }

    private Recorder connect(ProxyOptions proxy) {
        return connect(FAR, ConnectOptions.builder().proxy(proxy).build());
    }

    private static void echo(Recorder client, int count) {
        byte[] sent = new byte[count];
        for (int i = 0; i < count; i++) {
            sent[i] = (byte) ((i * 31) >> 3);
        }
        ByteConnection connection = client.connection();
        connection.loop().execute(() -> {
            for (int from = 0; from < count; from += 60_000) {
                int length = Math.min(60_000, count - from);
                connection.output(length).put(sent, from, length);
            }
            connection.flush();
        });
        client.awaitTotal(count);
        assertArrayEquals(sent, client.bytes());
        client.check();
    }

    @Test
    void carriesBytesThroughSocks5() throws IOException {
        try (ScriptedProxy proxy = new ScriptedProxy(ScriptedProxy.socks5(listen()))) {
            Recorder client = connect(ProxyOptions.socks5("127.0.0.1", proxy.port()));
            client.awaitOpened();
            assertEquals(FAR, client.connection().endpoint());
            echo(client, 3_000_000);
        }
    }

    @Test
    void carriesBytesThroughHttp() throws IOException {
        try (ScriptedProxy proxy = new ScriptedProxy(ScriptedProxy.httpConnect(listen()))) {
            Recorder client = connect(ProxyOptions.httpConnect("localhost", proxy.port()));
            client.awaitOpened();
            echo(client, 3_000_000);
        }
    }

    @Test
    void carriesTlsThroughProxies() throws IOException {
        TlsMaterial material = TlsMaterial.of("server", "broker.invalid");
        int server = listen(
                Endpoint.tls("127.0.0.1", 0),
                ConnectOptions.builder().tls(TlsOptions.of(material.server())).build());
        try (ScriptedProxy socks = new ScriptedProxy(ScriptedProxy.socks5(server));
                ScriptedProxy http = new ScriptedProxy(ScriptedProxy.httpConnect(server))) {
            for (ProxyOptions proxy : new ProxyOptions[] {
                ProxyOptions.socks5("127.0.0.1", socks.port()), ProxyOptions.httpConnect("127.0.0.1", http.port())
            }) {
                Recorder client = connect(
                        Endpoint.tls("broker.invalid", 8883),
                        ConnectOptions.builder()
                                .proxy(proxy)
                                .tls(TlsOptions.of(material.client()))
                                .build());
                client.awaitOpened();
                echo(client, 300_000);
            }
        }
    }

    @Test
    void handsOverWhatTheServerSentTogetherWithTheAnswer() throws IOException {
        byte[] early = new byte[200_000];
        Arrays.fill(early, (byte) 'e');
        try (ScriptedProxy proxy = new ScriptedProxy(client -> {
            ScriptedProxy.readHead(client.getInputStream());
            byte[] head = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + early.length);
            System.arraycopy(early, 0, all, head.length, early.length);
            client.getOutputStream().write(all);
        })) {
            Recorder client = connect(ProxyOptions.httpConnect("127.0.0.1", proxy.port()));
            client.awaitTotal(early.length);
            assertArrayEquals(early, client.bytes());
            client.check();
        }
    }

    @Test
    void asksForThePasswordAtEachAttempt() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (ScriptedProxy proxy = new ScriptedProxy(client -> {
            heads.add(ScriptedProxy.readHead(client.getInputStream()));
            client.getOutputStream().write("HTTP/1.1 407 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            ProxyOptions options = ProxyOptions.httpConnect("127.0.0.1", proxy.port())
                    .login("me", () -> ("pw" + asked.incrementAndGet()).toCharArray());
            assertFalse(options.toString().contains("me"), options::toString);
            for (int i = 1; i <= 2; i++) {
                TransportException cause = connect(options).awaitClosed().orElseThrow();
                assertEquals(Kind.PROXY, cause.kind());
                assertTrue(cause.getMessage().contains("refused the user name and password"), cause::getMessage);
                assertTrue(cause.getMessage().contains(FAR.toString()), cause::getMessage);
                assertFalse(cause.getMessage().contains("pw"), cause::getMessage);
            }
            assertTrue(heads.remove().contains("bWU6cHcx"));
            assertTrue(heads.remove().contains("bWU6cHcy"));
        }
    }

    @Test
    void failsWhenThePasswordCannotBeHad() {
        ProxyOptions options = ProxyOptions.socks5("127.0.0.1", 1).login("me", () -> {
            throw new IllegalStateException("the vault is shut");
        });
        TransportException cause = connect(options).awaitClosed().orElseThrow();
        assertTrue(cause.getMessage().contains("the vault is shut"), cause::getMessage);
    }

    @Test
    void saysThatTheProxyIsNotThere() throws IOException {
        int port;
        try (ScriptedProxy gone = new ScriptedProxy(client -> {})) {
            port = gone.port();
        }
        TransportException cause =
                connect(ProxyOptions.socks5("127.0.0.1", port)).awaitClosed().orElseThrow();
        assertEquals(Kind.REFUSED, cause.kind());
        assertTrue(cause.getMessage().contains("the proxy socks5://127.0.0.1:" + port), cause::getMessage);
    }

    @Test
    void saysThatTheProxyClosedWithoutAnAnswer() throws IOException {
        try (ScriptedProxy proxy = new ScriptedProxy(client -> {
            ScriptedProxy.readHead(client.getInputStream());
            client.shutdownOutput();
        })) {
            TransportException cause = connect(ProxyOptions.httpConnect("127.0.0.1", proxy.port()))
                    .awaitClosed()
                    .orElseThrow();
            assertEquals(Kind.PROXY, cause.kind());
            assertTrue(cause.getMessage().contains("without an answer"), cause::getMessage);
        }
    }

    @Test
    void waitsNoLongerThanAllowedForTheProxy() throws IOException {
        try (ScriptedProxy proxy = new ScriptedProxy(
                client -> client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()))) {
            Recorder client = connect(
                    FAR,
                    ConnectOptions.builder()
                            .connectTimeout(Duration.ofMillis(300))
                            .proxy(ProxyOptions.httpConnect("127.0.0.1", proxy.port()))
                            .build());
            assertEquals(Kind.TIMED_OUT, client.awaitClosed().orElseThrow().kind());
            assertFalse(client.isOpened());
        }
    }

    @Test
    void isCalledOffWhileItTalksToTheProxy() throws IOException, InterruptedException {
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (ScriptedProxy proxy = new ScriptedProxy(client -> {
            heads.add(ScriptedProxy.readHead(client.getInputStream()));
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            Recorder recorder = new Recorder();
            ByteConnection connection = transport.connect(
                    FAR,
                    ConnectOptions.builder()
                            .proxy(ProxyOptions.httpConnect("127.0.0.1", proxy.port()))
                            .build(),
                    transport.loop(),
                    recorder);
            assertTrue(
                    heads.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS).startsWith("CONNECT broker.invalid:1883 "));
            connection.loop().execute(() -> assertThrows(IllegalStateException.class, () -> connection.output(1)));
            connection.close();
            assertEquals(Kind.CANCELLED, recorder.awaitClosed().orElseThrow().kind());
            assertFalse(recorder.isOpened());
        }
    }

    @Test
    void reachesNoUnixSocketThroughAProxy() {
        TransportException cause = connect(
                        Endpoint.unix("/nowhere"),
                        ConnectOptions.builder()
                                .proxy(ProxyOptions.socks5("127.0.0.1", 1080))
                                .build())
                .awaitClosed()
                .orElseThrow();
        assertTrue(cause.getMessage().contains("not reached through a proxy"), cause::getMessage);
    }

    @Test
    void refusesOptionsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> ProxyOptions.socks5("", 1080));
        assertThrows(IllegalArgumentException.class, () -> ProxyOptions.socks5("proxy", 0));
        assertThrows(IllegalArgumentException.class, () -> ProxyOptions.httpConnect("proxy", 65_536));
        assertThrows(IllegalArgumentException.class, () -> ProxyOptions.httpConnect("a\r\nb", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProxyOptions.httpConnect("proxy", 1).login("a:b", () -> new char[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ProxyOptions.socks5("proxy", 1).login("", () -> new char[0]));
    }
}
