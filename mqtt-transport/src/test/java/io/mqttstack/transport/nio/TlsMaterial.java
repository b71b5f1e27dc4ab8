package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate and its issuer made by the JDK's keytool, and contexts that present the one or trust the other. */
final class TlsMaterial {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore store;
    private final Certificate issuer;

    private TlsMaterial(KeyStore store, Certificate issuer) {
        this.store = store;
        this.issuer = issuer;
    }

    /** Makes an issuer of its own, and a certificate for names such as {@code dns:localhost}. */
    static TlsMaterial create(Path directory, String name, String subjectAlternativeNames, String... more) {
        Path file = directory.resolve(name + ".p12");
        keytool(file, "issuer", "CN=issuer of " + name, "-ext", "bc:c");
        List<String> leaf = new ArrayList<>(List.of("-signer", "issuer", "-ext", "san=" + subjectAlternativeNames));
        leaf.addAll(List.of(more));
        keytool(file, name, "CN=" + name, leaf.toArray(String[]::new));
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            Certificate issuer = store.getCertificate("issuer");
            store.deleteEntry("issuer");
            return new TlsMaterial(store, issuer);
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void keytool(Path file, String alias, String distinguishedName, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                distinguishedName,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A context for a server that presents the certificate. */
    SSLContext server() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A context for a client that trusts the issuer. */
    SSLContext client() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("issuer", issuer);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }
}
