package io.mqttstack.conformance.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of a broker at localhost and of its client, by one issuer, as the files of {@link BrokerTls}. */
public final class BrokerCertificates {

    private static final String PASSWORD = "changeit";
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final X500Name ISSUER = new X500Name("CN=issuer");

    private final Path directory;
    private final KeyPair issuerKey;
    private final X509Certificate issuer;
    private int serial;

    /** Makes everything. */
    public BrokerCertificates(Path directory) throws IOException, GeneralSecurityException, OperatorCreationException {
        this.directory = Files.createDirectories(directory);
        issuerKey = key();
        issuer = sign(ISSUER, issuerKey, true);
        pem("ca.pem", issuer);
        KeyStore trusted = store();
        trusted.setCertificateEntry("issuer", issuer);
        write(trusted, "trusted.p12");
        issue("server");
        issue("client");
    }

    private void issue(String name) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair key = key();
        X509Certificate certificate = sign(new X500Name("CN=" + name), key, false);
        pem(name + ".pem", certificate);
        pem(name + ".key", new JcaPKCS8Generator(key.getPrivate(), null));
        KeyStore store = store();
        store.setKeyEntry(name, key.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate, issuer});
        write(store, name + ".p12");
    }

    private static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X500Name subject, KeyPair key, boolean authority)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ISSUER,
                BigInteger.valueOf(++serial),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                subject,
                key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        };
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setProvider(PROVIDER)
                        .build(issuerKey.getPrivate())));
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void write(KeyStore store, String name) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void pem(String name, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        Files.writeString(directory.resolve(name), text.toString());
    }

    /** A file such as {@code ca.pem}, {@code client.pem} or {@code client.key}. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** For a broker. */
    public BrokerTls broker(boolean clientCertificates) {
        return new BrokerTls(
                directory, file("server.p12"), file("trusted.p12"), PASSWORD, clientCertificates, Map.of());
    }
}
