package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsMaterial;
import io.mqttstack.transport.TlsMaterial.Kind;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import io.mqttstack.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be wrong with keys and certificates has a message that names the file, the line or the certificate. */
class TlsFilesTest {

    private static final TlsMaterial MATERIAL = TlsMaterial.localhost();
    private static final Supplier<char[]> WRONG = "wrong"::toCharArray;

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static TlsOptions.Builder options() {
        return TlsOptions.builder().provider(TlsProvider.JDK);
    }

    private static void assertRefused(TlsOptions.Builder options, String... words) {
        TlsOptions recipe = options.build();
        TransportException failure = assertThrows(TransportException.class, recipe::layer);
        assertEquals(TransportException.Kind.TLS, failure.kind());
        for (String word : words) {
            assertTrue(failure.getMessage().contains(word), () -> failure.getMessage() + " // expected: " + word);
        }
    }

    private String encryptedKey() throws Exception {
        return MATERIAL.keyPem(new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(TlsMaterial.PROVIDER)
                .setPassword(TlsMaterial.PASSWORD.get())
                .build());
    }

    @Test
    void namesTheFileThatIsMissing() {
        Path absent = directory.resolve("absent.pem");
        assertRefused(options().trustPem(absent), "the file " + absent + " does not exist");
        assertRefused(options().keyPem(absent, absent), "the file " + absent + " does not exist");
        assertRefused(options().trustStore(absent, WRONG), "the file " + absent + " does not exist");
        assertRefused(options().keyStore(absent, WRONG), "the file " + absent + " does not exist");
    }

    @Test
    void namesTheFileThatIsADirectory() {
        assertRefused(options().trustPem(directory), "the file " + directory + " cannot be read");
    }

    @Test
    void namesTheFileWithoutPem() throws Exception {
        Path empty = file("empty.pem", "nothing here\n");
        assertRefused(options().trustPem(empty), "the file " + empty + " contains no PEM block");
        Path der = Files.write(directory.resolve("der"), MATERIAL.certificate().getEncoded());
        assertRefused(options().trustPem(der), "the file " + der, "it seems to be DER");
        assertRefused(options().trustPem("no PEM"), "the PEM text contains no PEM block");
    }

    @Test
    void namesTheKindsOfBlockThatAreNotWanted() throws Exception {
        Path key = file("key.pem", MATERIAL.keyPem());
        Path certificate = file("certificate.pem", MATERIAL.certificatePem());
        assertRefused(options().trustPem(key), key + " contains no certificate, only PRIVATE KEY");
        assertRefused(
                options().keyPem(certificate, certificate), certificate + " contains no private key, only CERTIFICATE");
    }

    @Test
    void namesTheLineOfTheBlockThatIsDamaged() throws Exception {
        String good = MATERIAL.certificatePem();
        Path cut = file("cut.pem", good + good.substring(0, good.length() - 30));
        int line = good.split("\n").length + 1;
        assertRefused(options().trustPem(cut), "CERTIFICATE that begins in line " + line + " of the file " + cut);
        Path wrong = file("wrong.pem", good + "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
        assertRefused(options().trustPem(wrong), "certificate in line " + line + " of the file " + wrong, "Base64");
        Path damaged = file("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused(options().trustPem(damaged), "certificate in line 1 of the file " + damaged + " is damaged");
    }

    @Test
    void saysThatThePasswordOfAKeyIsWrong() throws Exception {
        Path key = file("key.pem", "\n\n" + encryptedKey());
        Path certificate = file("certificate.pem", MATERIAL.certificatePem());
        assertRefused(
                options().keyPem(certificate, key, WRONG),
                "the password of the encrypted private key in line 3 of the file " + key + " is wrong");
        assertRefused(
                options().keyPem(certificate, key),
                "the encrypted private key in line 3 of the file " + key + " is encrypted: give its password");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"PKCS12", "JKS"})
    void saysThatThePasswordOfAStoreIsWrong(String type) {
        Path store = MATERIAL.store(directory.resolve("store"), type);
        assertRefused(options().keyStore(store, WRONG), "the password of the file " + store + " is wrong");
        assertRefused(options().trustStore(store, WRONG), "the password of the file " + store + " is wrong");
    }

    @Test
    void saysThatAFileIsNoKeyStore() throws Exception {
        Path text = file("store", "text");
        assertRefused(
                options().keyStore(text, WRONG), "the file " + text + " is neither a PKCS#12 nor a JKS key store");
    }

    @Test
    void saysThatAStoreHasNotTheKey() {
        Path store = MATERIAL.store(directory.resolve("store"), "PKCS12");
        assertRefused(
                options().keyStore(store, TlsMaterial.PASSWORD, "another"),
                "the file " + store + " contains no private key 'another', only [identity]");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatKeyAndCertificateDoNotMatch(TlsProvider provider) throws Exception {
        Path key = file("key.pem", TlsMaterial.of("another").keyPem());
        Path certificate = file("certificate.pem", MATERIAL.certificatePem());
        assertRefused(
                TlsOptions.builder().provider(provider).keyPem(certificate, key),
                "the private key in line 1 of the file " + key
                        + " does not match the certificate 'CN=localhost' of the file " + certificate);
        Path rsa = file("rsa.pem", TlsMaterial.of(Kind.RSA, -1, 1, "rsa").keyPem());
        assertRefused(TlsOptions.builder().provider(provider).keyPem(certificate, rsa), "does not match");
    }

    @Test
    void saysThatOurCertificateIsUntimely() throws Exception {
        TlsMaterial expired = TlsMaterial.of(Kind.EC, -10, -1, "too old");
        TlsMaterial early = TlsMaterial.of(Kind.EC, 1, 10, "too young");
        Path old = file("old.pem", expired.certificatePem());
        assertRefused(
                options().keyPem(old, file("key", expired.keyPem())),
                "our certificate 'CN=too old' of the file " + old + " has expired (on 20");
        assertRefused(
                options().keyPem(early.certificatePem(), early.keyPem()),
                "our certificate 'CN=too young' of the PEM text is not valid yet (before 20");
    }

    @Test
    void readsTheKeyStoreOfTheSystem() {
        assertRefused(options().keySystem(), "the system property javax.net.ssl.keyStore is not set");
        Path store = MATERIAL.store(directory.resolve("store"), "PKCS12");
        System.setProperty("javax.net.ssl.keyStore", store.toString());
        System.setProperty("javax.net.ssl.keyStorePassword", new String(TlsMaterial.PASSWORD.get()));
        try (TlsPair pair = new TlsPair()) {
            pair.talk(
                    options().trustPem(MATERIAL.issuerPem()).build(),
                    options().keySystem().build());
        } finally {
            System.clearProperty("javax.net.ssl.keyStore");
            System.clearProperty("javax.net.ssl.keyStorePassword");
        }
    }

    @Test
    void saysItOfTheConnectionThatNeededIt() {
        try (TlsPair pair = new TlsPair()) {
            Path absent = directory.resolve("absent.pem");
            TlsPair.assertFails(
                    pair.connect(
                            pair.listen(TlsOptions.of(MATERIAL.server())),
                            options().trustPem(absent).build()),
                    "TLS with " + Endpoint.tls("localhost", 1).scheme(),
                    "the file " + absent + " does not exist");
        }
    }
}
