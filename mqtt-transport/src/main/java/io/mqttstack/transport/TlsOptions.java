package io.mqttstack.transport;

import io.mqttstack.transport.internal.tls.KeySource;
import io.mqttstack.transport.internal.tls.PemLocation;
import io.mqttstack.transport.internal.tls.Pins;
import io.mqttstack.transport.internal.tls.TlsRecipe;
import io.mqttstack.transport.internal.tls.TlsSettings;
import io.mqttstack.transport.internal.tls.TrustSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is done: a recipe that is evaluated for each connection, so that renewed certificates are picked up.
 *
 * <p>Versions before TLS 1.2 are never used. Implementations may be called by several threads at a time.
 */
public interface TlsOptions {

    /**
     * A fixed context, with verification of the host name. The context must be initialised.
     *
     * @param fixed an initialised context
     * @return the options
     */
    static TlsOptions of(SSLContext fixed) {
        return builder().context(fixed).build();
    }

    /**
     * Starts a recipe: Bouncy Castle, TLS 1.3 and 1.2, the certificate authorities of the system, the host name
     * verified, no certificate of our own.
     *
     * @return a builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates the recipe. May read files, ask for passwords and derive keys, so it is called for each connection in a
     * thread of the transport that may block, never in a loop.
     *
     * @return what makes the engine of one connection, or of several
     * @throws RuntimeException if it cannot be evaluated; the attempt to connect then fails with {@link
     *     TransportException.Kind#TLS} and the message
     */
    TlsLayer layer();

    /** What a server asks of its clients. */
    enum ClientAuthentication {
        /** Clients send no certificate. */
        NONE,
        /** A client may send a certificate, which then has to be trusted. */
        WANTED,
        /** A client without a certificate that is trusted is refused. */
        REQUIRED
    }

    /**
     * Collects a recipe; not for use by several threads at a time. Files are read, and suppliers asked, when a
     * connection is made; they are read again only once their time of change or their length differs. A supplier's array
     * is not kept, but it is not erased either.
     */
    final class Builder {

        private final List<TrustSource> trust = new ArrayList<>();
        private final Map<String, Supplier<byte[]>> preSharedKeys = new LinkedHashMap<>();
        private final List<String> pins = new ArrayList<>();
        private @Nullable KeySource key;
        private @Nullable SSLContext context;
        private @Nullable String serverName;
        private List<String> protocols = TlsSettings.PROTOCOLS;
        private List<String> cipherSuites = List.of();
        private List<String> namedGroups = List.of();
        private List<String> alpn = List.of();
        private ClientAuthentication clientAuthentication = ClientAuthentication.NONE;
        private TlsProvider provider = TlsProvider.BOUNCY_CASTLE;
        private boolean verifyHostName = true;
        private boolean resumption = true;

        private Builder() {}

        /**
         * Uses a context that was made elsewhere, with its keys, trust and provider: those options, pre-shared keys,
         * pins and groups cannot be combined with it.
         *
         * @param fixed an initialised context
         * @return this builder
         */
        public Builder context(SSLContext fixed) {
            context = Objects.requireNonNull(fixed, "fixed");
            return this;
        }

        /**
         * Trusts the certificates of a PEM file, in addition to what other calls trust. What is trusted by name
         * replaces the system's authorities.
         *
         * @param file certificates between {@code -----BEGIN CERTIFICATE-----} and {@code -----END CERTIFICATE-----}
         * @return this builder
         */
        public Builder trustPem(Path file) {
            trust.add(TrustSource.pem(PemLocation.of(file)));
            return this;
        }

        /**
         * As {@link #trustPem(Path)} with the content itself.
         *
         * @param pem the text
         * @return this builder
         */
        public Builder trustPem(String pem) {
            trust.add(TrustSource.pem(PemLocation.of(pem)));
            return this;
        }

        /**
         * Trusts the trusted certificates of a PKCS#12 or JKS file, which is told by its content.
         *
         * @param file the key store
         * @param password asked when the file is read
         * @return this builder
         */
        public Builder trustStore(Path file, Supplier<char[]> password) {
            trust.add(TrustSource.store(file, Objects.requireNonNull(password, "password")));
            return this;
        }

