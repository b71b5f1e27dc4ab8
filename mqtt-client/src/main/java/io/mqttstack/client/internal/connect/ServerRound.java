package io.mqttstack.client.internal.connect;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.MqttException;
import io.mqttstack.transport.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The servers of a client: in one round of attempts, each has its turn once, and so has every one that it refers to. In the
 * loop only.
 */
final class ServerRound {
    private List<Endpoint> servers;
    private final boolean shuffled;
    private final DoubleSupplier random;

    /** The servers in the order of this round, and which is next. */
    private List<Endpoint> order;

    private int following;
    /** Those of this round; made with the first. */
    private List<MqttException> failures = List.of();

    private Endpoint listed;
    private Endpoint current;

    ServerRound(ClientOptions options, DoubleSupplier random) {
        this.servers = options.servers();
        this.order = servers;
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
        order = shuffled ? shuffled() : servers;
        following = 0;
        failures = List.of();
        turn(order.get(following++));
    }

    private List<Endpoint> shuffled() {
        List<Endpoint> shuffling = new ArrayList<>(servers);
        for (int i = shuffling.size() - 1; i > 0; i--) {
            Collections.swap(shuffling, i, (int) (random.getAsDouble() * (i + 1)));
        }
        return shuffling;
    }

    /** Goes on to the next server, because the current one failed; false: all had their turn. */
    boolean next(MqttException failure) {
        if (following == order.size()) {
            failures.forEach(failure::addSuppressed);
            return false;
        }
        if (failures.isEmpty()) {
            failures = new ArrayList<>();
        }
        failures.add(failure);
        turn(order.get(following++));
        return true;
    }

    /** Goes to the server that the current one refers to; for good: in its place in later rounds too. */
    void refer(Endpoint target, boolean forGood) {
        current = target;
        if (forGood) {
            servers = servers.stream()
                    .map(each -> each.equals(listed) ? target : each)
                    .toList();
            listed = target;
        }
    }

    private void turn(Endpoint server) {
        listed = server;
        current = server;
    }
}
