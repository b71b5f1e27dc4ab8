package io.mqttstack.bench.transport;

import io.mqttstack.bench.peer.NettyTls;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;

/** Where a contender connects to with TLS, and how: the same for all. */
record TlsContender(TlsOptions options, Endpoint endpoint) {

    /** How long a handshake may take on a machine that is busy. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

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

    ConnectOptions connecting() {
        return ConnectOptions.builder().tls(options).connectTimeout(PATIENCE).build();
    }

    /** Netty, with an engine of these options for each connection. */
    NettyTls netty() {
        return new NettyTls(() -> options.layer().client(endpoint), endpoint.port(), PATIENCE);
    }
}
