package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The selector transport against a blocking socket of the JDK, which does what ours would not. */
class NioPeerTest {

    private final NioTransport transport = NioTransport.create();
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        listening.close();
    }

    private Recorder connect(Recorder recorder) {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", listening.getLocalPort());
        transport.connect(endpoint, ConnectOptions.DEFAULT, transport.loop(), recorder);
        return recorder;
    }

    @Test
    void hearsTheLastWordsOfAPeerThatResets() throws IOException {
        byte[] words = "the last words".getBytes(StandardCharsets.US_ASCII);
        Recorder client = connect(new Recorder().onOpened(connection -> connection.pauseReading()));
        try (Socket socket = listening.accept()) {
            client.awaitOpened();
            socket.getOutputStream().write(words);
            socket.setSoLinger(true, 0);
        }
        client.connection().loop().execute(() -> {
            client.connection().output(1).put((byte) 1);
            client.connection().flush();
            client.connection().resumeReading();
        });
        assertEquals(Kind.RESET, client.awaitClosed().orElseThrow().kind());
        assertArrayEquals(words, client.bytes());
        client.check();
    }

    @Test
    void lingersUntilThePeerHasReadEverything() throws IOException {
        byte[] flood = new byte[100_000];
        byte[] words = "goodbye".getBytes(StandardCharsets.US_ASCII);
        Recorder client = connect(new Recorder().onOpened(connection -> connection.pauseReading()));
        try (Socket socket = listening.accept()) {
            client.awaitOpened();
            socket.getOutputStream().write(flood);
            client.connection().loop().execute(() -> {
                client.connection().output(words.length).put(words);
                client.connection().close();
            });
            assertEquals(Optional.empty(), client.awaitClosed());
            socket.getOutputStream().write(flood);
            assertArrayEquals(words, socket.getInputStream().readNBytes(words.length));
            assertEquals(-1, socket.getInputStream().read());
        }
        client.check();
    }
}
