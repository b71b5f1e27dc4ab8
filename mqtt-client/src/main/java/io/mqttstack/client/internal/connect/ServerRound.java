package io.mqttstack.client.internal.connect;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.transport.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The servers of a client: in one round of attempts, each has its turn once, and so has every one that it refers to. In the
 * loop only.
 */
final class ServerRound {
    private final List<Endpoint> servers;
    private final boolean shuffled;
    private final DoubleSupplier random;
    private final Deque<Endpoint> left = new ArrayDeque<>();
    private final List<MqttException> failures = new ArrayList<>();
    private Endpoint listed;
    private Endpoint current;

    ServerRound(ClientOptions options, DoubleSupplier random) {
        this.servers = new ArrayList<>(options.servers());
        this.shuffled = options.shuffleServers();
        this.random = random;
        this.listed = servers.get(0);
        this.current = listed;
    }

    /** The server whose turn it is. */
    Endpoint current() {
        return current;
    }

    /** Begins a round. */
    void begin() {
        List<Endpoint> order = new ArrayList<>(servers);
        for (int i = order.size() - 1; shuffled && i > 0; i--) {
            Collections.swap(order, i, (int) (random.getAsDouble() * (i + 1)));
        }
        failures.clear();
        left.clear();
        left.addAll(order);
        turn(left.remove());
    }

    /** Goes on to the next server, because the current one failed; false: all had their turn. */
    boolean next(MqttException failure) {
        Endpoint following = left.poll();
        if (following == null) {
            failures.forEach(failure::addSuppressed);
            return false;
        }
        failures.add(failure);
        turn(following);
        return true;
    }

    /** Goes to the server that the current one refers to; for good: in its place in later rounds too. */
    void refer(Endpoint target, boolean forGood) {
        current = target;
        if (forGood) {
            servers.replaceAll(each -> each.equals(listed) ? target : each);
            listed = target;
        }
    }

    private void turn(Endpoint server) {
        listed = server;
        current = server;
    }
}
