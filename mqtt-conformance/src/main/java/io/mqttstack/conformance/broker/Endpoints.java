package io.mqttstack.conformance.broker;

import io.mqttstack.transport.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a broker of this machine listens, for all its life. Immutable. */
final class Endpoints {

    /** The longest path of a Unix socket that every system takes, in bytes. */
    private static final int LONGEST_SOCKET = 103;

    private final Map<Carrier, Endpoint> all;

    private Endpoints(Map<Carrier, Endpoint> all) {
        this.all = all;
    }

    /**
     * Chooses a free port for TCP and each of some other carriers, or a socket.
     *
     * @param carriers besides TCP
     * @param webSocketPath the path of a request, where there is WebSocket
     * @param directory where a socket may be
     */
    static Endpoints choose(FreePorts ports, Set<Carrier> carriers, String webSocketPath, Path directory) {
        Map<Carrier, Endpoint> all = new EnumMap<>(Carrier.class);
        for (Carrier each : Carrier.values()) {
            if (each == Carrier.TCP || carriers.contains(each)) {
                all.put(
                        each,
                        switch (each) {
                            case TCP -> Endpoint.tcp(FreePorts.HOST, ports.next());
                            case TLS, CLIENT_CERTIFICATE, PSK -> Endpoint.tls(FreePorts.HOST, ports.next());
                            case WS, WSS ->
                                Endpoint.webSocket(each == Carrier.WSS, FreePorts.HOST, ports.next(), webSocketPath);
                            case UNIX -> Endpoint.unix(socket(directory));
                        });
            }
        }
        return new Endpoints(Collections.unmodifiableMap(all));
    }

    private static String socket(Path directory) {
        String path = directory.resolve("socket").toString();
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            throw new BrokerException(
                    "no Unix socket can be at " + path + ", which has more than " + LONGEST_SOCKET + " bytes");
        }
        return path;
    }

    boolean has(Carrier carrier) {
        return all.containsKey(carrier);
    }

    /** The port of a carrier that there is and that has one. */
    int port(Carrier carrier) {
        return endpoint(carrier).port();
    }

    /** The Unix socket, which there is. */
    Path socket() {
        return Path.of(endpoint(Carrier.UNIX).path());
    }

    private Endpoint endpoint(Carrier carrier) {
        Endpoint endpoint = all.get(carrier);
        if (endpoint == null) {
            throw new IllegalStateException("There is no listener for " + carrier);
        }
        return endpoint;
    }

    /** As clients see it. */
    Map<Carrier, Listener> listeners(Optional<BrokerTls> tls) {
        Map<Carrier, Listener> listeners = new EnumMap<>(Carrier.class);
        all.forEach((carrier, endpoint) ->
                listeners.put(carrier, new Listener(endpoint, tls.flatMap(each -> each.client(carrier)))));
        return Collections.unmodifiableMap(listeners);
    }

    /** Waits until the process, or one of its company, accepts connections everywhere. */
    void await(BrokerProcess process, Duration limit) throws InterruptedException {
        for (Carrier each : all.keySet()) {
            if (each == Carrier.UNIX) {
                process.awaitSocket(socket(), limit);
            } else {
                process.awaitPort(port(each), limit);
            }
        }
    }

    /** A broker that was killed leaves its socket behind, and not every one replaces it. */
    void removeSocket() throws IOException {
        if (has(Carrier.UNIX)) {
            Files.deleteIfExists(socket());
        }
    }
}