        /**
         * Trusts the certificate authorities of the system, as the JDK finds them: the default, and of use together
         * with others.
         *
         * @return this builder
         */
        public Builder trustSystem() {
            trust.add(TrustSource.system());
            return this;
        }

        /**
         * Presents a certificate whose private key is not encrypted.
         *
         * @param chain the certificate, then its issuers as far as the peer may lack them
         * @param key PKCS#8; with Bouncy Castle PKCS#1 and SEC 1 ({@code EC PRIVATE KEY}) too; may be the same file
         * @return this builder
         */
        public Builder keyPem(Path chain, Path key) {
            return key(KeySource.pem(PemLocation.of(chain), PemLocation.of(key), Optional.empty()));
        }

        /**
         * Presents a certificate whose private key may be encrypted, which needs Bouncy Castle to read.
         *
         * @param chain the certificate, then its issuers as far as the peer may lack them
         * @param key the private key, encrypted or not
         * @param password asked when the file is read and the key is encrypted
         * @return this builder
         */
        public Builder keyPem(Path chain, Path key, Supplier<char[]> password) {
            return key(KeySource.pem(PemLocation.of(chain), PemLocation.of(key), Optional.of(password)));
        }

        /**
         * As {@link #keyPem(Path, Path)} with the contents themselves.
         *
         * @param chain the text with the certificate and its issuers
         * @param key the text with the private key
         * @return this builder
         */
        public Builder keyPem(String chain, String key) {
            return key(KeySource.pem(PemLocation.of(chain), PemLocation.of(key), Optional.empty()));
        }

        /**
         * As {@link #keyPem(Path, Path, Supplier)} with the contents themselves.
         *
         * @param chain the text with the certificate and its issuers
         * @param key the text with the private key
         * @param password asked when the key is encrypted
         * @return this builder
         */
        public Builder keyPem(String chain, String key, Supplier<char[]> password) {
            return key(KeySource.pem(PemLocation.of(chain), PemLocation.of(key), Optional.of(password)));
        }

        /**
         * Presents the one certificate with a private key in a PKCS#12 or JKS file, which is told by its content.
         *
         * @param file the key store
         * @param password of the file and of the key in it; asked when the file is read
         * @return this builder
         */
        public Builder keyStore(Path file, Supplier<char[]> password) {
            return key(KeySource.store(file, Objects.requireNonNull(password, "password"), Optional.empty()));
        }

        /**
         * As {@link #keyStore(Path, Supplier)} of a file with several keys.
         *
         * @param file the key store
         * @param password of the file and of the key in it; asked when the file is read
         * @param alias the name of the key
         * @return this builder
         */
        public Builder keyStore(Path file, Supplier<char[]> password, String alias) {
            return key(KeySource.store(file, Objects.requireNonNull(password, "password"), Optional.of(alias)));
        }

        /**
         * Presents the certificate of the key store that the system properties {@code javax.net.ssl.keyStore} and
         * {@code javax.net.ssl.keyStorePassword} name.
         *
         * @return this builder
         */
        public Builder keySystem() {
            return key(KeySource.system());
        }

        private Builder key(KeySource source) {
            key = source;
            return this;
        }

        /**
         * Uses a pre-shared key instead of certificates; needs Bouncy Castle. A client uses the first one, a server
         * accepts all that were given.
         *
         * @param identity what the client is called; sent in clear text
         * @param key asked at each connection; at least 16 bytes are advisable, and one is the least
         * @return this builder
         */
        public Builder preSharedKey(String identity, Supplier<byte[]> key) {
            preSharedKeys.put(Objects.requireNonNull(identity, "identity"), Objects.requireNonNull(key, "key"));
            return this;
        }

        /**
         * Accepts only peers whose certificate, or one of its issuers up to the trusted one, has one of these keys, in
         * addition to all other checks.
         *
         * @param pins each the SHA-256 of a SubjectPublicKeyInfo in Base64, with or without {@code sha256/} before
         * @return this builder
         */
        public Builder pinSha256(String... pins) {
            this.pins.addAll(List.of(pins));
            return this;
        }

