package io.mqttstack.bench.transport;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.nio.file.Path;

/** Where a contender connects to with TLS, and how: the same for all. */
record TlsContender(TlsOptions options, Endpoint endpoint) {

    /** Takes the provider and what {@link TlsPeer} answered. */
    static TlsContender of(String provider, String address) {
        int space = address.indexOf(' ');
        TlsOptions options = TlsOptions.builder()
                .provider(TlsProvider.valueOf(provider))
                .trustPem(Path.of(address.substring(space + 1)))
                .sessionResumption(false)
                .build();
        return new TlsContender(options, Endpoint.tls("127.0.0.1", Integer.parseInt(address.substring(0, space))));
    }
}
