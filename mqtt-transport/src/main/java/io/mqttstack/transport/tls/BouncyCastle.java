package io.mqttstack.transport.tls;

import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.internal.tls.PemBlock;
import io.mqttstack.transport.internal.tls.TlsLibrary;
import io.mqttstack.transport.internal.tls.TlsSettings;
import io.mqttstack.transport.internal.tls.Unusable;
import java.security.Provider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLEngine;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** Bouncy Castle's providers as objects: the JVM's list of providers is left as it is. */
public final class BouncyCastle implements TlsLibrary {

    private static final String CLASSICAL = "x25519";

    private final Provider crypto = new BouncyCastleProvider();
    private final Provider tls = new BouncyCastleJsseProvider(false, new JcaTlsCryptoProvider().setProvider(crypto));

    private BouncyCastle() {}

    /** Made once, when it is needed for the first time. */
    private static final class Holder {

        private static final BouncyCastle INSTANCE = new BouncyCastle();
    }

    /**
     * The library.
     *
     * @throws LinkageError if one of the jars is absent
     */
    public static TlsLibrary instance() {
        // Touched first because the initialisation of Holder fails only once with the reason.
        Objects.requireNonNull(BouncyCastleProvider.class);
        Objects.requireNonNull(BouncyCastleJsseProvider.class);
        Objects.requireNonNull(PEMParser.class);
        return Holder.INSTANCE;
    }

    @Override
    public Provider tls() {
        return tls;
    }

    @Override
    public Provider crypto() {
        return crypto;
    }

    @Override
    public byte[] pkcs8(PemBlock block, Optional<Supplier<char[]>> password) {
        return PemKeys.pkcs8(block, password, crypto);
    }

    @Override
    public void namedGroups(SSLEngine engine, List<String> groups) {
        BCSSLEngine own = (BCSSLEngine) engine;
        BCSSLParameters parameters = own.getParameters();
        Set<String> shares = new LinkedHashSet<>(groups.subList(0, 1));
        if (groups.contains(CLASSICAL)) {
            shares.add(CLASSICAL); // a peer that does not know the first one then needs no second round
        }
        try {
            parameters.setNamedGroups(groups.toArray(String[]::new));
            parameters.setEarlyKeyShares(shares.toArray(String[]::new));
            own.setParameters(parameters);
        } catch (IllegalArgumentException unknown) {
            throw Unusable.because("not all groups of " + groups + " are known to Bouncy Castle", unknown);
        }
    }

    @Override
    public TlsLayer preShared(TlsSettings settings) {
        return new PskLayer(settings, new JcaTlsCryptoProvider().setProvider(crypto));
    }
}
