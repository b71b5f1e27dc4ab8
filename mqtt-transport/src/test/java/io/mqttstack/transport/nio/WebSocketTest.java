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
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.WebSocketOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSocket against servers that are written by hand, byte by byte. */
class WebSocketTest {

    private final NioTransport transport = NioTransport.create();
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        transport.close();
    }

    private Recorder connect(int port, String path, ConnectOptions options) {
        Recorder recorder = new Recorder();
        transport.connect(Endpoint.webSocket(false, "127.0.0.1", port, path), options, transport.loop(), recorder);
        return recorder;
    }

    private Recorder connect(ScriptedProxy server) {
        return connect(server.port(), "/mqtt", ConnectOptions.DEFAULT);
    }

    /** The answer that accepts a request. */
    private static byte[] accepts(String request, String subprotocol) {
        Matcher key = Pattern.compile("(?i)sec-websocket-key: (.*)\r\n").matcher(request);
        assertTrue(key.find(), request);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1).strip() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            return ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n"
                    + (subprotocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n") + "\r\n");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A frame of a server: not masked, of less than 126 bytes. */
    private static byte[] frame(int first, String payload) {
        return join(new byte[] {(byte) first, (byte) payload.length()}, ascii(payload));
    }

    /** Accepts, sends, and notes what comes back until the client ends. */
    private ScriptedProxy server(byte[]... frames) throws IOException {
        return new ScriptedProxy(client -> {
            byte[] answer = accepts(ScriptedProxy.readHead(client.getInputStream()), "mqtt");
            client.getOutputStream().write(join(answer, join(frames)));
            listen(client);
        });
    }

    private void listen(Socket client) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = client.getInputStream().read(buffer);
                count > 0;
                count = client.getInputStream().read(buffer)) {
            heard.add(java.util.Arrays.copyOf(buffer, count));
        }
    }

    private byte[] nextHeard() throws InterruptedException {
        byte[] bytes = heard.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
        assertTrue(bytes != null, "nothing was heard");
        return bytes;
    }

    private static String failure(Recorder client, Kind kind) {
        TransportException cause = client.awaitClosed().orElseThrow();
        assertEquals(kind, cause.kind(), cause::toString);
        client.check();
        return cause.getMessage();
    }

    @Test
    void readsFramesThatComeTogetherWithTheAnswer() throws IOException {
        try (ScriptedProxy server = server(frame(0x82, "one"), frame(0x82, ""), frame(0x82, "two"))) {
            Recorder client = connect(server);
            client.awaitTotal(6);
            assertArrayEquals(ascii("onetwo"), client.bytes());
            client.check();
        }
    }

    @Test
    void joinsFragments() throws IOException {
        try (ScriptedProxy server = server(frame(0x02, "on"), frame(0x89, "are you there"), frame(0x80, "e"))) {
            Recorder client = connect(server);
            client.awaitTotal(3);
            assertArrayEquals(ascii("one"), client.bytes());
        }
    }

    @Test
    void answersPings() throws IOException, InterruptedException {
        try (ScriptedProxy server = server(frame(0x89, "hello"))) {
            connect(server).awaitOpened();
            byte[] pong = nextHeard();
            assertEquals(0x8A, pong[0] & 0xFF);
            assertEquals(0x85, pong[1] & 0xFF);
            for (int i = 0; i < 5; i++) {
                assertEquals("hello".charAt(i), (char) (pong[6 + i] ^ pong[2 + (i % 4)]));
            }
        }
    }

    @Test
    void masksWhatItSends() throws IOException, InterruptedException {
        try (ScriptedProxy server = server()) {
            Recorder client = connect(server).awaitOpened();
            ByteConnection connection = client.connection();
            connection.loop().execute(() -> {
                connection.output(2).put(ascii("hi"));
                connection.flush();
            });
            byte[] sent = nextHeard();
            assertEquals(0x82, sent[0] & 0xFF);
            assertEquals(0x82, sent[1] & 0xFF);
            assertEquals('h', (char) (sent[6] ^ sent[2]));
        }
    }

    @Test
    void sendsHeadersPathAndSubprotocol() throws IOException, InterruptedException {
        BlockingQueue<String> heads = new LinkedBlockingQueue<>();
        try (ScriptedProxy server = new ScriptedProxy(peer -> {
            String head = ScriptedProxy.readHead(peer.getInputStream());
            heads.add(head);
            peer.getOutputStream().write(accepts(head, "mqttv3.1"));
            listen(peer);
        })) {
            connect(
                            server.port(),
                            "/broker?token=t%20t",
                            ConnectOptions.builder()
                                    .webSocket(WebSocketOptions.builder()
                                            .header("Authorization", "Bearer abc")
                                            .subprotocol("mqttv3.1")
                                            .build())
                                    .build())
                    .awaitOpened();
            String head = heads.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            assertTrue(head.startsWith("GET /broker?token=t%20t HTTP/1.1\r\n"), head);
            String lower = head.toLowerCase(java.util.Locale.ROOT);
            assertTrue(lower.contains("\r\nauthorization: bearer abc\r\n"), head);
            assertTrue(lower.contains("\r\nsec-websocket-protocol: mqttv3.1\r\n"), head);
            assertTrue(lower.contains("\r\nhost: 127.0.0.1:" + server.port() + "\r\n"), head);
        }
    }

    @Test
    void tellsWhyTheServerRefuses() throws IOException {
        try (ScriptedProxy server = new ScriptedProxy(peer -> {
            ScriptedProxy.readHead(peer.getInputStream());
            peer.getOutputStream().write(ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
            listen(peer);
        })) {
            String message = failure(connect(server), Kind.FAILED);
            assertTrue(message.contains("404 Not Found") && message.contains("check the path"), message);
        }
    }

    @Test
    void wantsTheSubprotocolConfirmed() throws IOException {
        try (ScriptedProxy server = new ScriptedProxy(peer -> {
            peer.getOutputStream().write(accepts(ScriptedProxy.readHead(peer.getInputStream()), ""));
            listen(peer);
        })) {
            String message = failure(connect(server), Kind.FAILED);
            assertTrue(message.contains("subprotocol"), message);
        }
    }

    @Test
    void noticesWhatIsNoWebSocketServer() throws IOException {
        byte[][] answers = {{}, {0x20, 2, 0, 0}, ascii("220 mail.example ESMTP\r\n\r\n")};
        for (byte[] answer : answers) {
            try (ScriptedProxy other = new ScriptedProxy(peer -> {
                ScriptedProxy.readHead(peer.getInputStream());
                peer.getOutputStream().write(answer);
                peer.shutdownOutput();
                listen(peer);
            })) {
                String message = failure(connect(other), Kind.FAILED);
                assertTrue(message.contains("No WebSocket with"), message);
            }
        }
    }

    @Test
    void refusesText() throws IOException {
        try (ScriptedProxy server = server(frame(0x81, "text"))) {
            String message = failure(connect(server), Kind.FAILED);
            assertTrue(message.contains("MQTT-6.0.0-1"), message);
        }
    }

    @Test
    void refusesAFrameAboveTheLimitBeforeItHasCome() throws IOException, InterruptedException {
        byte[] announced = {(byte) 0x82, 127, 0, 0, 0, 0, 0x7F, 0, 0, 0};
        try (ScriptedProxy server = server(announced)) {
            String message = failure(connect(server), Kind.FAILED);
            assertTrue(message.contains("broke"), message);
            assertEquals(0x88, nextHeard()[0] & 0xFF, "a Close frame tells the server why");
        }
    }

    @Test
    void refusesFramesThatAreNone() throws IOException {
        for (int first : new int[] {0x83, 0x8B, 0xC2, 0x80, 0x09}) {
            try (ScriptedProxy server = server(frame(first, "x"))) {
                failure(connect(server), Kind.FAILED);
            }
        }
    }

    @Test
    void endsInOrderAfterACloseFrame() throws IOException, InterruptedException {
        try (ScriptedProxy server = server(frame(0x82, "bye"), new byte[] {(byte) 0x88, 2, 3, (byte) 0xE8})) {
            Recorder client = connect(server);
            assertEquals(Optional.empty(), client.awaitClosed());
            assertArrayEquals(ascii("bye"), client.bytes());
            assertEquals(0x88, nextHeard()[0] & 0xFF);
            client.check();
        }
    }

    @Test
    void saysThatTheCloseFrameIsMissing() throws IOException {
        try (ScriptedProxy server = new ScriptedProxy(peer -> {
            peer.getOutputStream().write(accepts(ScriptedProxy.readHead(peer.getInputStream()), "mqtt"));
            peer.shutdownOutput();
            listen(peer);
        })) {
            String message = failure(connect(server), Kind.TRUNCATED);
            assertTrue(message.contains("without a Close frame"), message);
        }
    }

    @Test
    void goesThroughAProxy() throws IOException {
        try (ScriptedProxy server = server(frame(0x82, "hello"));
                ScriptedProxy proxy = new ScriptedProxy(ScriptedProxy.socks5(server.port()))) {
            Recorder client = new Recorder();
            transport.connect(
                    Endpoint.webSocket(false, "broker.invalid", 80, "/mqtt"),
                    ConnectOptions.builder()
                            .proxy(ProxyOptions.socks5("127.0.0.1", proxy.port()))
                            .build(),
                    transport.loop(),
                    client);
            client.awaitTotal(5);
            assertArrayEquals(ascii("hello"), client.bytes());
        }
    }

    @Test
    void answersAServersVisitorsThatWantSomethingElse() throws IOException {
        int port = transport
                .listen(
                        Endpoint.webSocket(false, "127.0.0.1", 0, "/mqtt"),
                        ConnectOptions.DEFAULT,
                        connection -> new Recorder())
                .endpoint()
                .port();
        String message = failure(connect(port, "/elsewhere", ConnectOptions.DEFAULT), Kind.FAILED);
        assertTrue(message.contains("404"), message);
        connect(port, "/mqtt", ConnectOptions.DEFAULT).awaitOpened();
    }

    @Test
    void refusesOptionsThatAreNone() {
        WebSocketOptions.Builder options = WebSocketOptions.builder();
        assertThrows(IllegalArgumentException.class, () -> options.header("A", "b\r\nC: d"));
        assertThrows(IllegalArgumentException.class, () -> options.header("", "b"));
        assertThrows(IllegalArgumentException.class, () -> options.maximumFramePayload(124));
        WebSocketOptions secret = options.header("Authorization", "Bearer abc").build();
        assertFalse(secret.toString().contains("abc"), secret::toString);
    }
}
