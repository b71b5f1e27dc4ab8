package io.mqttstack.transport.nio;

import io.mqttstack.transport.EventLoop.Cancellable;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.Failures;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: resolves the name, then tries its addresses within the time allowed. The next address is tried
 * when the one before failed, or is silent for {@link #DELAY} (RFC 8305); the first that answers is taken. A Unix
 * socket whose queue is full is tried again after the same delay. All in the loop but the look-up.
 */
final class Connector {

    /** How long an address has for itself; RFC 8305 recommends as much. */
    static final Duration DELAY = Duration.ofMillis(250);

    private final NioLoop loop;
    private final NioConnection connection;
    private final Route route;
    private final Duration timeout;
    private final Deque<SocketAddress> addresses = new ArrayDeque<>();
    private final List<Attempt> attempts = new ArrayList<>(2);
    private @Nullable Cancellable deadline;
    private @Nullable Cancellable delay;
    private @Nullable TransportException failure;
    private boolean done;

    Connector(NioLoop loop, NioConnection connection, Route route, Duration timeout) {
        this.loop = loop;
        this.connection = connection;
        this.route = route;
        this.timeout = timeout;
    }

    void start(Resolver resolver) {
        deadline = loop.schedule(
                timeout, () -> fail(failure != null ? failure : Failures.timedOut(connection.endpoint(), timeout)));
        if (route.immediate()) {
            resolve();
        } else {
            resolver.execute(this::resolve);
        }
    }

    /** Calls the attempt off; the connection hears no more of it. */
    void cancel() {
        done = true;
        release();
    }

    private void resolve() {
        try {
            List<SocketAddress> found = route.addresses();
            loop.tryExecute(() -> resolved(found));
        } catch (IOException | RuntimeException unknown) {
            loop.tryExecute(() -> fail(route.failed(unknown)));
        }
    }

    private void resolved(Collection<SocketAddress> found) {
        if (!done) {
            addresses.addAll(found);
            next();
        }
    }

    /** Tries the next address, beside those that have not answered yet. */
    private void next() {
        if (delay != null) {
            delay.cancel();
            delay = null;
        }
        SocketAddress address = addresses.poll();
        if (address == null) {
            if (attempts.isEmpty()) {
                fail(failure != null ? failure : Failures.timedOut(connection.endpoint(), timeout));
            }
            return;
        }
        if (!addresses.isEmpty()) {
            delay = loop.schedule(DELAY, this::next);
        }
        attempt(address);
    }

    private void attempt(SocketAddress address) {
        Attempt attempt = new Attempt();
        attempts.add(attempt);
        try {
            attempt.connect(address);
        } catch (IOException | RuntimeException refused) {
            if (Failures.queueFull(refused)) {
                attempt.drop();
                delay = loop.schedule(DELAY, () -> attempt(address));
            } else {
                attempt.failed(refused);
            }
        }
    }

    private void succeed(SocketChannel connected, SelectionKey key) {
        done = true;
        release();
        connection.open(connected, key);
    }

    private void fail(TransportException cause) {
        if (!done) {
            done = true;
            release();
            connection.end(cause);
        }
    }

    private void release() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        if (delay != null) {
            delay.cancel();
            delay = null;
        }
        attempts.forEach(Attempt::close);
        attempts.clear();
    }

    /** One address. */
    private final class Attempt implements NioLoop.Ready {

        private @Nullable SocketChannel channel;

        void connect(SocketAddress address) throws IOException {
            SocketChannel opened = address instanceof UnixDomainSocketAddress
                    ? SocketChannel.open(StandardProtocolFamily.UNIX)
                    : SocketChannel.open();
            channel = opened;
            connection.configure(opened);
            route.bind(opened);
            boolean connected = opened.connect(address);
            SelectionKey key = opened.register(loop.selector(), connected ? 0 : SelectionKey.OP_CONNECT, this);
            if (connected) {
                won(opened, key);
            }
        }

        @Override
        public void ready(SelectionKey key) {
            SocketChannel connecting = channel;
            if (connecting == null || key.channel() != connecting) {
                return;
            }
            try {
                if (connecting.finishConnect()) {
                    won(connecting, key);
                }
            } catch (IOException | RuntimeException refused) {
                failed(refused);
            }
        }

        private void won(SocketChannel connected, SelectionKey key) {
            channel = null;
            attempts.remove(this);
            succeed(connected, key);
        }

        /** This address is of no use; the first failure is the one to report. */
        void failed(Exception cause) {
            drop();
            if (failure == null) {
                failure = route.failed(cause);
            }
            next();
        }

        void drop() {
            close();
            attempts.remove(this);
        }

        void close() {
            if (channel != null) {
                Channels.close(channel);
                channel = null;
            }
        }
    }
}
