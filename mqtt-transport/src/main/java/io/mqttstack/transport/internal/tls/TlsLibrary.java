package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.TlsLayer;
import io.mqttstack.transport.tls.BouncyCastle;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** What the JDK cannot do, or not well, and Bouncy Castle does. */
public interface TlsLibrary {

    /** The provider of TLS contexts; the same object at each call. */
    Provider tls();

    /** The provider of keys and signatures; the same object at each call. */
    Provider crypto();

    /**
     * The private key of a PEM block of any kind.
     *
     * @param password asked only if the block is encrypted
     * @return PKCS#8, not encrypted
     */
    byte[] pkcs8(PemBlock block, Optional<Supplier<char[]>> password);

    /** Sets the groups of an engine made by {@link #tls()}, the preferred one first. */
    void namedGroups(SSLEngine engine, List<String> groups);

    /** A layer with pre-shared keys. */
    TlsLayer preShared(TlsSettings settings);

    /**
     * The library, which must be there.
     *
     * @param purpose what needs it, the beginning of a sentence
     * @throws io.mqttstack.transport.TransportException that says what to add, if it is absent
     */
    static TlsLibrary require(String purpose) {
        try {
            return BouncyCastle.instance();
        } catch (LinkageError absent) {
            boolean modules = TlsLibrary.class.getModule().isNamed();
            throw Unusable.because(
                    purpose + " needs Bouncy Castle, which is not on the "
                            + (modules ? "module" : "class")
                            + " path: add org.bouncycastle:bctls-jdk18on and org.bouncycastle:bcpkix-jdk18on"
                            + (modules
                                    ? " and start Java with --add-modules"
                                            + " org.bouncycastle.tls,org.bouncycastle.pkix"
                                    : "")
                            + "; or choose TlsProvider.JDK, which can do less",
                    absent);
        }
    }
}
