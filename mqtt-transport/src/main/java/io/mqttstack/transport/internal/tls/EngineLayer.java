package io.mqttstack.transport.internal.tls;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Engines of a context, set up as the settings ask for. */
final class EngineLayer implements TlsLayer {

    private final TlsSettings settings;
    private final Supplier<SSLContext> contexts;

    EngineLayer(TlsSettings settings, Supplier<SSLContext> contexts) {
        this.settings = settings;
        this.contexts = contexts;
    }

    /** A client's engine: it verifies the host name, unless told not to, and names the host to the server (SNI). */
    @Override
    public SSLEngine client(Endpoint peer) {
        SSLEngine engine = contexts.get().createSSLEngine(peer.host(), peer.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        if (settings.verifyHostName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        serverName(peer).ifPresent(name -> parameters.setServerNames(List.of(name)));
        return configured(engine, parameters);
    }

    @Override
    public SSLEngine server(Endpoint local) {
        SSLEngine engine = contexts.get().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        switch (settings.clientAuthentication()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return configured(engine, parameters);
    }

    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        List<String> enabled = Arrays.asList(parameters.getProtocols());
        List<String> protocols =
                settings.protocols().stream().filter(enabled::contains).toList();
        if (protocols.isEmpty()) {
            throw Unusable.because(
                    "the provider has switched off " + settings.protocols() + ", only " + enabled + " can be used");
        }
        parameters.setProtocols(protocols.toArray(String[]::new));
        if (!settings.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(cipherSuites(engine));
        }
        if (!settings.alpn().isEmpty()) {
            parameters.setApplicationProtocols(settings.alpn().toArray(String[]::new));
        }
        return parameters;
    }

    private String[] cipherSuites(SSLEngine engine) {
        List<String> unknown = new ArrayList<>(settings.cipherSuites());
        unknown.removeAll(Arrays.asList(engine.getSupportedCipherSuites()));
        if (!unknown.isEmpty()) {
            throw Unusable.because("the provider does not know the cipher suites " + unknown);
        }
        return settings.cipherSuites().toArray(String[]::new);
    }

    private SSLEngine configured(SSLEngine engine, SSLParameters parameters) {
        engine.setSSLParameters(parameters);
        if (!settings.namedGroups().isEmpty()) {
            TlsLibrary.require("The choice of groups").namedGroups(engine, settings.namedGroups());
        }
        return engine;
    }

    private Optional<SNIHostName> serverName(Endpoint peer) {
        if (settings.serverName().isPresent()) {
            return settings.serverName().map(SNIHostName::new);
        } else if (Hosts.isAddress(peer.host())) {
            return Optional.empty(); // an address is not a name
        }
        try {
            return Optional.of(new SNIHostName(peer.host()));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty(); // names with an underscore, for example: the server has to do without
        }
    }
}
