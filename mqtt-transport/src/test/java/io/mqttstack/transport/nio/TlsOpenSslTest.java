package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.transport.Recorder;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates on both sides, against OpenSSL. */
class TlsOpenSslTest {

    private static final TlsMaterial SERVER = TlsMaterial.of("openssl", "127.0.0.1");
    private static final TlsMaterial CLIENT = SERVER.another("client");

    @TempDir
    Path directory;

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private OpenSslServer server(String protocol) throws IOException {
        return OpenSslServer.start(
                "-cert",
                file("server.pem", SERVER.certificatePem()),
                "-key",
                file("server.key", SERVER.keyPem()),
                "-CAfile",
                file("ca.pem", SERVER.issuerPem()),
                "-Verify",
                "1",
                "-verify_return_error",
                "-alpn",
                "mqtt",
                OpenSslServer.only(protocol));
    }

    private static TlsOptions.Builder trusting(TlsProvider provider) {
        return TlsOptions.builder().provider(provider).trustPem(SERVER.issuerPem());
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.2", "JDK, TLSv1.3", "BOUNCY_CASTLE, TLSv1.2", "BOUNCY_CASTLE, TLSv1.3"})
    void talksToOpenSsl(TlsProvider provider, String protocol) throws IOException {
        try (OpenSslServer server = server(protocol);
                TlsPair pair = new TlsPair()) {
            Recorder client = pair.connect(
                            server.endpoint(),
                            trusting(provider)
                                    .keyPem(CLIENT.certificatePem(), CLIENT.keyPem())
                                    .alpn("mqtt")
                                    .build())
                    .awaitOpened();
            TlsPair.say(client, "olleh\n");
            client.awaitTotal(6); // s_server -rev turns lines round
            assertEquals("hello\n", new String(client.bytes(), StandardCharsets.US_ASCII));
            assertEquals(protocol, pair.clientSession().protocol());
            assertEquals("mqtt", pair.clientSession().applicationProtocol().orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.2", "JDK, TLSv1.3", "BOUNCY_CASTLE, TLSv1.2", "BOUNCY_CASTLE, TLSv1.3"})
    void saysThatAClientCertificateIsRequired(TlsProvider provider, String protocol) throws IOException {
        try (OpenSslServer server = server(protocol);
                TlsPair pair = new TlsPair()) {
            TlsPair.assertFails(
                    pair.connect(server.endpoint(), trusting(provider).build()), "the peer refused: ", "certificate");
        }
    }
}
