package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.SerialLoop;
import io.mqttstack.transport.memory.MemoryTransport;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A memory transport whose connections all use TLS; its computations are done in the loop. */
final class TlsMemoryTransport implements Transport {

    private final MemoryTransport memory;
    private final TlsConnection.Shared shared;
    private ByteConnection latestBeneath;

    TlsMemoryTransport(MemoryTransport memory) {
        this.memory = memory;
        ByteBuffer scratch = ByteBuffer.allocate(65_536);
        this.shared =
                new TlsConnection.Shared((SerialLoop) memory.loop(), new ChunkPool(), scratch::clear, Runnable::run);
    }

    /** The transport beneath. */
    MemoryTransport memory() {
        return memory;
    }

    /** What the latest client's connection lies on. */
    ByteConnection latestBeneath() {
        return latestBeneath;
    }

    @Override
    public EventLoop loop() {
        return memory.loop();
    }

    @Override
    public ByteConnection connect(Endpoint endpoint, ConnectOptions options, EventLoop loop, ByteHandler handler) {
        Late late = new Late();
        latestBeneath = memory.connect(endpoint, options, loop, late);
        TlsConnection secured = new TlsConnection(shared, true, latestBeneath, options);
        secured.handler(handler);
        late.handler.complete(secured);
        return secured;
    }

    @Override
    public Listening listen(Endpoint endpoint, ConnectOptions options, Acceptor acceptor) {
        return memory.listen(endpoint, options, plain -> {
            TlsConnection secured = new TlsConnection(shared, false, plain, options);
            secured.handler(acceptor.accept(secured));
            return secured;
        });
    }

    @Override
    public void close() {
        memory.close();
    }

    /** A handler that is known only after the connection was made; whoever calls it first waits for that. */
    private static final class Late implements ByteHandler {

        private final CompletableFuture<ByteHandler> handler = new CompletableFuture<>();

        @Override
        public void opened(ByteConnection connection) {
            handler.join().opened(connection);
        }

        @Override
        public void received(ByteConnection connection, byte[] data, int offset, int length) {
            handler.join().received(connection, data, offset, length);
        }

        @Override
        public void readCompleted(ByteConnection connection) {
            handler.join().readCompleted(connection);
        }

        @Override
        public void writable(ByteConnection connection) {
            handler.join().writable(connection);
        }

        @Override
        public void inputEnded(ByteConnection connection) {
            handler.join().inputEnded(connection);
        }

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            handler.join().closed(connection, cause);
        }
    }
}
