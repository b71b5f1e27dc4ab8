package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS adds to the contract: who is believed, what is refused, and what is said about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsConnectionTest {

    private TlsMaterial material;
    private TlsMaterial stranger;
    private TlsMaterial expired;
    private Transport transport;
    private final BlockingQueue<Recorder> accepted = new LinkedBlockingQueue<>();

    @BeforeAll
    void makeCertificates() {
        material = TlsMaterial.localhost();
        stranger = TlsMaterial.of("stranger", "other.example");
        expired = TlsMaterial.of(TlsMaterial.Kind.EC, -10, -1, "expired", "localhost");
    }

    @BeforeEach
    void openTransport() {
        accepted.clear();
        transport = NioTransport.create();
    }

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private Endpoint listen(SSLContext context) {
        return transport
                .listen(
                        Endpoint.tls("localhost", 0),
                        ConnectOptions.builder().tls(TlsOptions.of(context)).build(),
                        connection -> {
                            Recorder recorder = new Recorder();
                            accepted.add(recorder);
                            return recorder;
                        })
                .endpoint();
    }

    private Recorder connect(Endpoint endpoint, TlsOptions tls) {
        return connect(endpoint, tls, new Recorder());
    }

    private Recorder connect(Endpoint endpoint, TlsOptions tls, Recorder recorder) {
        transport.connect(endpoint, ConnectOptions.builder().tls(tls).build(), transport.loop(), recorder);
        return recorder;
    }

    private Recorder nextAccepted() throws InterruptedException {
        return accepted.poll(Await.LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void assertFailure(Recorder client, Kind kind, Endpoint endpoint, String... words) {
        TransportException failure = client.awaitClosed().orElseThrow();
        assertEquals(kind, failure.kind(), failure::toString);
        assertFalse(client.isOpened());
        assertTrue(failure.getMessage().contains(endpoint.toString()), failure::getMessage);
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), failure::getMessage);
        }
        client.check();
    }

    private static TlsOptions withoutVerification(SSLContext context) {
        return TlsOptions.builder()
                .context(context)
                .dangerouslySkipHostNameVerification()
                .build();
    }

    @Test
    void refusesAnUnknownIssuer() throws InterruptedException {
        Endpoint endpoint = listen(material.server());
        assertFailure(connect(endpoint, TlsOptions.of(stranger.client())), Kind.TLS, endpoint, "issuer", "not trusted");
        assertEquals(Kind.TLS, nextAccepted().awaitClosed().orElseThrow().kind());
    }

    @Test
    void usesTheDefaultContextWithoutOptions() {
        Endpoint endpoint = listen(material.server());
        Recorder client = new Recorder();
        transport.connect(endpoint, ConnectOptions.DEFAULT, transport.loop(), client);
        assertFailure(client, Kind.TLS, endpoint, "not trusted");
    }

    @Test
    void refusesAnotherHostsCertificate() {
        Endpoint endpoint = listen(stranger.server());
        assertFailure(
                connect(endpoint, TlsOptions.of(stranger.client())),
                Kind.TLS,
                endpoint,
                "not issued for the host localhost");
        connect(endpoint, withoutVerification(stranger.client())).awaitOpened();
    }

    @Test
    void refusesAnAddressThatTheCertificateDoesNotName() {
        Endpoint endpoint = Endpoint.tls("127.0.0.1", listen(material.server()).port());
        assertFailure(
                connect(endpoint, TlsOptions.of(material.client())),
                Kind.TLS,
                endpoint,
                "not issued for the host 127.0.0.1");
    }

    @Test
    void refusesAnExpiredCertificate() {
        Endpoint endpoint = listen(expired.server());
        assertFailure(connect(endpoint, TlsOptions.of(expired.client())), Kind.TLS, endpoint, "expired");
    }

    @Test
    void saysWhenTheContextCannotBeMade() {
        Endpoint endpoint = listen(material.server());
        Recorder client = connect(endpoint, () -> {
            throw new IllegalStateException("the key file is gone");
        });
        assertFailure(client, Kind.TLS, endpoint, "the key file is gone");
    }

    @Test
    void needsAKeyToListen() {
        assertThrows(
                IllegalArgumentException.class,
                () -> transport.listen(Endpoint.tls("localhost", 0), ConnectOptions.DEFAULT, c -> new Recorder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void agreesOnTheVersion(String version) throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (SSLSocket socket = peer.accept()) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                client.awaitOpened();
                assertEquals(
                        version, client.connection().tlsSession().orElseThrow().protocol());
                ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
                SNIHostName asked =
                        (SNIHostName) session.getRequestedServerNames().get(0);
                assertEquals("localhost", asked.getAsciiName());
                for (int i = 0; i < 10; i++) {
                    String text = "round " + i;
                    client.connection().loop().execute(() -> send(client.connection(), text));
                    assertEquals(text, read(socket, text.length()));
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                    client.awaitTotal((i + 1L) * text.length());
                }
                client.connection().close();
                assertEquals(-1, socket.getInputStream().read());
            }
            assertEquals(Optional.empty(), client.awaitClosed());
            client.check();
        }
    }

    @Test
    void refusesVersionsBeforeTls12() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (Socket socket = peer.acceptPlain()) {
                byte[] hello = socket.getInputStream().readNBytes(11);
                assertEquals(22, hello[0], "a handshake record");
                // an alert (21) of TLS 1.0: fatal, protocol_version
                socket.getOutputStream().write(new byte[] {21, 3, 1, 0, 2, 2, 70});
                assertFailure(client, Kind.TLS, peer.endpoint(), "refused", "protocol_version");
            }
        }
    }

    @Test
    void noticesAServerThatDoesNotSpeakTls() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (Socket socket = peer.acceptPlain()) {
                socket.getOutputStream().write(new byte[] {0x20, 2, 0, 0});
                assertFailure(client, Kind.TLS, peer.endpoint(), "does not speak TLS");
            }
        }
    }

    @Test
    void noticesAServerThatHangsUpDuringTheHandshake() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (Socket socket = peer.acceptPlain()) {
                assertEquals(22, socket.getInputStream().read(), "a handshake record");
                socket.shutdownOutput();
                assertFailure(client, Kind.TLS, peer.endpoint(), "during the handshake");
            }
        }
    }

    @Test
    void noticesAClientThatDoesNotSpeakTls() throws InterruptedException {
        Endpoint endpoint = listen(material.server());
        Recorder client = new Recorder();
        transport.connect(Endpoint.tcp("localhost", endpoint.port()), ConnectOptions.DEFAULT, transport.loop(), client);
        client.awaitOpened();
        client.connection().loop().execute(() -> send(client.connection(), "\u0010\u000c plain"));
        TransportException failure = nextAccepted().awaitClosed().orElseThrow();
        assertEquals(Kind.TLS, failure.kind());
        client.awaitClosed();
    }

    @Test
    void noticesTruncation() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (Socket plain = peer.acceptPlain()) {
                SSLSocket socket = peer.secure(plain);
                socket.startHandshake();
                client.awaitOpened();
                socket.getOutputStream().write("all of this arrives".getBytes(StandardCharsets.US_ASCII));
                client.awaitTotal(19);
                plain.shutdownOutput();
                TransportException failure = client.awaitClosed().orElseThrow();
                assertEquals(Kind.TRUNCATED, failure.kind());
                assertTrue(failure.getMessage().contains("close_notify"), failure::getMessage);
            }
            client.check();
        }
    }

    @Test
    void noticesTamperedRecords() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (Socket plain = peer.acceptPlain()) {
                SSLSocket socket = peer.secure(plain);
                socket.startHandshake();
                client.awaitOpened();
                byte[] record = new byte[5 + 64];
                record[0] = 23;
                record[1] = 3;
                record[2] = 3;
                record[4] = 64;
                plain.getOutputStream().write(record);
                assertEquals(Kind.TLS, client.awaitClosed().orElseThrow().kind());
            }
            client.check();
        }
    }

    @Test
    void halfClosesInTls13() throws Exception {
        try (Peer peer = new Peer(material.server())) {
            Recorder client = connect(peer.endpoint(), TlsOptions.of(material.client()));
            try (SSLSocket socket = peer.accept()) {
                socket.startHandshake();
                client.awaitOpened();
                client.connection().loop().execute(() -> client.connection().shutdownOutput());
                assertEquals(-1, socket.getInputStream().read());
                socket.getOutputStream().write("afterwards".getBytes(StandardCharsets.US_ASCII));
                client.awaitTotal(10);
                socket.shutdownOutput();
                assertEquals(Optional.empty(), client.awaitClosed());
            }
            client.check();
        }
    }

    private static void send(ByteConnection connection, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        connection.output(bytes.length).put(bytes);
        connection.flush();
    }

    private static String read(SSLSocket socket, int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** A server of the JDK's blocking sockets, to have a second opinion. */
    private static final class Peer implements AutoCloseable {

        private final SSLContext context;
        private final ServerSocket listening;

        Peer(SSLContext context) throws IOException {
            this.context = context;
            this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        }

        Endpoint endpoint() {
            return Endpoint.tls("localhost", listening.getLocalPort());
        }

        Socket acceptPlain() throws IOException {
            Socket socket = listening.accept();
            socket.setSoTimeout((int) Await.LONGEST_MILLIS);
            return socket;
        }

        SSLSocket accept() throws IOException {
            return secure(acceptPlain());
        }

        SSLSocket secure(Socket plain) throws IOException {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            socket.setUseClientMode(false);
            return socket;
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
