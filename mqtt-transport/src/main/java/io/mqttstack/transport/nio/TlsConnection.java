package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.Failures;
import io.mqttstack.transport.internal.Layer;
import io.mqttstack.transport.internal.SerialLoop;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over any other connection, whose handler it is: it takes encrypted bytes from it and puts encrypted bytes into
 * it.
 *
 * <pre>{@code
 * CONNECTING (the connection beneath, then the handshake) -> OPEN -> CLOSING -> CLOSED
 * }</pre>
 *
 * <p>The handler is told of the end when the connection beneath has ended, and why: the first failure found here, or
 * else what the connection beneath says.
 */
final class TlsConnection implements Layer, TlsCodec.Listener {

    /** What connections of one loop share. */
    record Shared(SerialLoop loop, ChunkPool chunks, Supplier<ByteBuffer> scratch, Executor tasks) {}

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Shared shared;
    private final SerialLoop loop;
    private final boolean client;
    private final ByteConnection beneath;
    private final ConnectOptions options;
    private final long deadline;
    private final TlsRecords early = new TlsRecords();
    private @Nullable ByteHandler handler;
    private @Nullable TlsCodec codec;
    private @Nullable TransportException failure;
    private EventLoop.@Nullable Cancellable timer;
    private State state = State.CONNECTING;
    private boolean wasOpen;
    private boolean paused;
    private boolean resumeQueued;
    private boolean delivered;
    private boolean beneathEnded;
    private boolean inputEnded;
    private boolean outputEnded;

    /** Makes one end. It becomes the handler of the connection beneath. */
    TlsConnection(Shared shared, boolean client, ByteConnection beneath, ConnectOptions options) {
        this.shared = shared;
        this.loop = shared.loop();
        this.client = client;
        this.beneath = beneath;
        this.options = options;
        this.deadline = loop.nanoTime() + options.connectTimeout().toNanos();
    }

    @Override
    public void handler(ByteHandler newHandler) {
        handler = newHandler;
    }

    private ByteHandler told() {
        ByteHandler known = handler;
        if (known == null) {
            throw new IllegalStateException("The connection with " + endpoint() + " has no handler yet");
        }
        return known;
    }

    private void tell(Runnable handlerCall) {
        try {
            handlerCall.run();
        } catch (Throwable thrown) {
            fail(Failures.handler(endpoint(), thrown));
        }
    }

    private void fail(TransportException cause) {
        if (failure == null) {
            failure = cause;
        }
        state = State.CLOSING;
        beneath.abort();
    }

    /** TLS itself failed: the peer is told by an alert. */
    private void failed(Throwable cause) {
        if (state == State.CLOSED || failure != null) {
            return;
        }
        failure = TlsFailures.failed(endpoint(), cause);
        state = State.CLOSING;
        TlsCodec known = codec;
        try {
            if (known != null) {
                known.encryptAlert();
            }
        } catch (SSLException again) {
            cause.addSuppressed(again);
        }
        beneath.close();
    }

    // ---- from the connection beneath ----

    @Override
    public void opened(ByteConnection opened) {
        if (state != State.CONNECTING) {
            return;
        }
        timer = loop.schedule(
                Duration.ofNanos(deadline - loop.nanoTime()),
                () -> fail(TlsFailures.timedOut(endpoint(), options.connectTimeout())));
        beneath.pauseReading();
        shared.tasks().execute(this::prepare);
    }

    /** Evaluates the recipe, which may read files and compute for long. Outside the loop. */
    @SuppressWarnings("CatchingUnchecked") // whatever a recipe throws is why there is no connection
    private void prepare() {
        try {
            Optional<TlsOptions> recipe = options.tls();
            TlsLayer layer = recipe.isPresent() ? recipe.get().layer() : TlsLayer.of(SSLContext.getDefault());
            SSLEngine engine = client ? layer.client(endpoint()) : layer.server(endpoint());
            loop.tryExecute(() -> begin(engine));
        } catch (Throwable unusable) {
            loop.tryExecute(() -> failed(unusable));
        }
    }

    private void begin(SSLEngine engine) {
        if (state != State.CONNECTING) {
            return;
        }
        TlsCodec made =
                new TlsCodec(engine, loop, shared.tasks(), shared.chunks(), shared.scratch(), beneath, this, client);
        codec = made;
        beneath.resumeReading();
        try {
            made.begin();
            if (!early.isEmpty()) {
                made.feed(early.bytes(), early.start(), early.length());
                early.clear();
            }
        } catch (SSLException | RuntimeException unusable) {
            failed(unusable);
        }
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        TlsCodec known = codec;
        if (known == null && state == State.CONNECTING) {
            early.append(data, offset, length);
        } else if (known != null && (state == State.CONNECTING || state == State.OPEN)) {
            try {
                known.feed(data, offset, length);
            } catch (SSLException broken) {
                failed(broken);
            }
        }
    }

    @Override
    public void readCompleted(ByteConnection from) {
        if (delivered && state == State.OPEN) {
            delivered = false;
            tell(() -> told().readCompleted(this));
        }
    }

    @Override
    public void writable(ByteConnection from) {
        if (state == State.OPEN) {
            tell(() -> told().writable(this));
        }
    }

    @Override
    public void inputEnded(ByteConnection from) {
        beneathEnded = true;
        checkTruncation();
    }

    private void checkTruncation() {
        if (beneathEnded && !inputEnded && (codec == null || !codec.blocked())) {
            if (state == State.CONNECTING) {
                fail(TlsFailures.closedEarly(endpoint()));
            } else if (state == State.OPEN) {
                fail(TlsFailures.truncated(endpoint()));
            }
        }
    }

