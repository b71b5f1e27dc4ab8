package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that both sides know beforehand, between two endpoints of ours and against OpenSSL. */
class TlsPreSharedKeyTest {

    private static final byte[] KEY = "a secret of 16 bytes".getBytes(StandardCharsets.US_ASCII);

    private TlsPair pair;

    @BeforeEach
    void open() {
        pair = new TlsPair();
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private static TlsOptions.Builder knowing(String identity, byte[] key) {
        return TlsOptions.builder().preSharedKey(identity, key::clone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void showsWhatWasNegotiated(String protocol) {
        TlsOptions server = TlsOptions.builder()
                .preSharedKey("another", () -> new byte[16])
                .preSharedKey("device 7", KEY::clone)
                .alpn("mqtt")
                .build();
        TlsSession session = pair.talk(
                knowing("device 7", KEY).alpn("mqtt").protocols(protocol).build(), server);
        assertEquals(protocol, session.protocol());
        assertTrue(session.cipherSuite().startsWith("TLS_"), session::toString);
        assertEquals(Optional.of("x25519"), session.namedGroup());
        assertEquals(Optional.of("mqtt"), session.applicationProtocol());
        assertEquals(List.of(), session.peerCertificates());
        assertEquals(session, pair.serverSession());
    }

    @Test
    void agreesOnTheNewestVersionByDefault() {
        assertEquals(
                "TLSv1.3",
                pair.talk(knowing("me", KEY).build(), knowing("me", KEY).build())
                        .protocol());
    }

    @Test
    void choosesTheGroupAndTheSuite() {
        TlsSession session = pair.talk(
                knowing("me", KEY)
                        .namedGroups("secp384r1")
                        .cipherSuites("TLS_CHACHA20_POLY1305_SHA256")
                        .build(),
                knowing("me", KEY).build());
        assertEquals(Optional.of("secp384r1"), session.namedGroup());
        assertEquals("TLS_CHACHA20_POLY1305_SHA256", session.cipherSuite());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysThatTheIdentityIsUnknown(String protocol) {
        Endpoint endpoint = pair.listen(knowing("somebody", KEY).build());
        Recorder client = pair.connect(
                endpoint, knowing("nobody", KEY).protocols(protocol).build());
        TlsPair.assertFails(client, "the peer refused: the identity of the pre-shared key is unknown");
        TlsPair.assertFails(pair.server(), "the identity of the pre-shared key is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void saysThatTheKeysDiffer(String protocol) {
        Endpoint endpoint = pair.listen(knowing("me", KEY).build());
        Recorder client = pair.connect(
                endpoint, knowing("me", new byte[16]).protocols(protocol).build());
        TlsPair.assertFails(client, "the keys of the two sides differ, as with a wrong pre-shared key");
    }

    @Test
    void saysThatTheKeyIsEmpty() {
        Endpoint endpoint = pair.listen(knowing("me", KEY).build());
        TlsPair.assertFails(
                pair.connect(endpoint, knowing("me", new byte[0]).build()), "the pre-shared key of 'me' is empty");
    }

    @Test
    void saysThatTheServerHasCertificatesOnly() {
        TlsMaterial material = TlsMaterial.localhost();
        Endpoint endpoint = pair.listen(TlsOptions.builder()
                .keyPem(material.certificatePem(), material.keyPem())
                .build());
        TlsPair.assertFails(
                pair.connect(endpoint, knowing("me", KEY).protocols("TLSv1.2").build()),
                "the peer refused: no cipher suite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void talksToOpenSsl(String protocol) throws IOException {
        try (OpenSslServer server = OpenSslServer.start(
                "-nocert",
                "-psk_identity",
                "device7",
                "-psk",
                "73656372657420313673656372657420",
                OpenSslServer.only(protocol))) {
            TlsOptions options = knowing("device7", "secret 16secret ".getBytes(StandardCharsets.US_ASCII))
                    .build();
            Recorder client = pair.connect(server.endpoint(), options).awaitOpened();
            TlsPair.say(client, "olleh\n");
            client.awaitTotal(6); // s_server -rev turns lines round
            assertEquals("hello\n", new String(client.bytes(), StandardCharsets.US_ASCII));
            assertEquals(protocol, pair.clientSession().protocol());
        }
    }
}
