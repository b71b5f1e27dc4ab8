package io.mqttstack.conformance.broker;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker that somebody else runs, known by a URL {@code mqtt://host:port}. What it speaks is found by trying. */
final class UrlBroker implements BrokerUnderTest {

    static final String SCHEME = "mqtt";

    private static final int DEFAULT_PORT = 1883;
    private static final int CONNECT_MILLIS = 10_000;

    private final String name;
    private final String host;
    private final int port;
    private final Optional<Credentials> credentials;
    private volatile boolean started;
    private volatile boolean closed;

    UrlBroker(URI url, Optional<Credentials> credentials) {
        String named = url.getHost();
        if (!SCHEME.equals(url.getScheme()) || named == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "not of the form mqtt://host:port, without user: " + url.getScheme() + "://" + named);
        }
        name = url.toString();
        host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return Set.copyOf(EnumSet.allOf(ProtocolVersion.class));
    }

    @Override
    public QoS maximumQoS() {
        return QoS.EXACTLY_ONCE;
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
    public Optional<Credentials> credentials() {
        return credentials;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean running() {
        return started && !closed;
    }

    /** Only finds out whether the broker answers. */
    @Override
    public void start() {
        if (closed || started) {
            throw new IllegalStateException(name + (closed ? " is closed" : " is started already"));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        } catch (IOException e) {
            throw new BrokerException(name + " does not answer: " + e.getMessage(), e);
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
        return new UnsupportedOperationException(name + " is run by somebody else");
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
