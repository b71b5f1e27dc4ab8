package io.mqttstack.conformance.broker;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.util.Optional;

/**
 * One place where a broker lets clients in.
 *
 * @param endpoint where it is
 * @param tls whom a client trusts and what it presents; empty where there is no TLS
 */
public record Listener(Endpoint endpoint, Optional<TlsOptions> tls) {

    /**
     * A listener on TCP alone.
     *
     * @param host a name or an address
     * @param port 1 to 65,535
     * @return the listener
     */
    public static Listener tcp(String host, int port) {
        return new Listener(Endpoint.tcp(host, port), Optional.empty());
    }
}
