package io.mqttstack.transport;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** A certificate with its key, its issuer with one of its own, and contexts and files of them. */
public final class TlsMaterial {

    /** Of the key stores. */
    public static final Supplier<char[]> PASSWORD = "changeit"::toCharArray;

    /** Bouncy Castle, as an object. */
    public static final Provider PROVIDER = new BouncyCastleProvider();

    private static final Duration DAY = Duration.ofDays(1);

    /** Kinds of key. */
    public enum Kind {
        EC("EC", 256, "SHA256withECDSA"),
        RSA("RSA", 2048, "SHA256withRSA"),
        ED25519("Ed25519", 255, "Ed25519");

        private final String algorithm;
        private final int size;
        private final String signature;

        Kind(String algorithm, int size, String signature) {
            this.algorithm = algorithm;
            this.size = size;
            this.signature = signature;
        }
    }

    private final KeyPair issuerKey;
    private final X509Certificate issuer;
    private final KeyPair key;
    private final X509Certificate certificate;

    private TlsMaterial(KeyPair issuerKey, X509Certificate issuer, KeyPair key, X509Certificate certificate) {
        this.issuerKey = issuerKey;
        this.issuer = issuer;
        this.key = key;
        this.certificate = certificate;
    }

    /** Made once, for those who need nothing special. */
    private static final class Holder {

        private static final TlsMaterial LOCALHOST = of("localhost", "localhost");
        private static final TlsMaterial CLIENT = LOCALHOST.another("the client");
    }

    /** For localhost, the same at each call. */
    public static TlsMaterial localhost() {
        return Holder.LOCALHOST;
    }

    /** A client's certificate by the same issuer, the same at each call. */
    public static TlsMaterial ofAClient() {
        return Holder.CLIENT;
    }

    /** Valid now, for hosts. */
    public static TlsMaterial of(String name, String... hosts) {
        return of(Kind.EC, -1, 1, name, hosts);
    }

    /** Valid between days counted from today. */
    public static TlsMaterial of(Kind kind, int fromDay, int toDay, String name, String... hosts) {
        KeyPair issuerKey = generate(Kind.EC);
        X500Name issuerName = new X500Name("CN=issuer of " + name);
        X509Certificate issuer = sign(issuerName, issuerKey, issuerName, issuerKey, -1000, 1000, true);
        KeyPair key = generate(kind);
        X500Name subject = new X500Name("CN=" + name);
        return new TlsMaterial(
                issuerKey, issuer, key, sign(issuerName, issuerKey, subject, key, fromDay, toDay, false, hosts));
    }

    /** Another certificate by the same issuer. */
    public TlsMaterial another(String name, String... hosts) {
        KeyPair another = generate(Kind.EC);
        X500Name issuerName = new X500Name(issuer.getSubjectX500Principal().getName());
        return new TlsMaterial(
                issuerKey,
                issuer,
                another,
                sign(issuerName, issuerKey, new X500Name("CN=" + name), another, -1, 1, false, hosts));
    }

    private static KeyPair generate(Kind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm, PROVIDER);
            if (kind != Kind.ED25519) {
                generator.initialize(kind.size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    private static X509Certificate sign(
            X500Name issuer,
            KeyPair issuerKey,
            X500Name subject,
            KeyPair key,
            int fromDay,
            int toDay,
            boolean authority,
            String... hosts) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new Random()),
                    Date.from(now.plus(DAY.multipliedBy(fromDay))),
                    Date.from(now.plus(DAY.multipliedBy(toDay))),
                    subject,
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (hosts.length > 0) {
                GeneralName[] names = Arrays.stream(hosts)
                        .map(host -> new GeneralName(
                                Character.isDigit(host.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(Kind.EC.signature)
                            .setProvider(PROVIDER)
                            .build(issuerKey.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public X509Certificate issuer() {
        return issuer;
    }

    public PrivateKey key() {
        return key.getPrivate();
    }

    /** Objects as PEM, keys in the traditional form. */
    public static String pem(Object... objects) {
        return write(Arrays.stream(objects)
                .map(object -> {
                    try {
                        return new JcaMiscPEMGenerator(object);
                    } catch (IOException failure) {
                        throw new AssertionError(failure);
                    }
                })
                .toArray(PemObjectGenerator[]::new));
    }

    /** PEM of any objects. */
    public static String write(PemObjectGenerator... generators) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (PemObjectGenerator generator : generators) {
                writer.writeObject(generator);
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return text.toString();
    }

    public String certificatePem() {
        return pem(certificate);
    }

    public String issuerPem() {
        return pem(issuer);
    }

    /** PKCS#8. */
    public String keyPem() {
        return keyPem(null);
    }

    /** PKCS#8, encrypted if there is something to encrypt with. */
    public String keyPem(OutputEncryptor encryptor) {
        try {
            return write(new JcaPKCS8Generator(key(), encryptor));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A key store with the certificate and its key, and the issuer as trusted. */
    public Path store(Path file, String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry("identity", key(), PASSWORD.get(), new Certificate[] {certificate});
            store.setCertificateEntry("issuer", issuer);
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.get());
            }
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A context of the JDK for a server that presents the certificate. */
    public SSLContext server() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("identity", key(), PASSWORD.get(), new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.get());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A context of the JDK for a client that trusts the issuer. */
    public SSLContext client() {
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
