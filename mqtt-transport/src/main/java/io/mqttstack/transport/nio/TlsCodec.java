package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.TlsSession;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.OutputQueue;
import io.mqttstack.transport.internal.SerialLoop;
import io.mqttstack.transport.internal.tls.GroupReader;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes through an {@link SSLEngine}: encrypted ones in and out of a connection, plain ones out of a queue and to
 * whoever listens. It does what the engine asks for (wrap, unwrap, tasks) until the engine has no wish left.
 *
 * <p>Used in the loop. While the engine's tasks run elsewhere, nothing else is done with the engine.
 */
final class TlsCodec {

    /** What comes of the bytes. Called in the loop; must not throw. */
    interface Listener {

        /** A handshake is done; possibly not the first. */
        void handshakeDone();

        /** Bytes were decrypted; the array is reused. */
        void decrypted(byte[] data, int offset, int length);

        /** The peer's close_notify arrived. */
        void inboundClosed();

        /** Whether nothing should be decrypted at present. */
        boolean paused();

        /** A task of the engine is done: {@link TlsCodec#proceed()} is due. */
        void tasksDone();

        /** A task of the engine threw. */
        void tasksFailed(Throwable thrown);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final SerialLoop loop;
    private final Executor tasks;
    private final Supplier<ByteBuffer> scratch;
    private final ByteConnection connection;
    private final Listener listener;
    private final OutputQueue output;
    private final TlsRecords held = new TlsRecords();
    private final boolean client;
    private @Nullable GroupReader group = new GroupReader();
    private Optional<String> namedGroup = Optional.empty();
    private boolean tasksRunning;
    private boolean inboundClosed;
    private boolean wrapped;

    /**
     * Makes a codec that has not begun.
     *
     * @param scratch an empty heap buffer of 64 KiB, shared by all connections of the loop, used within a call only
     */
    TlsCodec(
            SSLEngine engine,
            SerialLoop loop,
            Executor tasks,
            ChunkPool chunks,
            Supplier<ByteBuffer> scratch,
            ByteConnection connection,
            Listener listener,
            boolean client) {
        this.engine = engine;
        this.client = client;
        this.loop = loop;
        this.tasks = tasks;
        this.scratch = scratch;
        this.connection = connection;
        this.listener = listener;
        this.output = new OutputQueue(chunks);
    }

    /** Begins the handshake. */
    void begin() throws SSLException {
        engine.beginHandshake();
        proceed();
    }

