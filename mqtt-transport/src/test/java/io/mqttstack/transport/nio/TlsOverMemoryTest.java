package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.memory.MemoryTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS over connections in memory: in one thread, three bytes at a time, and cut where it hurts. */
class TlsOverMemoryTest {

    private static final Endpoint ENDPOINT = Endpoint.memory("localhost");

    private MemoryTransport transport;
    private TlsMemoryTransport secured;
    private Recorder server;
    private Recorder client;
    private ByteConnection beneath;

    /** What the client does. */
    TlsOptions clientTls() {
        return TlsOptions.of(TlsMaterial.localhost().client());
    }

    /** What the server does. */
    TlsOptions serverTls() {
        return TlsOptions.of(TlsMaterial.localhost().server());
    }

    @BeforeEach
    void connect() {
        transport = new MemoryTransport(3, 10_000);
        secured = new TlsMemoryTransport(transport);
        server = new Recorder();
        client = new Recorder();
        secured.listen(ENDPOINT, ConnectOptions.builder().tls(serverTls()).build(), connection -> server);
        ConnectOptions options = ConnectOptions.builder().tls(clientTls()).build();
        secured.connect(ENDPOINT, options, secured.loop(), client);
        beneath = secured.latestBeneath();
    }

    private void run(Recorder recorder, java.util.function.Consumer<ByteConnection> action) {
        transport.loop().execute(() -> action.accept(recorder.connection()));
        transport.runReady();
    }

    private static void send(ByteConnection connection, int length) {
        connection.output(length).put("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        connection.flush();
    }

    @Test
    void workWithRecordsInPieces() {
        transport.runReady();
        assertTrue(client.isOpened());
        assertTrue(server.isOpened());
        run(client, c -> send(c, 100_000));
        run(server, c -> send(c, 50_000));
        assertEquals(100_000, server.total());
        assertEquals(50_000, client.total());
        run(client, ByteConnection::close);
        assertEquals(Optional.empty(), client.awaitClosed());
        assertEquals(Optional.empty(), server.awaitClosed());
        client.check();
        server.check();
    }

    @Test
    void pauseHoldsBackWhatIsAlreadyHere() {
        transport.runReady();
        server.onReceived((c, data, offset, length) -> c.pauseReading());
        run(client, c -> {
            for (int i = 0; i < 10; i++) {
                send(c, 1);
            }
        });
        long total = server.total();
        assertTrue(total < 10, () -> "received " + total);
        for (int i = 0; i < 10; i++) {
            run(server, ByteConnection::resumeReading);
        }
        assertEquals(10, server.total());
        run(client, ByteConnection::close);
        assertEquals(Optional.empty(), server.awaitClosed());
    }

    @Test
    void aCutDuringTheHandshakeEndsBoth() {
        transport.loop().execute(() -> transport.cut(beneath));
        transport.runReady();
        assertEquals(Kind.RESET, client.awaitClosed().orElseThrow().kind());
        assertEquals(Kind.RESET, server.awaitClosed().orElseThrow().kind());
        client.check();
        server.check();
    }

    @Test
    void theHandshakeTimesOut() {
        transport.runReady();
        Recorder mute = new Recorder();
        transport.listen(Endpoint.memory("mute"), ConnectOptions.DEFAULT, connection -> mute);
        Recorder waiting = new Recorder();
        ConnectOptions options = ConnectOptions.builder().tls(clientTls()).build();
        secured.connect(Endpoint.memory("mute"), options, secured.loop(), waiting);
        transport.advance(options.connectTimeout().minusMillis(1));
        assertTrue(mute.total() > 0);
        assertTrue(!waiting.isClosed());
        transport.advance(Duration.ofMillis(1));
        TransportException failure = waiting.awaitClosed().orElseThrow();
        assertEquals(Kind.TIMED_OUT, failure.kind());
        assertTrue(failure.getMessage().contains("expect TLS"), failure::getMessage);
    }

    @Test
    void truncationIsNoticedAfterTheLastBytes() {
        transport.runReady();
        run(server, c -> send(c, 10));
        transport.loop().execute(() -> {
            ByteConnection lower = beneath;
            lower.shutdownOutput();
        });
        transport.runReady();
        assertEquals(Kind.TRUNCATED, server.awaitClosed().orElseThrow().kind());
        assertEquals(10, client.total());
        client.awaitClosed();
    }
}
