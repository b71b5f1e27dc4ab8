package io.mqttstack.transport.internal.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Where the certificates come from that are trusted. */
public interface TrustSource {

    /** Reads them. */
    List<X509Certificate> load();

    /** The files that are read. */
    List<Path> files();

    /** PEM. */
    static TrustSource pem(PemLocation location) {
        return new Pem(location);
    }

    /** A key store. */
    static TrustSource store(Path file, Supplier<char[]> password) {
        return new Store(new StoreFile(file, password));
    }

    /** What the JDK trusts. */
    static TrustSource system() {
        return new SystemTrust();
    }

    /** PEM. */
    record Pem(PemLocation location) implements TrustSource {

        @Override
        public List<X509Certificate> load() {
            return Certificates.read(location);
        }

        @Override
        public List<Path> files() {
            return location.file().stream().toList();
        }
    }

    /** The trusted certificates of a key store. */
    record Store(StoreFile store) implements TrustSource {

        @Override
        public List<X509Certificate> load() {
            KeyStore loaded = store.load();
            List<X509Certificate> certificates = new ArrayList<>();
            try {
                for (String alias : store.aliases(loaded, KeyStore.TrustedCertificateEntry.class)) {
                    certificates.add((X509Certificate) loaded.getCertificate(alias));
                }
            } catch (KeyStoreException impossible) {
                throw new IllegalStateException("The store was loaded", impossible);
            }
            if (certificates.isEmpty()) {
                throw Unusable.because(store + " contains no trusted certificate");
            }
            return certificates;
        }

        @Override
        public List<Path> files() {
            return List.of(store.file());
        }
    }

    /** The JDK's default. */
    record SystemTrust() implements TrustSource {

        @Override
        public List<X509Certificate> load() {
            List<X509Certificate> certificates = new ArrayList<>();
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                for (TrustManager manager : factory.getTrustManagers()) {
                    certificates.addAll(List.of(((X509TrustManager) manager).getAcceptedIssuers()));
                }
            } catch (GeneralSecurityException unreadable) {
                throw Unusable.because(
                        "the certificate authorities of the system cannot be read (" + Unusable.reason(unreadable)
                                + ")",
                        unreadable);
            }
            return certificates;
        }

        @Override
        public List<Path> files() {
            return List.of();
        }
    }
}
