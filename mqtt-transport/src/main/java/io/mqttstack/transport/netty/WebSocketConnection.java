package io.mqttstack.transport.netty;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.internal.Failures;
import io.mqttstack.transport.internal.Layer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket (RFC 6455) over another connection. Netty's codecs read and write the frames in a channel that
 * has no thread and no socket; all bytes go through the connection beneath, so that loops, TLS, proxies and back-pressure
 * are ours.
 *
 * <pre>{@code
 * CONNECTING (the connection beneath, then the handshake) -> OPEN -> CLOSING -> CLOSED
 * }</pre>
 *
 * <p>The bytes of a flush are one binary message, or several of at most {@value FrameBuffer#FRAME} bytes. Where one message ends says
 * nothing about packets [MQTT-6.0.0-2]. A Close frame ends the output of its sender.
 */
final class WebSocketConnection implements Layer, FrameSink.Listener {

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final int MOST_AT_ONCE = 64 * 1024;

    private final ByteConnection beneath;
    private final EventLoop loop;
    private final ConnectOptions options;
    private final boolean client;
    private final Supplier<List<ChannelHandler>> handlers;
    private final long deadline;
    private final Queue<Runnable> events = new ArrayDeque<>();
    private @Nullable ByteHandler handler;
    private @Nullable EmbeddedChannel channel;
    private @Nullable TransportException failure;
    private EventLoop.@Nullable Cancellable timer;
    private final FrameBuffer pending = new FrameBuffer();
    private State state = State.CONNECTING;
    private boolean wasOpen;
    private boolean delivered;
    private boolean inputEnded;
    private boolean outputEnded;

    WebSocketConnection(
            ByteConnection beneath, ConnectOptions options, boolean client, Supplier<List<ChannelHandler>> handlers) {
        this.beneath = beneath;
        this.loop = beneath.loop();
        this.options = options;
        this.client = client;
        this.handlers = handlers;
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

    /** Ends at once. */
    private void fail(TransportException cause) {
        if (failure == null) {
            failure = cause;
        }
        state = State.CLOSING;
        beneath.abort();
    }

    /** Ends, but tells the peer why. */
    private void failed(TransportException cause, WebSocketCloseStatus status) {
        if (state != State.CLOSED && failure == null) {
            if (state == State.OPEN) {
                sayGoodbye(status);
            }
            failure = cause;
            state = State.CLOSING;
            outputEnded = true;
            loop.execute(beneath::close);
        }
    }

    // ---- from the connection beneath ----

    @Override
    public void opened(ByteConnection opened) {
        if (state != State.CONNECTING) {
            return;
        }
        timer = loop.schedule(
                Duration.ofNanos(deadline - loop.nanoTime()),
                () -> fail(Failures.timedOut(endpoint(), options.connectTimeout())));
        EmbeddedChannel made = new EmbeddedChannel();
        channel = made;
        made.pipeline().addLast(new KeepOpen());
        handlers.get().forEach(each -> made.pipeline().addLast(each));
        made.pipeline().addLast(new FrameSink(this));
        if (client) {
            made.pipeline().fireChannelActive();
        }
        made.runPendingTasks();
        send(made);
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        EmbeddedChannel known = channel;
        if (known != null && (state == State.CONNECTING || state == State.OPEN)) {
            known.pipeline().fireChannelRead(Unpooled.copiedBuffer(data, offset, length));
            known.runPendingTasks();
            send(known);
            happen();
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
        if (!inputEnded && state == State.CONNECTING) {
            fail(WebSocketFailures.closedEarly(endpoint()));
        } else if (!inputEnded && state == State.OPEN) {
            fail(WebSocketFailures.truncated(endpoint()));
        }
    }

    @Override
    public void closed(ByteConnection from, Optional<TransportException> why) {
        boolean requested = state == State.CLOSING;
        state = State.CLOSED;
        cancelTimer();
        release();
        events.clear();
        Optional<TransportException> cause = why;
        if (failure != null) {
            cause = Optional.of(failure);
        } else if (inputEnded && requested) {
            cause = Optional.empty(); // both said goodbye: how the socket ended does not matter
        } else if (why.isEmpty() && !wasOpen) {
            cause = Optional.of(requested ? Failures.cancelled(endpoint()) : WebSocketFailures.closedEarly(endpoint()));
        }
        told().closed(this, cause);
    }

    /** Ends Netty's part; what it still held is given back. */
    @SuppressWarnings("FutureReturnValueIgnored") // done at once
    private void release() {
        EmbeddedChannel ended = channel;
        if (ended != null) {
            ended.pipeline().remove(KeepOpen.class);
            ended.pipeline().close();
            ended.runPendingTasks();
            ended.releaseInbound();
            ended.releaseOutbound();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    // ---- from Netty ----

    @Override
    public void handshakeDone() {
        events.add(this::open);
    }

    @Override
    public void binary(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        events.add(() -> deliver(bytes));
    }

    @Override
    public void closeFrame() {
        events.add(this::peerClosed);
    }

    /**
     * Tells what Netty has read. Only here, and never while Netty is at work: a handler that writes makes Netty work, and
     * what that reads has to wait for the handler.
     */
    private void happen() {
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
    }

    private void open() {
        if (state == State.CONNECTING) {
            cancelTimer();
            state = State.OPEN;
            wasOpen = true;
            tell(() -> told().opened(this));
        }
    }

    private void deliver(byte[] bytes) {
        for (int from = 0; from < bytes.length && state == State.OPEN; from += MOST_AT_ONCE) {
            int offset = from;
            delivered = true;
            tell(() -> told().received(this, bytes, offset, Math.min(MOST_AT_ONCE, bytes.length - offset)));
        }
    }

    private void peerClosed() {
        if (state == State.CONNECTING) {
            fail(WebSocketFailures.closedEarly(endpoint()));
        } else if (state == State.OPEN && !inputEnded) {
            readCompleted(beneath);
            inputEnded = true;
            tell(() -> told().inputEnded(this));
            endIfBothEnded();
        }
    }

    @Override
    public void text() {
        events.add(() -> failed(WebSocketFailures.text(endpoint()), WebSocketCloseStatus.INVALID_MESSAGE_TYPE));
    }

    @Override
    public void otherRequest() {
        EmbeddedChannel known = channel;
        if (known != null) {
            DefaultFullHttpResponse answer =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
            write(known, answer);
        }
        failed(WebSocketFailures.closedEarly(endpoint()), WebSocketCloseStatus.PROTOCOL_ERROR);
    }

    @Override
    public void broken(Throwable cause) {
        WebSocketCloseStatus status = cause instanceof CorruptedWebSocketFrameException corrupted
                ? corrupted.closeStatus()
                : WebSocketCloseStatus.PROTOCOL_ERROR;
        events.add(() -> failed(WebSocketFailures.failed(endpoint(), cause, wasOpen), status));
    }

    /** Lets Netty write a message, and sends what comes of it. */
    @SuppressWarnings("FutureReturnValueIgnored") // done at once; what fails comes to broken()
    private void write(EmbeddedChannel to, Object message) {
        to.pipeline().writeAndFlush(message);
        to.runPendingTasks();
        send(to);
    }

    /**
     * Hands the bytes that Netty has written to the connection beneath. A Close frame of its decoder, which bypasses its
     * encoder, is none of them: we send our own.
     */
    private void send(EmbeddedChannel from) {
        boolean any = false;
        for (Object next = from.readOutbound(); next != null; next = from.readOutbound()) {
            if (next instanceof ByteBuf bytes) {
                int length = bytes.readableBytes();
                ByteBuffer target = beneath.output(length);
                bytes.readBytes(target.array(), target.arrayOffset() + target.position(), length);
                target.position(target.position() + length);
                any = true;
            }
            ReferenceCountUtil.release(next);
        }
        if (any) {
            beneath.flush();
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

    private EmbeddedChannel requireOpened() {
        EmbeddedChannel known = channel;
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
        requireOpened();
        return pending.space(length);
    }

    @Override
    public void flush() {
        if (state == State.CONNECTING) {
            requireOpened();
        }
        EmbeddedChannel known = channel;
        if (state == State.OPEN && !outputEnded && known != null) {
            frames(known);
            beneath.flush();
        }
    }

    private void frames(EmbeddedChannel to) {
        pending.drain(frame -> write(to, frame));
    }

    @Override
    public long pendingBytes() {
        return pending.length() + beneath.pendingBytes();
    }

    @Override
    public boolean isWritable() {
        return beneath.isWritable();
    }

    @Override
    public void pauseReading() {
        beneath.pauseReading();
    }

    @Override
    public void resumeReading() {
        beneath.resumeReading();
    }

    @Override
    public void shutdownOutput() {
        if (state == State.CONNECTING) {
            requireOpened();
        }
        if (state == State.OPEN) {
            sayGoodbye(WebSocketCloseStatus.NORMAL_CLOSURE);
            loop.execute(this::endIfBothEnded);
        }
    }

    private void sayGoodbye(WebSocketCloseStatus status) {
        EmbeddedChannel known = channel;
        if (!outputEnded && known != null) {
            outputEnded = true;
            frames(known);
            write(known, new CloseWebSocketFrame(status));
        }
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
        later(this::closeNow);
    }

    private void closeNow() {
        if (state != State.CLOSED && failure == null) {
            finish();
            beneath.close();
        }
    }

    @Override
    public void finish() {
        state = State.CLOSING;
        if (wasOpen && failure == null) {
            sayGoodbye(WebSocketCloseStatus.NORMAL_CLOSURE);
        }
    }

    @Override
    public void abort() {
        if (loop.inLoop() && state == State.OPEN) {
            state = State.CLOSING;
        }
        later(this::abortNow);
    }

    private void abortNow() {
        if (state != State.CLOSED) {
            state = State.CLOSING;
            outputEnded = true;
            beneath.abort();
        }
    }

    /** Runs a task in the loop, unless the loop and so this connection has ended. */
    private void later(Runnable task) {
        try {
            loop.execute(task);
        } catch (java.util.concurrent.RejectedExecutionException ended) {
            beneath.close();
        }
    }

    @Override
    public Optional<TlsSession> tlsSession() {
        return beneath.tlsSession();
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
