package io.mqttstack.transport.memory;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.Failures;
import io.mqttstack.transport.internal.SerialLoop;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory. The states and rules are those of a socket; each step is a task of the loop.
 *
 * <pre>{@code
 * CONNECTING -> OPEN -> CLOSING (waits for the pipe to take what is left) -> CLOSED
 *                    -> ABORTING ------------------------------------------>
 * }</pre>
 */
final class MemoryConnection implements ByteConnection {

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        ABORTING,
        CLOSED
    }

    private final MemoryTransport transport;
    private final SerialLoop loop;
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final Pipe output;
    private @Nullable ByteHandler handler;
    private @Nullable MemoryConnection peer;
    private EventLoop.@Nullable Cancellable timer;
    private State state = State.CONNECTING;
    private boolean readPaused;
    private boolean inputEnded;
    private boolean deliveryQueued;

    MemoryConnection(MemoryTransport transport, Endpoint endpoint, ConnectOptions options) {
        this.transport = transport;
        this.loop = transport.serialLoop();
        this.endpoint = endpoint;
        this.options = options;
        this.output = new Pipe(transport.chunks(), transport.capacity(), options);
    }

    MemoryTransport transport() {
        return transport;
    }

    void handler(ByteHandler newHandler) {
        handler = newHandler;
    }

    void join(MemoryConnection other) {
        peer = other;
    }

    // ---- tasks ----

    void awaitAnswer() {
        transport.add(this);
        Duration timeout = options.connectTimeout();
        timer = loop.schedule(timeout, () -> end(Failures.timedOut(endpoint, timeout)));
    }

    void open() {
        if (state == State.CONNECTING) {
            transport.add(this);
            state = State.OPEN;
            call(() -> told().opened(this));
        }
    }

    private ByteHandler told() {
        ByteHandler known = handler;
        if (known == null) {
            throw new IllegalStateException("The connection with " + endpoint + " has no handler yet");
        }
        return known;
    }

    private void call(Runnable handlerCall) {
        try {
            handlerCall.run();
        } catch (Throwable thrown) {
            reset(Failures.handler(endpoint, thrown));
        }
    }

    private boolean reading() {
        return state == State.OPEN && !readPaused && !inputEnded;
    }

    private void queueDelivery() {
        if (!deliveryQueued) {
            deliveryQueued = loop.tryExecute(() -> {
                deliveryQueued = false;
                call(this::deliver);
            });
        }
    }

    /** Takes from the peer's pipe what this end may receive now. */
    private void deliver() {
        MemoryConnection sender = peer;
        if (sender == null) {
            return;
        }
        if (state != State.OPEN && state != State.CONNECTING) {
            sender.taken(sender.output.discard());
        } else if (reading()) {
            int count = sender.output.peek(transport.input(), transport.largestDelivery());
            if (count > 0) {
                sender.taken(sender.output.consume(count));
                queueDelivery();
                told().received(this, transport.input(), 0, count);
                if (state == State.OPEN) {
                    told().readCompleted(this);
                }
            } else if (sender.output.finished()) {
                inputEnded = true;
                told().inputEnded(this);
                endIfBothEnded();
            }
        }
    }

    /** The peer read from this end's pipe. */
    private void taken(boolean writableAgain) {
        if (writableAgain) {
            loop.tryExecute(this::signalWritable);
        }
        if (state == State.CLOSING) {
            loop.tryExecute(this::finishClosing);
        } else if (output.finished()) {
            loop.tryExecute(this::endIfBothEnded);
        }
    }

    private void signalWritable() {
        if (state == State.OPEN) {
            call(() -> told().writable(this));
        }
    }

    private void endIfBothEnded() {
        if (state == State.OPEN && inputEnded && output.finished()) {
            end(null);
        }
    }

    private void closeNow() {
        if (state == State.CONNECTING) {
            end(Failures.cancelled(endpoint));
        } else if (state == State.OPEN || state == State.CLOSING) {
            state = State.CLOSING;
            output.end();
            push();
            finishClosing();
        }
    }

    private void finishClosing() {
        if (state != State.CLOSING) {
            return;
        }
        if (output.pending() == 0) {
            end(null);
        } else if (timer == null) {
            Duration timeout = options.connectTimeout();
            timer = loop.schedule(timeout, () -> reset(Failures.notTaken(endpoint, timeout, output.pending())));
        }
    }

    private void abortNow() {
        reset(state == State.CONNECTING ? Failures.cancelled(endpoint) : null);
    }

    /** Ends this side, and cuts off the other one. */
    private void reset(@Nullable TransportException cause) {
        MemoryConnection other = peer;
        if (state != State.CLOSED) {
            output.drop();
            end(cause);
            if (other != null) {
                loop.tryExecute(other::cutOff);
            }
        }
    }

    private void cutOff() {
        output.drop();
        end(new TransportException(Kind.RESET, "The connection with " + endpoint + " was cut by the peer"));
    }

    void cut() {
        if (peer != null) {
            peer.cutOff();
        }
        cutOff();
    }

    /** The transport closes. */
    void stop() {
        if (state != State.CONNECTING && state != State.ABORTING) {
            output.end();
            push();
            end(null);
        } else {
            abortNow();
        }
    }

    /** The last thing the handler hears; without effect the second time. */
    void end(@Nullable TransportException cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        transport.remove(this);
        output.end();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        push();
        queueDelivery();
        try {
            told().closed(this, Optional.ofNullable(cause));
        } catch (Throwable thrown) {
            SerialLoop.report(thrown);
        }
    }

    /** Fills the pipe, and lets the peer know. */
    private void push() {
        output.flush();
        if (peer != null) {
            peer.queueDelivery();
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
        if (state == State.OPEN) {
            push();
        }
    }

    private void requireOpened() {
        if (state == State.CONNECTING) {
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
    }

    @Override
    public void resumeReading() {
        readPaused = false;
        queueDelivery();
    }

    @Override
    public void shutdownOutput() {
        requireOpened();
        if (state == State.OPEN) {
            output.end();
            push();
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
        return Optional.empty();
    }

    @Override
    public Optional<SocketAddress> remoteAddress() {
        return Optional.empty();
    }
}
