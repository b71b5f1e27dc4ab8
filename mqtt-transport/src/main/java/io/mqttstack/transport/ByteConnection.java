package io.mqttstack.transport;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An ordered stream of bytes in both directions.
 *
 * <p>Each method says where it may be called. One that belongs in the loop throws {@link IllegalStateException} when
 * called before {@link ByteHandler#opened(ByteConnection)}, and has no effect once the connection is closed. Calling it
 * outside the loop is a mistake that is not always noticed.
 */
public interface ByteConnection {

    /** {@return the loop in which this connection lives} Any thread. */
    EventLoop loop();

    /** {@return where it was asked to connect to; of an accepted connection the endpoint that listens} Any thread. */
    Endpoint endpoint();

    /**
     * Space for bytes to be sent. What the caller puts into it, that is, the bytes by which it moves the position, is
     * sent by the next {@link #flush()}, after everything put before. In the loop.
     *
     * <p>The buffer belongs to the connection. The caller may use it until its next call on this connection, only
     * puts into it, and leaves its limit alone. Asking again without having put anything is free of charge.
     *
     * @param length the bytes needed, zero or more
     * @return a big-endian heap buffer with an accessible array and at least {@code length} bytes remaining; after
     *     the connection was closed too, but then its content is dropped
     */
    ByteBuffer output(int length);

    /**
     * Hands over to the operating system what was put into {@link #output(int)}, with one system call where possible.
     * Never blocks: what is not taken now is sent as soon as it can be. In the loop.
     */
    void flush();

    /** {@return the bytes put and not yet taken by the operating system, flushed or not} In the loop. */
    long pendingBytes();

    /**
     * {@return whether it is advisable to go on writing: false from the moment the pending bytes exceed {@link
     * ConnectOptions#writeHighWaterMark()} at a flush, until they fall to {@link ConnectOptions#writeLowWaterMark()},
     * which {@link ByteHandler#writable(ByteConnection)} reports} Writing on regardless is possible and costs memory.
     * In the loop.
     */
    boolean isWritable();

    /**
     * Stops reading, so that in the end the peer is slowed down. Effective from the next read on: bytes that are
     * already being handed over still come. The end of input, and a failure while nothing is written, are noticed
     * only after reading is resumed. In the loop.
     */
    void pauseReading();

    /** Reads again. In the loop; without effect if reading is not paused. */
    void resumeReading();

    /**
     * Ends this side's output after what was put so far (a FIN, in TLS a close_notify); input goes on. Nothing can be
     * sent afterwards: what is put into {@link #output(int)} is dropped. In the loop, idempotent.
     *
     * <p>TLS 1.2 has no half-closed connections: there the peer will answer by closing.
     */
    void shutdownOutput();

    /**
     * Closes. What was put so far is still written, flushed or not, then the connection ends in order and {@link
     * ByteHandler#closed} follows, never inside this call. Nothing is received any more. While connecting it calls
     * the attempt off, with {@link TransportException.Kind#CANCELLED} as the cause. Any thread, idempotent.
     *
     * <p>If the peer does not take what is left within {@link ConnectOptions#connectTimeout()}, the connection is
     * aborted and {@code closed} gets {@link TransportException.Kind#TIMED_OUT}.
     */
    void close();

    /**
     * Closes without writing what is left. The peer may see a reset, or an ordinary end. {@link ByteHandler#closed}
     * follows, never inside this call. Any thread, idempotent.
     */
    void abort();

    /**
     * {@return what TLS agreed on; empty if this connection does not use TLS or is not open yet} In the loop.
     */
    Optional<TlsSession> tlsSession();

    /** {@return this side's address; empty if there is none or it is not known yet} In the loop. */
    Optional<SocketAddress> localAddress();

    /** {@return the peer's address; empty if there is none or it is not known yet} In the loop. */
    Optional<SocketAddress> remoteAddress();
}
