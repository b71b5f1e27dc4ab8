package io.mqttstack.transport.tls;

import io.mqttstack.transport.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsProtocol;

/**
 * Bouncy Castle's non-blocking protocol as an {@link javax.net.ssl.SSLEngine}, so that what drives the one drives the
 * other.
 *
 * <pre>{@code
 * unwrap: record -> offerInput -> readInput -> plain bytes
 * wrap:   plain bytes -> writeApplicationData -> readOutput -> records
 * }</pre>
 */
final class PskEngine extends FixedEngine {

    private static final int HEADER = 5;

    /** Starts the protocol in its role. */
    interface Begin {
        void begin() throws IOException;
    }

    private final boolean client;
    private final TlsProtocol protocol;
    private final Begin begin;
    private final Supplier<TlsContext> context;
    private boolean begun;
    private boolean finished;

    PskEngine(Endpoint peer, boolean client, TlsProtocol protocol, Begin begin, Supplier<TlsContext> context) {
        super(peer.host(), peer.port());
        this.client = client;
        this.protocol = protocol;
        this.begin = begin;
        this.context = context;
    }

    @Override
    public void beginHandshake() throws SSLException {
        if (!begun) {
            begun = true;
            try {
                begin.begin();
            } catch (IOException failed) {
                throw new SSLException(failed);
            }
        }
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        beginHandshake();
        ByteBuffer target = targets[offset];
        int consumed = 0;
        if (protocol.getAvailableInputBytes() == 0 && !protocol.isClosed()) {
            consumed = recordLength(source);
            if (consumed == 0) {
                return new SSLEngineResult(Status.BUFFER_UNDERFLOW, getHandshakeStatus(), 0, 0);
            }
            byte[] bytes = new byte[consumed];
            source.get(bytes);
            try {
                protocol.offerInput(bytes);
            } catch (IOException failed) {
                throw new SSLException(failed);
            }
        }
        int produced = Math.min(protocol.getAvailableInputBytes(), target.remaining());
        if (produced > 0) {
            protocol.readInput(target, produced);
        }
        Status status = Status.OK;
        if (protocol.getAvailableInputBytes() > 0) {
            status = Status.BUFFER_OVERFLOW;
        } else if (protocol.isClosed()) {
            status = Status.CLOSED;
        }
        return new SSLEngineResult(status, statusOnce(), consumed, produced);
    }

    /** The bytes of the first record; 0 if it is not complete. */
    private static int recordLength(ByteBuffer source) {
        if (source.remaining() < HEADER) {
            return 0;
        }
        int length = HEADER + (source.getShort(source.position() + HEADER - 2) & 0xFFFF);
        return source.remaining() < length ? 0 : length;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        beginHandshake();
        int consumed = 0;
        if (protocol.getAvailableOutputBytes() == 0 && protocol.isConnected()) {
            ByteBuffer source = sources[offset];
            consumed = Math.min(source.remaining(), protocol.getApplicationDataLimit());
            if (target.remaining() < PskSession.PACKET_BUFFER_SIZE) {
                return new SSLEngineResult(Status.BUFFER_OVERFLOW, getHandshakeStatus(), 0, 0);
            }
            byte[] bytes = new byte[consumed];
            source.get(bytes);
            try {
                protocol.writeApplicationData(bytes, 0, consumed);
            } catch (IOException failed) {
                throw new SSLException(failed);
            }
        }
        int produced = Math.min(protocol.getAvailableOutputBytes(), target.remaining());
        if (produced > 0) {
            protocol.readOutput(target, produced);
        }
        return new SSLEngineResult(isOutboundDone() ? Status.CLOSED : Status.OK, statusOnce(), consumed, produced);
    }

    private HandshakeStatus statusOnce() {
        HandshakeStatus status = getHandshakeStatus();
        if (status == HandshakeStatus.NOT_HANDSHAKING && protocol.isConnected() && !finished) {
            finished = true;
            return HandshakeStatus.FINISHED;
        }
        return status;
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        if (protocol.getAvailableOutputBytes() > 0) {
            return HandshakeStatus.NEED_WRAP;
        }
        return begun && !protocol.isClosed() && protocol.isHandshaking()
                ? HandshakeStatus.NEED_UNWRAP
                : HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public void closeOutbound() {
        try {
            if (!protocol.isClosed()) {
                protocol.close();
            }
        } catch (IOException failed) {
            throw new IllegalStateException("The protocol writes into memory", failed);
        }
    }

    @Override
    public boolean isInboundDone() {
        return protocol.isClosed() && protocol.getAvailableInputBytes() == 0;
    }

    @Override
    public boolean isOutboundDone() {
        return protocol.isClosed() && protocol.getAvailableOutputBytes() == 0;
    }

    @Override
    public void closeInbound() throws SSLException {
        if (!protocol.isClosed()) {
            throw new SSLException("No close_notify was received");
        }
    }

    @Override
    public SSLSession getSession() {
        if (!finished) {
            return new PskSession("NONE", "TLS_NULL_WITH_NULL_NULL", getPeerHost(), getPeerPort());
        }
        SecurityParameters agreed = context.get().getSecurityParametersConnection();
        return new PskSession(
                agreed.getNegotiatedVersion().isEqualOrEarlierVersionOf(org.bouncycastle.tls.ProtocolVersion.TLSv12)
                        ? "TLSv1.2"
                        : "TLSv1.3",
                Suites.name(agreed.getCipherSuite()),
                getPeerHost(),
                getPeerPort());
    }

    @Override
    public String getApplicationProtocol() {
        ProtocolName name =
                finished ? context.get().getSecurityParametersConnection().getApplicationProtocol() : null;
        return name == null ? "" : name.getUtf8Decoding();
    }

    @Override
    public boolean getUseClientMode() {
        return client;
    }
}
