package io.mqttstack.bench.transport;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.nio.NioTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Idle connections of our transport. */
public final class StackIdle extends Idle {
    private final NioTransport transport = NioTransport.create();
    private final EventLoop loop = transport.loop();
    private final Endpoint endpoint;

    /**
     * Notes where to connect to.
     *
     * @param arguments the port
     */
    public StackIdle(List<String> arguments) {
        endpoint = Endpoint.tcp("127.0.0.1", Integer.parseInt(arguments.get(0)));
    }

    @Override
    Opened connect() throws InterruptedException, ExecutionException {
        CompletableFuture<ByteConnection> opened = new CompletableFuture<>();
        Handler handler = new Handler(opened);
        ByteConnection connection = transport.connect(endpoint, ConnectOptions.DEFAULT, loop, handler);
        opened.get();
        return () -> handler.close(connection);
    }

    @Override
    public void close() {
        transport.close();
    }

    private static final class Handler implements ByteHandler {
        private @Nullable CompletableFuture<ByteConnection> opened;
        private volatile @Nullable CompletableFuture<Void> ended;

        Handler(CompletableFuture<ByteConnection> opened) {
            this.opened = opened;
        }

        Future<Void> close(ByteConnection connection) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            ended = closed;
            connection.close();
            return closed;
        }

        @Override
        public void opened(ByteConnection connection) {
            CompletableFuture<ByteConnection> waiting = opened;
            if (waiting != null) {
                opened = null;
                waiting.complete(connection);
            }
        }

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {}

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            CompletableFuture<?> waiting = opened == null ? ended : opened;
            if (waiting != null && cause.isPresent()) {
                waiting.completeExceptionally(cause.get());
            } else if (waiting != null) {
                waiting.complete(null);
            }
        }
    }
}
