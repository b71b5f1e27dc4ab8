package io.mqttstack.transport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * TLS with its keys and certificates loaded: what {@link TlsOptions#layer()} makes of a recipe. It gives each connection
 * an engine of its own, which is ready to begin: protocols, host name verification, server name and the like are set.
 *
 * <p>All methods may be called by several threads at a time. They may ask a supplier of the recipe, so they are called in
 * a thread that may block, as {@link TlsOptions#layer()} is.
 */
public interface TlsLayer {

    /**
     * A layer with a fixed context: TLS 1.2 and 1.3, with verification of the host name.
     *
     * @param context an initialised context
     * @return the layer
     */
    static TlsLayer of(SSLContext context) {
        return TlsOptions.of(context).layer();
    }

    /**
     * An engine in client mode.
     *
     * @param peer where it is connected to; its host is what the server's certificate has to name
     * @return the engine
     * @throws RuntimeException if the provider cannot do what is asked for; the message says what
     */
    SSLEngine client(Endpoint peer);

    /**
     * An engine in server mode.
     *
     * @param local the endpoint that listens
     * @return the engine
     * @throws RuntimeException if the provider cannot do what is asked for; the message says what
     */
    SSLEngine server(Endpoint local);
}