    @Override
    public void closed(ByteConnection from, Optional<TransportException> why) {
        boolean requested = state == State.CLOSING;
        state = State.CLOSED;
        cancelTimer();
        if (codec != null) {
            codec.clear();
        }
        Optional<TransportException> cause = why;
        if (failure != null) {
            cause = Optional.of(failure);
        } else if (inputEnded && requested) {
            cause = Optional.empty(); // both said goodbye: how the socket ended does not matter
        } else if (why.isEmpty() && !wasOpen) {
            cause = Optional.of(requested ? Failures.cancelled(endpoint()) : TlsFailures.closedEarly(endpoint()));
        }
        told().closed(this, cause);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    // ---- from the codec ----

    @Override
    public void handshakeDone() {
        if (state == State.CONNECTING) {
            cancelTimer();
            state = State.OPEN;
            wasOpen = true;
            tell(() -> told().opened(this));
        }
    }

    @Override
    public void decrypted(byte[] data, int offset, int length) {
        if (state == State.OPEN) {
            delivered = true;
            try {
                told().received(this, data, offset, length);
            } catch (Throwable thrown) {
                fail(Failures.handler(endpoint(), thrown));
            }
        }
    }

    @Override
    public void inboundClosed() {
        if (state == State.CONNECTING) {
            fail(TlsFailures.closedEarly(endpoint()));
        } else if (state == State.OPEN) {
            readCompleted(beneath);
            inputEnded = true;
            tell(() -> told().inputEnded(this));
            endIfBothEnded();
        }
    }

    @Override
    public boolean paused() {
        return (paused && state == State.OPEN) || state == State.CLOSING || state == State.CLOSED;
    }

    @Override
    public void tasksDone() {
        if (state == State.CONNECTING || state == State.OPEN) {
            proceed();
        }
    }

    @Override
    public void tasksFailed(Throwable thrown) {
        failed(thrown);
    }

    private void proceed() {
        TlsCodec known = codec;
        if (known != null) {
            try {
                known.proceed();
            } catch (SSLException broken) {
                failed(broken);
            }
            readCompleted(beneath);
            checkTruncation();
        }
    }

    // ---- for the user ----

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Endpoint endpoint() {
        return beneath.endpoint();
    }

    private TlsCodec requireOpened() {
        TlsCodec known = codec;
        if (state == State.CONNECTING || known == null) {
            throw new IllegalStateException("The connection with " + endpoint() + " is not open yet");
        }
        return known;
    }

    @Override
    public ByteBuffer output(int length) {
        if (state == State.CLOSING || state == State.CLOSED || outputEnded) {
            return ByteBuffer.allocate(length);
        }
        return requireOpened().space(length);
    }

    @Override
    public void flush() {
        if (state == State.CONNECTING) {
            requireOpened();
        }
        TlsCodec known = codec;
        if (state == State.OPEN && known != null) {
            try {
                known.encrypt();
                beneath.flush();
            } catch (SSLException broken) {
                failed(broken);
            }
        }
    }

    @Override
    public long pendingBytes() {
        return (codec == null ? 0 : codec.pending()) + beneath.pendingBytes();
    }

    @Override
    public boolean isWritable() {
        return beneath.isWritable();
    }

    @Override
    public void pauseReading() {
        paused = true;
        beneath.pauseReading();
    }

    @Override
    public void resumeReading() {
        if (paused && !resumeQueued) {
            resumeQueued = loop.tryExecute(this::resumeNow);
        }
        paused = false;
    }

    private void resumeNow() {
        resumeQueued = false;
        if (!paused && state == State.OPEN) {
            proceed();
            if (!paused && state == State.OPEN) {
                beneath.resumeReading();
            }
        }
    }

    @Override
    public void shutdownOutput() {
        TlsCodec known = codec;
        if (state == State.CONNECTING) {
            requireOpened();
        }
        if (state == State.OPEN && !outputEnded && known != null) {
            outputEnded = true;
            sayGoodbye(known);
            beneath.shutdownOutput();
            loop.tryExecute(this::endIfBothEnded);
        }
    }

    private void sayGoodbye(TlsCodec known) {
        try {
            known.encrypt();
            known.closeOutbound();
        } catch (SSLException broken) {
            failed(broken);
        }
        beneath.flush();
    }

    private void endIfBothEnded() {
        if (state == State.OPEN && inputEnded && outputEnded) {
            state = State.CLOSING;
            beneath.close();
        }
    }

    @Override
    public void close() {
        if (loop.inLoop() && state == State.OPEN) {
            state = State.CLOSING;
        }
        loop.tryExecute(this::closeNow);
    }

    private void closeNow() {
        if (state == State.CLOSED || failure != null) {
            return;
        }
        end();
        beneath.close();
    }

    @Override
    public void finish() {
        if (handler instanceof Layer layer) {
            layer.finish();
        }
        end();
    }

    /** Encrypts what is left and the close_notify, where there was a handshake. This side decided to end. */
    private void end() {
        state = State.CLOSING;
        TlsCodec known = codec;
        if (wasOpen && !outputEnded && failure == null && known != null) {
            outputEnded = true;
            sayGoodbye(known);
        }
    }

    @Override
    public void abort() {
        if (loop.inLoop() && state == State.OPEN) {
            state = State.CLOSING;
        }
        loop.tryExecute(this::abortNow);
    }

    private void abortNow() {
        if (state != State.CLOSED) {
            state = State.CLOSING;
            outputEnded = true;
            beneath.abort();
        }
    }

    @Override
    public Optional<TlsSession> tlsSession() {
        return codec == null || !wasOpen ? Optional.empty() : Optional.of(codec.session());
    }

    @Override
    public Optional<SocketAddress> localAddress() {
        return beneath.localAddress();
    }

    @Override
    public Optional<SocketAddress> remoteAddress() {
        return beneath.remoteAddress();
    }
}
