package io.mqttstack.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.statements.Shows;
import io.mqttstack.transport.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The client against a WebSocket server that is written out by hand, frame by frame. */
class WebSocketStatementsTest {
    /** What the server has seen: the request, the opcode of the first frame, and that the client closed in the end. */
    private record Seen(String request, int opcode, boolean closed) {}

    private static void frame(OutputStream out, int opcode, String hex) throws IOException {
        byte[] payload = HexFormat.of().parseHex(hex);
        out.write(0x80 | opcode);
        out.write(payload.length);
        out.write(payload);
        out.flush();
    }

    private static Seen serve(ServerSocket listening, CompletableFuture<Void> bothReceived)
            throws IOException, GeneralSecurityException {
        try (Socket socket = listening.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(in.readByte());
            }
            String request = head.toString(StandardCharsets.US_ASCII);
            String key = request.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(18)
                    .strip();
            String accept = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept + "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            int opcode = in.readByte() & 0x0F;
            int length = in.readByte() & 0x7F;
            in.skipNBytes(4 + length);
            frame(out, 2, "20020000" + "3004000161" + "31");
            String second = "3004000162" + "32";
            for (int i = 0; i < second.length(); i += 2) {
                frame(out, 2, second.substring(i, i + 2));
            }
            bothReceived.join();
            frame(out, 1, "d000");
            while (in.read() >= 0) {
                // Until the client closes.
            }
            return new Seen(request, opcode, true);
        }
    }

    @Test
    @Shows({
        "3.1.1 kept MQTT-6.0.0-1",
        "3.1.1 kept MQTT-6.0.0-2",
        "3.1.1 kept MQTT-6.0.0-3",
        "5.0 kept MQTT-6.0.0-1",
        "5.0 kept MQTT-6.0.0-2",
        "5.0 kept MQTT-6.0.0-3"
    })
    void speaksInBinaryFramesOfAnyCutAndClosesOnText() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> bothReceived = new CompletableFuture<>();
            var server = executor.submit(() -> serve(listening, bothReceived));
            MqttClient client = MqttClient.create(ClientOptions.builder(
                            Endpoint.webSocket(false, "127.0.0.1", listening.getLocalPort(), "/mqtt"), "client")
                    .version(io.mqttstack.codec.ProtocolVersion.V3_1_1)
                    .networkTimeout(Duration.ofMinutes(1))
                    .build());
            try (client) {
                client.connect();
                for (String expected : new String[] {"a", "b"}) {
                    Message message = client.receive(Duration.ofMinutes(1)).orElseThrow();
                    assertEquals(expected, message.topic().value());
                }
                bothReceived.complete(null);
                Seen seen = server.get();
                assertEquals(2, seen.opcode(), "a binary frame");
                assertTrue(
                        seen.request().toLowerCase(java.util.Locale.ROOT).contains("sec-websocket-protocol: mqtt\r\n"),
                        seen::request);
                assertTrue(seen.closed());
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
