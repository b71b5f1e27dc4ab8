package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** A listening socket in one loop; what it accepts goes to the loops in turn. */
final class NioListening implements Transport.Listening, NioLoop.Ready {

    private static final int ACCEPTS_PER_TURN = 64;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final NioLoop loop;
    private final Supplier<NioLoop> nextLoop;
    private final ServerSocketChannel channel;
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final Transport.Acceptor acceptor;

    NioListening(
            NioLoop loop,
            Supplier<NioLoop> nextLoop,
            ServerSocketChannel channel,
            Endpoint endpoint,
            ConnectOptions options,
            Transport.Acceptor acceptor) {
        this.loop = loop;
        this.nextLoop = nextLoop;
        this.channel = channel;
        this.endpoint = endpoint;
        this.options = options;
        this.acceptor = acceptor;
    }

    /** Begins to accept. In the loop. */
    void start() {
        try {
            channel.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
        } catch (IOException closed) {
            Channels.close(channel); // by somebody who was quicker
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (int count = 0; count < ACCEPTS_PER_TURN; count++) {
                SocketChannel socket = channel.accept();
                if (socket == null) {
                    return;
                }
                NioLoop target = nextLoop.get();
                if (!target.tryExecute(() -> open(target, socket))) {
                    Channels.close(socket);
                }
            }
        } catch (IOException exhausted) {
            if (key.isValid()) { // out of descriptors, most likely: trying again at once would spin
                key.interestOps(0);
                loop.schedule(PAUSE, () -> resume(key));
            }
        }
    }

    private static void resume(SelectionKey key) {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void open(NioLoop target, SocketChannel socket) {
        if (target.stopping()) {
            Channels.close(socket);
            return;
        }
        NioConnection connection = new NioConnection(target, endpoint, options);
        try {
            connection.configure(socket);
            SelectionKey key = socket.register(target.selector(), 0);
            accept(target, connection);
            connection.open(socket, key);
        } catch (IOException gone) {
            Channels.close(socket); // reset before we came to it: nobody has been told of it
        } catch (RuntimeException | Error refused) { // by the acceptor
            Channels.close(socket);
            throw refused;
        }
    }

    private void accept(NioLoop target, NioConnection connection) {
        Layers layers = Layers.server(target, connection, options);
        connection.handler(layers.handledBy(acceptor.accept(layers.outermost())));
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        Channels.close(channel);
        if (endpoint.scheme().equals("unix")) {
            deleteFile();
        }
        loop.tryExecute(() -> {}); // lets the selector notice and give the port free
    }

    private void deleteFile() {
        try {
            Files.deleteIfExists(Path.of(endpoint.path()));
        } catch (IOException failure) {
            NioLoop.report(new UncheckedIOException("The file of " + endpoint + " cannot be deleted", failure));
        }
    }
}