        /**
         * Restricts the protocols; {@code TLSv1.3} and {@code TLSv1.2} by default.
         *
         * @param names of {@code TLSv1.2} and {@code TLSv1.3}
         * @return this builder
         */
        public Builder protocols(String... names) {
            protocols = List.of(names);
            return this;
        }

        /**
         * Restricts the cipher suites, the preferred one first; the provider's defaults otherwise.
         *
         * @param names the JDK's names, for example {@code TLS_AES_128_GCM_SHA256}
         * @return this builder
         */
        public Builder cipherSuites(String... names) {
            cipherSuites = List.of(names);
            return this;
        }

        /**
         * Restricts the groups of the key exchange, the preferred one first; needs Bouncy Castle. A certificate with a
         * key on a curve needs that curve among the groups.
         *
         * @param names for example {@code x25519}, {@code secp256r1}, {@code X25519MLKEM768}
         * @return this builder
         */
        public Builder namedGroups(String... names) {
            namedGroups = List.of(names);
            return this;
        }

        /**
         * Prefers the hybrid X25519MLKEM768, which stays secret even if a quantum computer breaks the elliptic curve
         * one day; a peer that does not know it gets {@code x25519}, {@code secp256r1} or {@code secp384r1}. TLS 1.3
         * only; needs Bouncy Castle.
         *
         * @return this builder
         */
        public Builder postQuantumKeyExchange() {
            return namedGroups("X25519MLKEM768", "x25519", "secp256r1", "secp384r1");
        }

        /**
         * Names another host to the server (SNI) than the endpoint's, which is named by default unless it is an address.
         * The server's certificate may then be issued for either.
         *
         * @param name a host name
         * @return this builder
         */
        public Builder serverName(String name) {
            serverName = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Negotiates the protocol that TLS carries (ALPN); none by default.
         *
         * @param names the preferred one first, for MQTT {@code mqtt}
         * @return this builder
         */
        public Builder alpn(String... names) {
            alpn = List.of(names);
            return this;
        }

        /**
         * Decides what a listening endpoint asks of its clients; nothing by default. What is trusted is what the other
         * methods trust.
         *
         * @param authentication whether clients present certificates
         * @return this builder
         */
        public Builder clientAuthentication(ClientAuthentication authentication) {
            clientAuthentication = Objects.requireNonNull(authentication, "authentication");
            return this;
        }

        /**
         * Decides whether a later connection may shorten its handshake by resuming the session of an earlier one; true
         * by default. Bouncy Castle resumes in TLS 1.2 only.
         *
         * @param resumption whether sessions are kept
         * @return this builder
         */
        public Builder sessionResumption(boolean resumption) {
            this.resumption = resumption;
            return this;
        }

        /**
         * Chooses the implementation; {@link TlsProvider#BOUNCY_CASTLE} by default.
         *
         * @param provider whose
         * @return this builder
         */
        public Builder provider(TlsProvider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Does not check that the server's certificate was issued for the host of the endpoint: anybody with any
         * certificate of a trusted authority can then pose as the server. For tests, and for servers that pins identify.
         *
         * @return this builder
         */
        public Builder dangerouslySkipHostNameVerification() {
            verifyHostName = false;
            return this;
        }

        /**
         * Makes the recipe. Nothing is read yet.
         *
         * @return the recipe
         * @throws IllegalArgumentException if options contradict each other, or a name or pin cannot be one
         */
        public TlsOptions build() {
            return new TlsRecipe(new TlsSettings(
                    provider,
                    Optional.ofNullable(context),
                    List.copyOf(trust),
                    Optional.ofNullable(key),
                    new LinkedHashMap<>(preSharedKeys),
                    Pins.parse(pins),
                    protocols,
                    cipherSuites,
                    namedGroups,
                    alpn,
                    Optional.ofNullable(serverName),
                    clientAuthentication,
                    verifyHostName,
                    resumption));
        }
    }
}
