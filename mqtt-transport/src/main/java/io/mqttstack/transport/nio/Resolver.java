package io.mqttstack.transport.nio;

import io.mqttstack.transport.NameResolver;
import io.mqttstack.transport.internal.tls.Hosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Finds addresses in threads of its own, because looking a name up blocks. They end when unused. */
final class Resolver {

    private static final int THREADS = 4;
    private final ExecutorService executor;

    Resolver() {
        executor = SpareThreads.create("mqtt-resolver", THREADS);
    }

    /** The addresses of a host in the order in which to try them. May block. */
    static List<SocketAddress> resolve(String host, int port, NameResolver names) throws IOException {
        List<InetAddress> found = Hosts.isAddress(host) ? List.of(InetAddress.getByName(host)) : names.resolve(host);
        if (found.isEmpty()) {
            throw new UnknownHostException(host);
        }
        List<SocketAddress> addresses = new ArrayList<>(found.size());
        for (InetAddress address : inTurn(found)) {
            addresses.add(new InetSocketAddress(address, port));
        }
        return addresses;
    }

    /** Takes the families in turn, beginning with that of the first address (RFC 8305). */
    private static List<InetAddress> inTurn(List<InetAddress> found) {
        Class<?> first = found.get(0).getClass();
        Iterator<InetAddress> one =
                found.stream().filter(address -> address.getClass() == first).iterator();
        Iterator<InetAddress> other =
                found.stream().filter(address -> address.getClass() != first).iterator();
        List<InetAddress> inTurn = new ArrayList<>(found.size());
        while (one.hasNext() || other.hasNext()) {
            if (one.hasNext()) {
                inTurn.add(one.next());
            }
            if (other.hasNext()) {
                inTurn.add(other.next());
            }
        }
        return inTurn;
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
