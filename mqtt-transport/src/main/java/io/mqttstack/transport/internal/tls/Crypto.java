package io.mqttstack.transport.internal.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of one provider; without a provider, of the JDK's installed ones. */
record Crypto(Optional<Provider> provider) {

    private static final byte[] SAMPLE = {1, 2, 3, 4, 5, 6, 7, 8};

    /** The kinds of key that TLS knows, with a way to try whether two halves belong together. */
    private enum Algorithm {
        RSA("RSA", "SHA256withRSA"),
        EC("EC", "SHA256withECDSA"),
        ED25519("Ed25519", "Ed25519"),
        ED448("Ed448", "Ed448");

        private final String key;
        private final String signature;

        Algorithm(String key, String signature) {
            this.key = key;
            this.signature = signature;
        }
    }

    private KeyFactory factory(Algorithm algorithm) throws NoSuchAlgorithmException {
        return provider.isPresent()
                ? KeyFactory.getInstance(algorithm.key, provider.get())
                : KeyFactory.getInstance(algorithm.key);
    }

    private Signature signature(Algorithm algorithm) throws NoSuchAlgorithmException {
        return provider.isPresent()
                ? Signature.getInstance(algorithm.signature, provider.get())
                : Signature.getInstance(algorithm.signature);
    }

    /**
     * A private key with its certificate, which has to match and to be valid now.
     *
     * @param pkcs8 the key
     * @param keyName how to call the key in messages
     * @param chain the certificate first
     * @param chainName how to call the place of the certificate in messages
     */
    Identity identity(byte[] pkcs8, String keyName, List<X509Certificate> chain, String chainName) {
        X509Certificate own = chain.get(0);
        InvalidKeySpecException refusals = new InvalidKeySpecException("No kind of key fits");
        for (Algorithm algorithm : Algorithm.values()) {
            try {
                PrivateKey key = factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                if (!matches(algorithm, key, own)) {
                    throw Unusable.because(
                            keyName + " does not match the certificate " + Certificates.name(own) + " of " + chainName);
                }
                Certificates.untimely(own).ifPresent(when -> {
                    throw Unusable.because(
                            "our certificate " + Certificates.name(own) + " of " + chainName + " " + when);
                });
                return new Identity(key, own(chain));
            } catch (NoSuchAlgorithmException | InvalidKeySpecException another) {
                refusals.addSuppressed(another); // a key of one kind is none of another
            }
        }
        throw Unusable.because(
                keyName + " is damaged, or of a kind that is not known here: use RSA, EC or Ed25519", refusals);
    }

    /** The provider's objects for the certificates: it may know a kind of key by another name than the JDK. */
    private List<X509Certificate> own(List<X509Certificate> chain) {
        if (provider.isEmpty()) {
            return chain;
        }
        List<X509Certificate> own = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", provider.get());
            for (X509Certificate certificate : chain) {
                own.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            }
        } catch (CertificateException broken) {
            throw Unusable.because(
                    "the provider does not understand the certificate " + Certificates.name(chain.get(0)), broken);
        }
        return own;
    }

    private boolean matches(Algorithm algorithm, PrivateKey key, X509Certificate certificate) {
        try {
            PublicKey publicKey = factory(algorithm)
                    .generatePublic(
                            new X509EncodedKeySpec(certificate.getPublicKey().getEncoded()));
            Signature signature = signature(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }
}
