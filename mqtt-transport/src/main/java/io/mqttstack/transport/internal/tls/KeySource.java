package io.mqttstack.transport.internal.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where our private key and certificate come from. */
public interface KeySource {

    /** Reads them. */
    Identity load(Crypto crypto);

    /** The files that are read. */
    List<Path> files();

    /** PEM. */
    static KeySource pem(PemLocation chain, PemLocation key, Optional<Supplier<char[]>> password) {
        return new Pem(chain, key, password);
    }

    /** A key store. */
    static KeySource store(Path file, Supplier<char[]> password, Optional<String> alias) {
        return new Store(new StoreFile(file, password), alias);
    }

    /** The key store that system properties name. */
    static KeySource system() {
        return new SystemStore();
    }

    /** A certificate with its issuers, and a key, which may be in the same text. */
    record Pem(PemLocation chain, PemLocation key, Optional<Supplier<char[]>> password) implements KeySource {

        @Override
        public Identity load(Crypto crypto) {
            List<X509Certificate> certificates = Certificates.read(chain);
            List<PemBlock> blocks = key.blocks();
            PemBlock block = blocks.stream()
                    .filter(candidate -> candidate.type().endsWith("PRIVATE KEY"))
                    .findFirst()
                    .orElseThrow(() -> Unusable.because(key + " contains no private key, only "
                            + blocks.stream().map(PemBlock::type).collect(Collectors.joining(", "))));
            byte[] pkcs8 = block.type().equals("PRIVATE KEY")
                    ? block.content()
                    : TlsLibrary.require("the " + block).pkcs8(block, password);
            try {
                return crypto.identity(pkcs8, "the " + block, certificates, chain.toString());
            } finally {
                Arrays.fill(pkcs8, (byte) 0);
            }
        }

        @Override
        public List<Path> files() {
            return Stream.of(chain, key)
                    .flatMap(location -> location.file().stream())
                    .toList();
        }
    }

    /** One key of a store. */
    record Store(StoreFile store, Optional<String> wanted) implements KeySource {

        @Override
        public Identity load(Crypto crypto) {
            KeyStore loaded = store.load();
            String alias = alias(store.aliases(loaded, KeyStore.PrivateKeyEntry.class));
            try {
                Key key = loaded.getKey(alias, store.password().get());
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : loaded.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return crypto.identity(key.getEncoded(), "the key '" + alias + "'", chain, store.toString());
            } catch (GeneralSecurityException locked) {
                throw Unusable.because(
                        "the key '" + alias + "' of " + store + " cannot be read with the password of the file",
                        locked);
            }
        }

        private String alias(List<String> aliases) {
            if (wanted.isPresent()) {
                if (aliases.contains(wanted.get())) {
                    return wanted.get();
                }
                throw Unusable.because(store + " contains no private key '" + wanted.get() + "', only " + aliases);
            } else if (aliases.isEmpty()) {
                throw Unusable.because(store + " contains no private key");
            } else if (aliases.size() > 1) {
                throw Unusable.because(store + " contains several private keys " + aliases + ": say which");
            }
            return aliases.get(0);
        }

        @Override
        public List<Path> files() {
            return List.of(store.file());
        }
    }

    /** What {@code -Djavax.net.ssl.keyStore} names. */
    record SystemStore() implements KeySource {

        private static final String FILE = "javax.net.ssl.keyStore";
        private static final String PASSWORD = "javax.net.ssl.keyStorePassword";

        private static Store store() {
            String file = System.getProperty(FILE);
            if (file == null) {
                throw Unusable.because("the system has no key store: the system property " + FILE + " is not set");
            }
            Supplier<char[]> password = () -> System.getProperty(PASSWORD, "").toCharArray();
            return new Store(new StoreFile(Path.of(file), password), Optional.empty());
        }

        @Override
        public Identity load(Crypto crypto) {
            return store().load(crypto);
        }

        @Override
        public List<Path> files() {
            return store().files();
        }
    }
}
