package io.mqttstack.conformance.broker;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TransportException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A broker that somebody else runs, known by a URL such as {@code mqtts://host:port}. What it speaks is found by trying; of
 * its listeners only this one is known.
 */
final class UrlBroker extends UnknownBroker {

    private static final Map<String, Carrier> CARRIERS =
            Map.of("mqtt", Carrier.TCP, "mqtts", Carrier.TLS, "ws", Carrier.WS, "wss", Carrier.WSS);

    private static final int CONNECT_MILLIS = 10_000;

    private final Carrier carrier;
    private final Listener listener;
    private volatile boolean started;
    private volatile boolean closed;

    /**
     * Knows a broker.
     *
     * @param trusted PEM with the issuers that its certificate may have; empty: those that the JDK trusts
     * @throws IllegalArgumentException if it is no such URL; the message shows no password
     */
    UrlBroker(String url, Optional<Credentials> credentials, Optional<Path> trusted) {
        super(url, credentials);
        Endpoint endpoint = endpoint(url);
        carrier = carrier(endpoint);
        TlsOptions.Builder tls = TlsOptions.builder();
        trusted.ifPresentOrElse(tls::trustPem, tls::trustSystem);
        listener = new Listener(endpoint, endpoint.secure() ? Optional.of(tls.build()) : Optional.empty());
    }

    private static Endpoint endpoint(String url) {
        try {
            return Endpoint.of(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is no URL: " + e.getReason(), e);
        }
    }

    private static Carrier carrier(Endpoint endpoint) {
        Carrier found = CARRIERS.get(endpoint.scheme());
        if (found == null) {
            throw new IllegalArgumentException("a URL begins with mqtt, mqtts, ws or wss, not " + endpoint.scheme());
        }
        return found;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public boolean controllable() {
        return false;
    }

    @Override
    public String host() {
        return listener.endpoint().host();
    }

    @Override
    public int port() {
        return listener.endpoint().port();
    }

    @Override
    public Carrier carrier() {
        return carrier;
    }

    @Override
    public Map<Carrier, Listener> listeners() {
        return Map.of(carrier, listener);
    }

    @Override
    public boolean running() {
        return started && !closed;
    }

    /** Only finds out whether the broker answers, and whether what it may be trusted by can be read. */
    @Override
    public void start() {
        if (closed || started) {
            throw new IllegalStateException(name() + (closed ? " is closed" : " is started already"));
        }
        try (Socket socket = new Socket()) {
            listener.tls().ifPresent(TlsOptions::layer);
            socket.connect(new InetSocketAddress(host(), port()), CONNECT_MILLIS);
        } catch (TransportException e) {
            throw new BrokerException(name() + " cannot be trusted: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BrokerException(name() + " does not answer: " + e.getMessage(), e);
        }
        started = true;
    }

    @Override
    public void stop() {
        throw leftAlone();
    }

    @Override
    public void kill() {
        throw leftAlone();
    }

    @Override
    public void pause() {
        throw leftAlone();
    }

    @Override
    public void resume() {
        throw leftAlone();
    }

    private UnsupportedOperationException leftAlone() {
        return new UnsupportedOperationException(name() + " is run by somebody else");
    }

    @Override
    public List<String> log() {
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
    }
}
