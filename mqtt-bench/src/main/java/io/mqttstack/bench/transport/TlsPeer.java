package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Program;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.nio.NioTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The other end of TLS connections: {@link PlainPeer} over our transport with the JDK's provider, whoever the contender is. */
public final class TlsPeer implements Program {
    private final NioTransport transport = NioTransport.create();
    private final OwnCertificate certificate = new OwnCertificate();
    private final Transport.Listening listening;

    /**
     * Listens on a port that the system chooses.
     *
     * @param arguments none
     * @throws Exception if it cannot
     */
    public TlsPeer(List<String> arguments) throws Exception {
        TlsOptions tls = TlsOptions.builder()
                .provider(TlsProvider.JDK)
                .keyStore(certificate.store(), OwnCertificate::password)
                .sessionResumption(false)
                .build();
        listening = transport.listen(
                Endpoint.tls("127.0.0.1", 0),
                ConnectOptions.builder()
                        .tls(tls)
                        .connectTimeout(TlsContender.PATIENCE)
                        .build(),
                connection -> new Connection());
    }

    @Override
    public String answer(String request) {
        return listening.endpoint().port() + " " + certificate.pem();
    }

    @Override
    public void close() throws IOException {
        transport.close();
        certificate.close();
    }

    private static final class Connection implements ByteHandler {
        private final ByteBuffer request = ByteBuffer.allocate(Traffic.REQUEST);
        private final byte[] piece = new byte[Traffic.PIECE];
        private long toDrop;
        private long toSend;

        @Override
        public void opened(ByteConnection connection) {}

        @Override
        public void received(ByteConnection from, byte[] data, int offset, int length) {
            ByteBuffer bytes = ByteBuffer.wrap(data, offset, length);
            while (bytes.hasRemaining()) {
                if (toDrop == 0) {
                    readRequest(bytes);
                    continue;
                }
                int count = (int) Math.min(toDrop, bytes.remaining());
                bytes.position(bytes.position() + count);
                toDrop -= count;
                if (toDrop == 0) {
                    from.output(1).put((byte) 0);
                    from.flush();
                }
            }
            writable(from);
        }

        private void readRequest(ByteBuffer bytes) {
            while (request.hasRemaining() && bytes.hasRemaining()) {
                request.put(bytes.get());
            }
            if (!request.hasRemaining()) {
                byte kind = request.flip().get();
                switch (kind) {
                    case Traffic.SINK -> toDrop = request.getLong();
                    case Traffic.SOURCE -> toSend = request.getLong();
                    default -> throw new IllegalStateException("No request begins with " + kind);
                }
                request.clear();
            }
        }

        @Override
        public void writable(ByteConnection to) {
            while (toSend > 0 && to.isWritable()) {
                int count = (int) Math.min(toSend, piece.length);
                to.output(count).put(piece, 0, count);
                toSend -= count;
                to.flush();
            }
        }

        @Override
        public void closed(ByteConnection ended, Optional<TransportException> cause) {}
    }
}
