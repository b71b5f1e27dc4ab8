package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.TlsProvider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/transports.md, as they stand there but for the directory, run. */
class TlsExamplesTest {

    private static final TlsMaterial SERVER = TlsMaterial.localhost();
    private static final TlsMaterial CLIENT = TlsMaterial.ofAClient();

    @TempDir
    Path directory;

    private final TlsPair pair = new TlsPair();
    private final char[] password = TlsMaterial.PASSWORD.get();

    @BeforeEach
    void writeFiles() throws Exception {
        Files.writeString(directory.resolve("ca.pem"), SERVER.issuerPem());
        Files.writeString(directory.resolve("server.pem"), SERVER.certificatePem());
        Files.writeString(directory.resolve("server.key"), SERVER.keyPem());
        Files.writeString(directory.resolve("client.pem"), CLIENT.certificatePem());
        Files.writeString(
                directory.resolve("client.key"),
                CLIENT.keyPem(new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(TlsMaterial.PROVIDER)
                        .setPassword(password)
                        .build()));
        CLIENT.store(directory.resolve("client.p12"), "PKCS12");
        SERVER.store(directory.resolve("trusted.p12"), "PKCS12");
    }

    @AfterEach
    void close() {
        pair.close();
    }

    private TlsOptions server() {
        TlsOptions tls = TlsOptions.builder()
                .keyPem(directory.resolve("server.pem"), directory.resolve("server.key"))
                .trustPem(directory.resolve("ca.pem"))
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .build();
        return tls;
    }

    private TlsOptions anonymousServer() {
        return TlsOptions.builder()
                .keyPem(directory.resolve("server.pem"), directory.resolve("server.key"))
                .build();
    }

    @Test
    void aClientCertificate() {
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .keyPem(directory.resolve("client.pem"), directory.resolve("client.key"), () -> password)
                .alpn("mqtt")
                .build();
        pair.talk(tls, server());
    }

    @Test
    void keyStores() {
        TlsOptions tls = TlsOptions.builder()
                .trustStore(directory.resolve("trusted.p12"), () -> password)
                .keyStore(directory.resolve("client.p12"), () -> password)
                .build();
        pair.talk(tls, server());
    }

    @Test
    void aContext() {
        SSLContext sslContext = SERVER.client();
        TlsOptions tls =
                TlsOptions.builder().context(sslContext).protocols("TLSv1.3").build();
        assertEquals("TLSv1.3", pair.talk(tls, anonymousServer()).protocol());
    }

    @Test
    void texts() throws IOException {
        String issuer = SERVER.issuerPem();
        String chain = CLIENT.certificatePem();
        String key = CLIENT.keyPem();
        TlsOptions tls =
                TlsOptions.builder().trustPem(issuer).keyPem(chain, key).build();
        pair.talk(tls, server());
    }

    @Test
    void whatTheJvmWasStartedWith() {
        TlsOptions tls = TlsOptions.builder()
                .provider(TlsProvider.JDK)
                .trustSystem()
                .keySystem()
                .build();
        TlsPair.assertFails(pair.connect(pair.listen(anonymousServer()), tls), "javax.net.ssl.keyStore is not set");
    }

    @Test
    void anotherName() {
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .serverName("broker.example")
                .build();
        pair.talk(tls, anonymousServer());
    }

    @Test
    void anyName() {
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .dangerouslySkipHostNameVerification()
                .build();
        pair.talk(tls, anonymousServer());
    }

    @Test
    void theSystem() {
        TlsOptions tls =
                TlsOptions.builder().provider(TlsProvider.JDK).trustSystem().build();
        TlsPair.assertFails(pair.connect(pair.listen(anonymousServer()), tls), "is not trusted");
    }

    @Test
    void pins() throws Exception {
        String pin = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(SERVER.issuer().getPublicKey().getEncoded()));
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .pinSha256(pin)
                .build();
        pair.talk(tls, anonymousServer());
    }

    @Test
    void restrictions() {
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .protocols("TLSv1.3")
                .cipherSuites("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256")
                .namedGroups("x25519", "secp256r1")
                .sessionResumption(false)
                .build();
        assertEquals("TLSv1.3", pair.talk(tls, anonymousServer()).protocol());
    }

    @Test
    void postQuantum() {
        TlsOptions tls = TlsOptions.builder()
                .trustPem(directory.resolve("ca.pem"))
                .postQuantumKeyExchange()
                .build();
        assertTrue(pair.talk(tls, anonymousServer()).namedGroup().isPresent());
    }

    @Test
    void preSharedKeys() {
        byte[] secret = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
        TlsOptions tls =
                TlsOptions.builder().preSharedKey("device 7", () -> secret).build();
        pair.talk(tls, tls);
    }

    /** The examples in the documentation are the ones above. */
    @Test
    void areThoseOfTheDocumentation() throws IOException {
        String tested =
                squeeze(Files.readString(Path.of("src/test/java/io/mqttstack/transport/nio/TlsExamplesTest.java")));
        List<String> examples = new ArrayList<>();
        Matcher blocks = Pattern.compile("```java\\n(TlsOptions tls.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/transports.md")));
        while (blocks.find()) {
            examples.add(squeeze(blocks.group(1).replace("Path.of(", "directory.resolve(")));
        }
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            assertTrue(tested.contains(example), example);
        }
    }

    @Test
    void showEveryOption() throws IOException {
        String guide = Files.readString(Path.of("../docs/transports.md"));
        String code = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        for (Method option : TlsOptions.Builder.class.getMethods()) {
            if (option.getDeclaringClass() == TlsOptions.Builder.class) {
                assertTrue(code.contains("." + option.getName() + "("), option::getName);
            }
        }
    }

    private static String squeeze(String text) {
        return text.replaceAll("\\s", "");
    }
}
