package io.mqttstack.transport.nio;

import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes engines that are set up as an endpoint and its options ask for. */
final class TlsEngines {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private TlsEngines() {}

    /** A client's engine: it verifies the host name, unless told not to, and names the host to the server (SNI). */
    static SSLEngine client(Endpoint endpoint, ConnectOptions options) throws NoSuchAlgorithmException {
        Optional<TlsOptions> tls = options.tls();
        SSLContext context = tls.isPresent() ? tls.get().context() : SSLContext.getDefault();
        SSLEngine engine = context.createSSLEngine(endpoint.host(), endpoint.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = restricted(engine);
        if (tls.map(TlsOptions::verifyHostName).orElse(true)) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        serverName(endpoint).ifPresent(name -> parameters.setServerNames(List.of(name)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A server's engine. */
    static SSLEngine server(Endpoint endpoint, ConnectOptions options) {
        TlsOptions tls = options.tls()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Listening on " + endpoint + " needs TLS options with a key and its certificate"));
        SSLEngine engine = tls.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(restricted(engine));
        return engine;
    }

    private static SSLParameters restricted(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(Arrays.stream(parameters.getProtocols())
                .filter(PROTOCOLS::contains)
                .toArray(String[]::new));
        return parameters;
    }

    private static Optional<SNIHostName> serverName(Endpoint endpoint) {
        if (Resolver.isAddress(endpoint.host())) {
            return Optional.empty(); // an address is not a name
        }
        try {
            return Optional.of(new SNIHostName(endpoint.host()));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty(); // names with an underscore, for example: the server has to do without
        }
    }
}
