package io.mqttstack.bench.transport;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.nio.NioTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Handshakes of ours. */
public final class StackHandshakes extends Handshakes {
    private final NioTransport transport = NioTransport.create();
    private final EventLoop loop = transport.loop();
    private final TlsContender tls;
    private final ConnectOptions options;

    /**
     * Reads the options.
     *
     * @param arguments the provider, and what the other end answered
     */
    public StackHandshakes(List<String> arguments) {
        tls = TlsContender.of(arguments.get(0), arguments.get(1));
        options = tls.connecting();
    }

    @Override
    CompletionStage<?> once() {
        Closing closing = new Closing();
        transport.connect(tls.endpoint(), options, loop, closing);
        return closing.ended;
    }

    @Override
    public void close() {
        transport.close();
    }

    private static final class Closing implements ByteHandler {
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public void opened(ByteConnection connection) {
            connection.close();
        }

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {}

        @Override
        public void closed(ByteConnection connection, Optional<TransportException> cause) {
            cause.ifPresentOrElse(ended::completeExceptionally, () -> ended.complete(null));
        }
    }
}
