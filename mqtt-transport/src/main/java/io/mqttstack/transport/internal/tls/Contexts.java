package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.TlsProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes contexts of keys and certificates. */
final class Contexts {

    /** Of a store that never leaves memory. */
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private final Optional<Provider> tls;
    private final Crypto crypto;

    private Contexts(TlsProvider provider) {
        switch (provider) {
            case BOUNCY_CASTLE -> {
                TlsLibrary library = TlsLibrary.require("TlsProvider.BOUNCY_CASTLE, which is the default,");
                tls = Optional.of(library.tls());
                crypto = new Crypto(Optional.of(library.crypto()));
            }
            case JDK -> {
                tls = Optional.empty();
                crypto = new Crypto(Optional.empty());
            }
            default -> throw new IllegalArgumentException("Unknown provider " + provider);
        }
    }

    /** Reads everything; what is returned gives the context for each engine: a new one if no session is to be kept. */
    static Supplier<SSLContext> of(TlsSettings settings) {
        if (settings.context().isPresent()) {
            SSLContext fixed = settings.context().get();
            return () -> fixed;
        }
        Contexts contexts = new Contexts(settings.provider());
        try {
            Optional<Identity> identity = settings.key().map(source -> source.load(contexts.crypto));
            KeyManager[] keys = identity.isPresent() ? contexts.keys(identity.get()) : new KeyManager[0];
            TrustManager[] trust = contexts.trust(settings);
            if (!settings.resumption()) {
                return () -> contexts.uncheckedContext(keys, trust);
            }
            SSLContext context = contexts.context(keys, trust);
            return () -> context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw Unusable.because(
                    "the keys and certificates cannot be used (" + Unusable.reason(unusable) + ")", unusable);
        }
    }

    private SSLContext uncheckedContext(KeyManager[] keys, TrustManager[] trust) {
        try {
            return context(keys, trust);
        } catch (GeneralSecurityException unusable) {
            throw Unusable.because("no context can be made (" + Unusable.reason(unusable) + ")", unusable);
        }
    }

    private SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = tls.isPresent() ? SSLContext.getInstance("TLS", tls.get()) : SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = crypto.provider().isPresent()
                ? KeyStore.getInstance("PKCS12", crypto.provider().get())
                : KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private KeyManager[] keys(Identity identity) throws GeneralSecurityException, IOException {
        KeyStore store = store();
        store.setKeyEntry(
                "identity", identity.key(), IN_MEMORY, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = tls.isPresent()
                ? KeyManagerFactory.getInstance("PKIX", tls.get())
                : KeyManagerFactory.getInstance("PKIX");
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust(TlsSettings settings) throws GeneralSecurityException, IOException {
        List<TrustSource> sources = settings.trust().isEmpty() ? List.of(TrustSource.system()) : settings.trust();
        List<X509Certificate> trusted = new ArrayList<>();
        sources.forEach(source -> trusted.addAll(source.load()));
        KeyStore store = store();
        int number = 0;
        for (X509Certificate certificate : trusted) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory factory = tls.isPresent()
                ? TrustManagerFactory.getInstance("PKIX", tls.get())
                : TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        List<TrustManager> managers = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            managers.add(checked(manager, settings.pins()));
        }
        return managers.toArray(TrustManager[]::new);
    }

    private static TrustManager checked(@Nullable TrustManager manager, Pins pins) {
        if (manager instanceof X509ExtendedTrustManager extended) {
            return new PeerCheck(extended, pins);
        }
        throw new IllegalStateException("The provider's trust manager does not know engines: " + manager);
    }
}
