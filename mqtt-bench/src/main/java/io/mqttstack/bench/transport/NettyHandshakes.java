package io.mqttstack.bench.transport;

import io.mqttstack.bench.peer.NettyTls;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Handshakes of Netty. */
public final class NettyHandshakes extends Handshakes {
    private final NettyTls netty;

    /**
     * Reads the options.
     *
     * @param arguments the provider, and what the other end answered
     */
    public NettyHandshakes(List<String> arguments) {
        netty = TlsContender.of(arguments.get(0), arguments.get(1)).netty();
    }

    @Override
    CompletionStage<?> once() {
        return netty.connect(bytes -> {}).thenCompose(NettyTls.Connection::close);
    }

    @Override
    public void close() {
        netty.close();
    }
}
