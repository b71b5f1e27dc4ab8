package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.SerialLoop;
import io.mqttstack.transport.memory.MemoryTransport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS over connections in memory: in one thread, three bytes at a time, and cut where it hurts. */
class TlsOverMemoryTest {

    private static final Endpoint ENDPOINT = Endpoint.memory("localhost");

    private MemoryTransport transport;
    private TlsConnection.Shared shared;
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
        ByteBuffer scratch = ByteBuffer.allocate(65_536);
        shared =
                new TlsConnection.Shared((SerialLoop) transport.loop(), new ChunkPool(), scratch::clear, Runnable::run);
        server = new Recorder();
        client = new Recorder();
        ConnectOptions serverOptions = ConnectOptions.builder().tls(serverTls()).build();
        transport.listen(ENDPOINT, serverOptions, plain -> {
            TlsConnection secured = new TlsConnection(shared, false, plain, serverOptions);
            secured.handler(server);
            return secured;
        });
        ConnectOptions clientOptions = ConnectOptions.builder().tls(clientTls()).build();
        Late late = new Late();
        beneath = transport.connect(ENDPOINT, clientOptions, transport.loop(), late);
        TlsConnection secured = new TlsConnection(shared, true, beneath, clientOptions);
        secured.handler(client);
        late.handler = secured;
    }

    /** A handler that is known only after the connection was made. */
    private static final class Late implements ByteHandler {

        private ByteHandler handler;

        @Override
        public void opened(ByteConnection connection) {
            handler.opened(connection);
        }

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {
            handler.received(connection, data, offset, length);
        }

        @Override
        public void readCompleted(ByteConnection connection) {
            handler.readCompleted(connection);
        }

        @Override
        public void writable(ByteConnection connection) {
            handler.writable(connection);
        }

        @Override
        public void inputEnded(ByteConnection connection) {
            handler.inputEnded(connection);
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            handler.closed(connection, cause);
        }
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
        MemoryTransport plain = transport;
        Recorder mute = new Recorder();
        plain.listen(Endpoint.memory("mute"), ConnectOptions.DEFAULT, connection -> mute);
        Recorder waiting = new Recorder();
        ConnectOptions options = ConnectOptions.builder().tls(clientTls()).build();
        Late late = new Late();
        ByteConnection lower = plain.connect(Endpoint.memory("mute"), options, plain.loop(), late);
        TlsConnection secured = new TlsConnection(shared, true, lower, options);
        secured.handler(waiting);
        late.handler = secured;
        plain.advance(options.connectTimeout().minusMillis(1));
        assertTrue(mute.total() > 0);
        assertTrue(!waiting.isClosed());
        plain.advance(Duration.ofMillis(1));
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