    /** What was agreed on, once the handshake is done. */
    TlsSession session() {
        SSLSession session = engine.getSession();
        return new TlsSession(
                session.getProtocol(),
                session.getCipherSuite(),
                namedGroup,
                Optional.ofNullable(engine.getApplicationProtocol()).filter(name -> !name.isEmpty()),
                peerCertificates(session));
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private void done() {
        if (group != null) {
            namedGroup = group.group();
            group = null;
        }
        listener.handshakeDone();
    }

    /** Whether encrypted bytes wait for reading to be resumed, for tasks, or for the rest of a record. */
    boolean holds() {
        return !held.isEmpty();
    }

    /** Whether what is held can be decrypted now as far as its records are complete. */
    boolean blocked() {
        return tasksRunning || listener.paused();
    }

    /** Room for plain bytes. */
    ByteBuffer space(int length) {
        return output.space(length);
    }

    /** Plain bytes that are not encrypted yet. */
    long pending() {
        return output.pending();
    }

    /** Forgets all bytes. */
    void clear() {
        output.clear();
        held.clear();
    }

    /** Takes encrypted bytes. */
    void feed(byte[] data, int offset, int length) throws SSLException {
        int from = offset;
        int end = offset + length;
        while (from < end && !blocked()) {
            if (held.isEmpty()) {
                from += decrypt(data, from, end - from);
                break;
            }
            int count = Math.min(held.missing(), end - from);
            held.append(data, from, count);
            from += count;
            decryptHeld();
        }
        if (from < end && !inboundClosed) {
            held.append(data, from, end - from);
        }
        flushWrapped();
    }

    /** Goes on after tasks, or after reading was resumed. */
    void proceed() throws SSLException {
        follow();
        decryptHeld();
        encrypt();
        flushWrapped();
    }

    private void decryptHeld() throws SSLException {
        if (!held.isEmpty()) {
            held.consume(decrypt(held.bytes(), held.start(), held.length()));
        }
    }

    /** Decrypts the complete records in a range, as far as possible; tells how many bytes it took. */
    private int decrypt(byte[] data, int offset, int length) throws SSLException {
        ByteBuffer in = ByteBuffer.wrap(data, offset, length);
        ByteBuffer out = scratch.get();
        while (in.hasRemaining() && !blocked() && !inboundClosed) {
            if (!TlsRecords.plausible(data, in.position())) {
                throw new SSLException("Unrecognized SSL message, plaintext connection?");
            }
            if (TlsRecords.missing(data, in.position(), in.remaining()) > 0) {
                break;
            }
            int before = in.position();
            SSLEngineResult result = engine.unwrap(in, out);
            if (client && group != null) {
                group.records(data, before, in.position() - before);
            }
            boolean full = result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW;
            boolean closed = result.getStatus() == SSLEngineResult.Status.CLOSED || engine.isInboundDone();
            boolean finished = result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
            if (full || closed || finished) {
                boolean delivered = deliver(out);
                if (full && !delivered) {
                    throw new SSLException("A record is larger than " + out.capacity() + " bytes");
                }
            }
            if (finished) {
                done();
            }
            if (closed) {
                follow(); // Bouncy Castle has closed too when it failed, and only wrapping says why
                inboundClosed = true;
                listener.inboundClosed();
            }
            boolean moved = follow();
            if (!full && in.position() == before && !moved) {
                break;
            }
        }
        deliver(out);
        return inboundClosed ? length : in.position() - offset;
    }

    private boolean deliver(ByteBuffer out) {
        int count = out.position();
        out.clear();
        if (count > 0) {
            listener.decrypted(out.array(), out.arrayOffset(), count);
        }
        return count > 0;
    }

    /** Does what the engine asks for, short of reading; tells whether that was anything. */
    private boolean follow() throws SSLException {
        boolean any = false;
        while (!tasksRunning) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    startTasks();
                    return true;
                }
                case NEED_WRAP -> {
                    if (!wrap(NOTHING)) {
                        return any;
                    }
                    any = true;
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                    return any;
                }
            }
        }
        return any;
    }

    private void startTasks() {
        tasksRunning = true;
        tasks.execute(() -> {
            try {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
                loop.tryExecute(() -> {
                    tasksRunning = false;
                    listener.tasksDone();
                });
            } catch (Throwable thrown) {
                loop.tryExecute(() -> listener.tasksFailed(thrown));
            }
        });
    }

    /** Encrypts what was put, as far as the engine lets it. The connection is not flushed. */
    void encrypt() throws SSLException {
        while (output.pending() > 0
                && !tasksRunning
                && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING) {
            ByteBuffer first = output.first();
            int before = first.position();
            boolean moved = wrap(first);
            output.consume(first.position() - before);
            if (engine.isOutboundDone()) {
                output.clear();
            } else if (!moved) {
                break;
            }
            follow();
        }
        if (output.pending() == 0) {
            output.clear(); // a chunk that was asked for and not used
        }
    }

    /** Ends the output with a close_notify. The connection is not flushed. */
    void closeOutbound() throws SSLException {
        if (!tasksRunning) {
            engine.closeOutbound();
            follow();
        }
    }

    /** Encrypts the alert that says why the engine failed, if there is one. The connection is not flushed. */
    void encryptAlert() throws SSLException {
        follow();
    }

    private boolean wrap(ByteBuffer plain) throws SSLException {
        ByteBuffer out = connection.output(engine.getSession().getPacketBufferSize());
        int before = out.position();
        SSLEngineResult result = engine.wrap(plain, out);
        if (!client && group != null) {
            group.records(out.array(), out.arrayOffset() + before, out.position() - before);
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("The engine asks for more than its session's packet buffer size");
        }
        boolean moved = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        wrapped |= moved;
        if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED) {
            flushWrapped();
            done();
        }
        return moved;
    }

    private void flushWrapped() {
        if (wrapped) {
            wrapped = false;
            connection.flush();
        }
    }
}
