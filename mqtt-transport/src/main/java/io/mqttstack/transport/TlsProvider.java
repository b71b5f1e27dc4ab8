package io.mqttstack.transport;

/** Whose implementation of TLS is used. */
public enum TlsProvider {
    /**
     * Bouncy Castle, from {@code org.bouncycastle:bctls-jdk18on} and {@code org.bouncycastle:bcpkix-jdk18on}, which the
     * application adds. Its providers are used as objects; nothing is installed in the JVM. It half-closes no
     * connection: when one side ends its output, the other's ends too.
     */
    BOUNCY_CASTLE,
    /** The JDK's. It knows neither Ed25519 certificates nor the choice of groups, and needs nothing added. */
    JDK
}
