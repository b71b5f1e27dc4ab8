package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
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
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: resolves the name, then tries one address after the other within the time allowed, of which
 * each gets an equal share of what is left. All in the loop but the look-up.
 */
final class Connector implements NioLoop.Ready {

    private final NioLoop loop;
    private final NioConnection connection;
    private final Endpoint endpoint;
    private final Duration timeout;
    private final long deadline;
    private final Deque<SocketAddress> addresses = new ArrayDeque<>();
    private @Nullable Cancellable timer;
    private @Nullable SocketChannel channel;
    private @Nullable TransportException failure;
    private boolean done;

    Connector(NioLoop loop, NioConnection connection, Duration timeout) {
        this.loop = loop;
        this.connection = connection;
        this.endpoint = connection.endpoint();
        this.timeout = timeout;
        this.deadline = loop.nanoTime() + timeout.toNanos();
    }

    void start(Resolver resolver) {
        if (Resolver.immediate(endpoint)) {
            resolve();
            return;
        }
        timer = loop.schedule(timeout, () -> fail(Failures.timedOut(endpoint, timeout)));
        resolver.execute(this::resolve);
    }

    /** Calls the attempt off; the connection hears no more of it. */
    void cancel() {
        done = true;
        release();
    }

    private void resolve() {
        try {
            List<SocketAddress> found = Resolver.resolve(endpoint);
            loop.tryExecute(() -> resolved(found));
        } catch (IOException | RuntimeException unknown) {
            loop.tryExecute(() -> fail(Failures.connecting(endpoint, unknown)));
        }
    }

    private void resolved(Collection<SocketAddress> found) {
        addresses.addAll(found);
        next();
    }

    private void next() {
        release();
        SocketAddress address = addresses.poll();
        if (done) {
            return;
        } else if (address == null) {
            fail(failure != null ? failure : Failures.timedOut(endpoint, timeout));
            return;
        }
        long share = Math.max(0, deadline - loop.nanoTime()) / (addresses.size() + 1);
        timer = loop.schedule(Duration.ofNanos(share), () -> failed(Failures.timedOut(endpoint, timeout)));
        try {
            connect(address);
        } catch (IOException | RuntimeException refused) {
            failed(Failures.connecting(endpoint, refused));
        }
    }

    private void connect(SocketAddress address) throws IOException {
        SocketChannel opened = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel = opened;
        connection.configure(opened);
        boolean connected = opened.connect(address);
        SelectionKey key = opened.register(loop.selector(), connected ? 0 : SelectionKey.OP_CONNECT, this);
        if (connected) {
            succeed(opened, key);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        SocketChannel connecting = channel;
        if (done || connecting == null || key.channel() != connecting) {
            return;
        }
        try {
            if (connecting.finishConnect()) {
                succeed(connecting, key);
            }
        } catch (IOException | RuntimeException refused) {
            failed(Failures.connecting(endpoint, refused));
        }
    }

    private void succeed(SocketChannel connected, SelectionKey key) {
        done = true;
        channel = null;
        release();
        connection.open(connected, key);
    }

    /** This address is of no use; the first failure is the one to report. */
    private void failed(TransportException cause) {
        if (failure == null) {
            failure = cause;
        }
        next();
    }

    private void fail(TransportException cause) {
        if (!done) {
            done = true;
            release();
            connection.end(cause);
        }
    }

    private void release() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (channel != null) {
            Channels.close(channel);
            channel = null;
        }
    }
}
