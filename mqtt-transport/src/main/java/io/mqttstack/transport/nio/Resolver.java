package io.mqttstack.transport.nio;

import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.internal.tls.Hosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Finds the addresses of endpoints in threads of its own, because the JDK's look-up blocks. They end when unused. */
final class Resolver {

    private static final int THREADS = 4;
    private final ExecutorService executor;

    Resolver() {
        executor = SpareThreads.create("mqtt-resolver", THREADS);
    }

    /** Whether {@link #resolve} needs no look-up and does not block. */
    static boolean immediate(Endpoint endpoint) {
        return endpoint.scheme().equals("unix") || Hosts.isAddress(endpoint.host());
    }

    /** The addresses of an endpoint in the order in which to try them. May block. */
    static List<SocketAddress> resolve(Endpoint endpoint) throws UnknownHostException {
        if (endpoint.scheme().equals("unix")) {
            return List.of(UnixDomainSocketAddress.of(endpoint.path()));
        }
        List<SocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
            addresses.add(new InetSocketAddress(address, endpoint.port()));
        }
        return addresses;
    }

    /** Runs a look-up in one of the threads. */
    void execute(Runnable lookUp) {
        executor.execute(lookUp);
    }

    /** Starts no more look-ups, and does not wait for those under way. */
    void close() {
        executor.shutdownNow();
    }
}
