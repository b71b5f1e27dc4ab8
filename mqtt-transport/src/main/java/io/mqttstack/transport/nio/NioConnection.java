package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.Failures;
import io.mqttstack.transport.internal.Layer;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket in a loop.
 *
 * <pre>{@code
 * CONNECTING -> OPEN -> CLOSING (writes what is left) -> CLOSED
 *                    -> ABORTING ---------------------->
 * }</pre>
 *
 * <p>The handler is called from the top of the loop only, never from inside a method that a handler called: those set
 * flags and queue a task.
 */
final class NioConnection implements ByteConnection, NioLoop.Ready {

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        ABORTING,
        CLOSED
    }

    private static final int READS_PER_TURN = 4;

    private final NioLoop loop;
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final SocketOutput output;
    private @Nullable ByteHandler handler;
    private @Nullable Connector connector;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private EventLoop.@Nullable Cancellable timer;
    private State state = State.CONNECTING;
    private boolean handshaking;
    private boolean readPaused;
    private boolean inputEnded;
    private boolean outputShut;
    private int interest;

    NioConnection(NioLoop loop, Endpoint endpoint, ConnectOptions options) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.options = options;
        this.output = new SocketOutput(loop, options);
    }

    /** Sets who is told. Before anything else. */
    void handler(ByteHandler newHandler) {
        handler = newHandler;
    }

    private ByteHandler told() {
        ByteHandler known = handler;
        if (known == null) {
            throw new IllegalStateException("The connection with " + endpoint + " has no handler yet");
        }
        return known;
    }

    /** Begins to connect. A task. */
    void connect(Resolver resolver) {
        if (loop.stopping()) {
            end(Failures.cancelled(endpoint));
            return;
        }
        loop.add(this);
        ProxyTunnel tunnel = handler instanceof ProxyTunnel through ? through : null;
        handshaking = tunnel != null;
        connector = new Connector(loop, this, new Route(endpoint, options, tunnel), options.connectTimeout());
        connector.start(resolver);
    }

    /** Sets the options of a new socket. */
    void configure(SocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        if (options.sendBufferSize().isPresent()) {
            socket.setOption(
                    StandardSocketOptions.SO_SNDBUF, options.sendBufferSize().getAsInt());
        }
        if (options.receiveBufferSize().isPresent()) {
            socket.setOption(
                    StandardSocketOptions.SO_RCVBUF, options.receiveBufferSize().getAsInt());
        }
        if (!endpoint.scheme().equals("unix")) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, options.tcpNoDelay());
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, options.keepAlive());
        }
    }

    /** The socket is connected. From the top of the loop. */
    void open(SocketChannel connected, SelectionKey registered) {
        connector = null;
        channel = connected;
        key = registered;
        interest = registered.interestOps();
        registered.attach(this);
        loop.add(this);
        state = State.OPEN;
        call(() -> told().opened(this));
        updateInterest();
    }

    /** Sends for the handshake with a proxy. */
    void send(byte[] bytes) {
        SocketChannel socket = channel;
        output.space(bytes.length).put(bytes);
        if (socket != null && state == State.OPEN && !output.blocked()) {
            write(socket);
        }
    }

    /** The proxy has opened the way: from here on the connection is {@code next}'s, with what the server sent by now. */
    void through(ByteHandler next, byte[] early) {
        handshaking = false;
        handler = next;
        next.opened(this);
        for (int from = 0; from < early.length && state == State.OPEN; from += NioLoop.BUFFER_SIZE) {
            next.received(this, early, from, Math.min(NioLoop.BUFFER_SIZE, early.length - from));
        }
    }

    // ---- from the top of the loop ----

    @Override
    public void ready(SelectionKey selected) {
        SocketChannel socket = channel;
        if (socket == null) {
            return;
        }
        int ready = selected.readyOps();
        if ((ready & SelectionKey.OP_READ) != 0) {
            read(socket);
        }
        if ((ready & SelectionKey.OP_WRITE) != 0 && (state == State.OPEN || state == State.CLOSING)) {
            write(socket);
            endIfBothEnded();
            finishClosing(socket);
        }
        updateInterest();
    }

    private boolean reading() {
        return state == State.OPEN && !readPaused && !inputEnded;
    }

    /** Hands over what has arrived, within limits; tells whether there may be more. */
    private boolean read(SocketChannel socket) {
        int count = 0;
        int total = 0;
        IOException failure = null;
        try {
            for (int reads = 0; reads < READS_PER_TURN && reading(); reads++) {
                try {
                    count = loop.read(socket);
                } catch (IOException failed) {
                    failure = failed;
                    break;
                }
                if (count > 0) {
                    total += count;
                    told().received(this, loop.input(), 0, count);
                }
                if (count < NioLoop.BUFFER_SIZE) {
                    break;
                }
            }
            if (total > 0 && state == State.OPEN) {
                told().readCompleted(this);
            }
            if (count < 0 && state == State.OPEN) {
                inputEnded = true;
                told().inputEnded(this);
                endIfBothEnded();
            }
        } catch (Throwable thrown) {
            end(Failures.handler(endpoint, thrown));
        }
        if (failure != null) {
            end(Failures.broken(endpoint, failure));
        }
        return count == NioLoop.BUFFER_SIZE;
    }

    private void write(SocketChannel socket) {
        if (output.write(socket)) {
            loop.tryExecute(this::signalWritable);
        }
        shutIfDrained(socket);
        if (output.failure() != null) {
            loop.tryExecute(this::outputFailed);
        }
    }

    private void shutIfDrained(SocketChannel socket) {
        if (output.ended() && !outputShut && output.pending() == 0 && output.failure() == null) {
            outputShut = true;
            try {
                socket.shutdownOutput();
            } catch (IOException gone) {
                output.failed(gone);
            }
        }
    }

    private void signalWritable() {
        if (state == State.OPEN) {
            call(() -> told().writable(this));
            updateInterest();
        }
    }

    /** What the peer sent before it cut the connection may say why: it is still handed over. */
    private void outputFailed() {
        SocketChannel socket = channel;
        IOException failure = output.failure();
        while (socket != null && reading() && read(socket)) {
            updateInterest();
        }
        if (failure != null) {
            end(Failures.broken(endpoint, failure));
        }
    }

    private void endIfBothEnded() {
        if (state == State.OPEN && inputEnded && outputShut) {
            end(null);
        }
    }

    private void call(Runnable handlerCall) {
        try {
            handlerCall.run();
        } catch (Throwable thrown) {
            end(Failures.handler(endpoint, thrown));
        }
    }

    private void updateInterest() {
        SelectionKey selected = key;
        if (selected == null || !selected.isValid()) {
            return;
        }
        int wanted = 0;
        if (reading()) {
            wanted |= SelectionKey.OP_READ;
        }
        if (output.blocked()) {
            wanted |= SelectionKey.OP_WRITE;
        }
        if (wanted != interest) {
            interest = wanted;
            loop.interest(selected, wanted);
        }
    }

    // ---- the end, from the top of the loop ----

    private void closeNow() {
        SocketChannel socket = channel;
        if (state == State.CONNECTING || socket == null) {
            end(Failures.cancelled(endpoint));
        } else if (state == State.OPEN || state == State.CLOSING) {
            state = State.CLOSING;
            output.end();
            if (!output.blocked()) {
                write(socket);
            }
            finishClosing(socket);
            updateInterest();
        }
    }

    private void finishClosing(SocketChannel socket) {
        if (state != State.CLOSING || output.failure() != null) {
            return;
        }
        SelectionKey selected = key;
        if (output.pending() == 0) {
            if (!inputEnded && selected != null && selected.isValid()) {
                Linger.start(loop, socket, selected);
                channel = null;
            }
            end(null);
        } else if (timer == null) {
            Duration timeout = options.connectTimeout();
            timer = loop.schedule(timeout, () -> end(Failures.notTaken(endpoint, timeout, output.pending())));
        }
    }

    private void abortNow() {
        end(state == State.CONNECTING ? Failures.cancelled(endpoint) : null);
    }

    /** The transport closes: one more chance to write, then the end. */
    void stop() {
        SocketChannel socket = channel;
        if (handler instanceof Layer layer) {
            layer.finish();
        }
        if (socket != null && state != State.ABORTING && !output.blocked()) {
            output.write(socket);
        }
        abortNow();
    }

    /** The last thing the handler hears. From the top of the loop; without effect the second time. */
    void end(@Nullable TransportException cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        loop.remove(this);
        output.drop();
        if (connector != null) {
            connector.cancel();
            connector = null;
        }
        SocketChannel socket = channel;
        if (socket != null) {
            channel = null;
            Channels.close(socket);
        }
        key = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        try {
            told().closed(this, Optional.ofNullable(cause));
        } catch (Throwable thrown) {
            NioLoop.report(thrown);
        }
    }

    // ---- for the user ----

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public ByteBuffer output(int length) {
        requireOpened();
        return output.space(length);
    }

    @Override
    public void flush() {
        requireOpened();
        SocketChannel socket = channel;
        if (output.blocked()) {
            output.noteCongestion();
        } else if (socket != null && state == State.OPEN) {
            write(socket);
            updateInterest();
        }
    }

    private void requireOpened() {
        if (state == State.CONNECTING || handshaking) {
            throw new IllegalStateException("The connection with " + endpoint + " is not open yet");
        }
    }

    @Override
    public long pendingBytes() {
        return output.pending();
    }

    @Override
    public boolean isWritable() {
        return output.writable();
    }

    @Override
    public void pauseReading() {
        readPaused = true;
        updateInterest();
    }

    @Override
    public void resumeReading() {
        readPaused = false;
        updateInterest();
    }

    @Override
    public void shutdownOutput() {
        requireOpened();
        SocketChannel socket = channel;
        if (socket != null && state == State.OPEN) {
            output.end();
            if (!output.blocked()) {
                write(socket);
            }
            updateInterest();
            loop.tryExecute(this::endIfBothEnded);
        }
    }

    @Override
    public void close() {
        if (loop.inLoop() && state == State.OPEN) {
            state = State.CLOSING;
            output.end();
        }
        loop.tryExecute(this::closeNow);
    }

    @Override
    public void abort() {
        if (loop.inLoop() && (state == State.OPEN || state == State.CLOSING)) {
            state = State.ABORTING;
            output.drop();
        }
        loop.tryExecute(this::abortNow);
    }

    @Override
    public Optional<TlsSession> tlsSession() {
        return Optional.empty();
    }

    @Override
    public Optional<SocketAddress> localAddress() {
        return address(SocketChannel::getLocalAddress);
    }

    @Override
    public Optional<SocketAddress> remoteAddress() {
        return address(SocketChannel::getRemoteAddress);
    }

    private Optional<SocketAddress> address(Address which) {
        SocketChannel socket = channel;
        try {
            return socket == null ? Optional.empty() : Optional.ofNullable(which.of(socket));
        } catch (IOException closed) {
            return Optional.empty(); // a closed socket has none
        }
    }

    private interface Address {
        @Nullable
        SocketAddress of(SocketChannel socket) throws IOException;
    }
}
