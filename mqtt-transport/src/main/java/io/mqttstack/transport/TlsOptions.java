package io.mqttstack.transport;

import javax.net.ssl.SSLContext;

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
        return new FixedTlsOptions(fixed);
    }

    /**
     * {@return the context for the next connection} Called in the loop of the connection: it should not take long.
     *
     * @throws RuntimeException if the context cannot be made; the attempt to connect fails with {@link
     *     TransportException.Kind#TLS}
     */
    SSLContext context();

    /**
     * {@return whether a client checks that the server's certificate was issued for the host of the endpoint} True
     * unless somebody took the decision to go without.
     */
    default boolean verifyHostName() {
        return true;
    }
}
