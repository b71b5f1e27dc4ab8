package io.mqttstack.bench.transport;

import java.io.IOException;
import java.util.List;

/** Idle connections of the {@link BoundLoop}. */
public final class BoundIdle extends Idle {
    private final BoundLoop loop = new BoundLoop();
    private final Producer producer = new Producer();
    private final int port;

    /**
     * Notes where to connect to.
     *
     * @param arguments the port
     * @throws IOException if there is no selector
     */
    public BoundIdle(List<String> arguments) throws IOException {
        port = Integer.parseInt(arguments.get(0));
    }

    @Override
    Opened connect() throws IOException {
        return new BoundConnection(loop, producer, port)::close;
    }

    @Override
    public void close() {
        loop.close();
    }
}
