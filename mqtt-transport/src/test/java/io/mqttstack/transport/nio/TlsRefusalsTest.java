package io.mqttstack.transport.nio;

import static io.mqttstack.transport.nio.TlsPair.assertFails;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsMaterial.Kind;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.TlsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason for which a handshake fails has a message of its own, whoever implements TLS. */
class TlsRefusalsTest {

    private static final TlsMaterial MATERIAL = TlsMaterial.localhost();

    private TlsPair pair;

    @BeforeEach
    void open() {
        pair = new TlsPair();
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private static TlsOptions.Builder trusting(TlsProvider provider, TlsMaterial material) {
        return TlsOptions.builder().provider(provider).trustPem(material.issuerPem());
    }

    private static TlsOptions.Builder presenting(TlsProvider provider, TlsMaterial material) {
        return trusting(provider, material).keyPem(material.certificatePem(), material.keyPem());
    }

    @ParameterizedTest
    @EnumSource
    void namesTheIssuerThatIsUnknown(TlsProvider provider) {
        TlsMaterial stranger = TlsMaterial.of("stranger", "localhost");
        Endpoint endpoint = pair.listen(presenting(provider, MATERIAL).build());
        assertFails(
                pair.connect(endpoint, trusting(provider, stranger).build()),
                endpoint.toString(),
                "the issuer of the peer's certificate 'CN=localhost', 'CN=issuer of localhost', is not trusted");
        assertFails(pair.server(), "the peer refused: our certificate is refused");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCertificateThatHasExpired(TlsProvider provider) {
        TlsMaterial expired = TlsMaterial.of(Kind.EC, -10, -1, "too old", "localhost");
        Endpoint endpoint = pair.listen(TlsOptions.of(expired.server()));
        assertFails(
                pair.connect(endpoint, trusting(provider, expired).build()),
                "the peer's certificate 'CN=too old' has expired (on 20");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCertificateThatIsNotYetValid(TlsProvider provider) {
        TlsMaterial early = TlsMaterial.of(Kind.EC, 1, 10, "too young", "localhost");
        Endpoint endpoint = pair.listen(TlsOptions.of(early.server()));
        assertFails(
                pair.connect(endpoint, trusting(provider, early).build()),
                "the peer's certificate 'CN=too young' is not valid yet (before 20",
                "are the clocks right?");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheHostAndThoseOfTheCertificate(TlsProvider provider) {
        TlsMaterial other = TlsMaterial.of("other", "one.example", "two.example");
        Endpoint endpoint = pair.listen(presenting(provider, other).build());
        assertFails(
                pair.connect(endpoint, trusting(provider, other).build()),
                "the peer's certificate 'CN=other' was not issued for the host localhost,"
                        + " but for one.example, two.example");
        pair.server();
        pair.talk(
                endpoint,
                trusting(provider, other).dangerouslySkipHostNameVerification().build());
    }

    @ParameterizedTest
    @EnumSource
    void namesThePinThatWouldFit(TlsProvider provider) {
        Endpoint endpoint = pair.listen(presenting(provider, MATERIAL).build());
        assertFails(
                pair.connect(
                        endpoint,
                        trusting(provider, MATERIAL)
                                .pinSha256("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                                .build()),
                "the peer's certificate 'CN=localhost' fits none of the pins: the pin of its key is sha256/");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNoProtocolIsAllowedByBoth(TlsProvider provider) {
        Endpoint endpoint =
                pair.listen(presenting(provider, MATERIAL).protocols("TLSv1.3").build());
        assertFails(
                pair.connect(
                        endpoint,
                        trusting(provider, MATERIAL).protocols("TLSv1.2").build()),
                "the peer refused: no TLS version is allowed by both sides");
        assertFails(pair.server(), "no TLS version is allowed by both sides");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNoCipherSuiteIsAllowedByBoth(TlsProvider provider) {
        Endpoint endpoint = pair.listen(presenting(provider, MATERIAL)
                .protocols("TLSv1.3")
                .cipherSuites("TLS_AES_256_GCM_SHA384")
                .build());
        assertFails(
                pair.connect(
                        endpoint,
                        trusting(provider, MATERIAL)
                                .protocols("TLSv1.3")
                                .cipherSuites("TLS_AES_128_GCM_SHA256")
                                .build()),
                "the peer refused: no cipher suite, group or signature is allowed by both sides");
        assertFails(pair.server(), "no cipher suite, group or signature is allowed by both sides");
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.2", "JDK, TLSv1.3", "BOUNCY_CASTLE, TLSv1.2", "BOUNCY_CASTLE, TLSv1.3"})
    void saysThatAClientCertificateIsRequired(TlsProvider provider, String protocol) {
        Endpoint endpoint = pair.listen(presenting(provider, MATERIAL)
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .protocols(protocol)
                .build());
        Recorder client = pair.connect(endpoint, trusting(provider, MATERIAL).build());
        assertFails(pair.server(), "certificate");
        assertFails(client, "the peer refused: ", "certificate");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAClientCertificateIsNotTrusted(TlsProvider provider) {
        TlsMaterial impostor = TlsMaterial.of("localhost"); // by an issuer of the same name
        Endpoint endpoint = pair.listen(presenting(provider, MATERIAL)
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .build());
        Recorder client = pair.connect(
                endpoint,
                trusting(provider, MATERIAL)
                        .keyPem(impostor.certificatePem(), impostor.keyPem())
                        .build());
        assertFails(pair.server(), "the peer's certificate 'CN=localhost'");
        assertFails(client, "the peer refused: our certificate is refused");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatNoApplicationProtocolIsKnownToBoth(TlsProvider provider) {
        Endpoint endpoint =
                pair.listen(presenting(provider, MATERIAL).alpn("mqtt").build());
        assertFails(
                pair.connect(endpoint, trusting(provider, MATERIAL).alpn("h2").build()),
                "the peer refused: no ALPN protocol is known to both sides");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheServerIsPlain(TlsProvider provider) {
        Recorder plain = new Recorder().onOpened(c -> {
            c.output(4).putInt(0x20020000);
            c.flush();
        });
        Endpoint listening = pair.transport()
                .listen(Endpoint.tcp("localhost", 0), ConnectOptions.DEFAULT, c -> plain)
                .endpoint();
        assertFails(
                pair.connect(
                        Endpoint.tls("localhost", listening.port()),
                        trusting(provider, MATERIAL).build()),
                "the peer does not speak TLS there; is it the right port?");
    }
}
