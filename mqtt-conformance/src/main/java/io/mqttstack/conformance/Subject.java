package io.mqttstack.conformance;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.Endpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A running broker as the cases see it.
 *
 * @param name what it is called in reports and in the names of its deviations
 * @param versions the versions that it is said to speak
 * @param carrier what the clients of a case come over that asks for nothing else
 * @param listeners where it listens, as far as it is known; that carrier is among it
 * @param credentials what lets a client in; empty: it is not known to ask for any
 */
public record Subject(
        String name,
        Set<ProtocolVersion> versions,
        Carrier carrier,
        Map<Carrier, Listener> listeners,
        Optional<Credentials> credentials) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there is no listener for the usual carrier
     */
    public Subject {
        versions = Set.copyOf(versions);
        listeners = Map.copyOf(listeners);
        if (!listeners.containsKey(carrier)) {
            throw new IllegalArgumentException("Of " + name + " no listener over " + carrier.title() + " is known");
        }
    }

    /**
     * A broker that was started.
     *
     * @param broker the broker
     * @return it as the cases see it
     */
    public static Subject of(BrokerUnderTest broker) {
        return new Subject(
                broker.name(),
                broker.versions(),
                broker.carrier(),
                broker.listeners(),
                broker.credentials().map(known -> Credentials.of(known.user(), known.password())));
    }

    /**
     * The same with other versions.
     *
     * @param spoken the versions that it speaks
     * @return another subject
     */
    public Subject speaking(Set<ProtocolVersion> spoken) {
        return new Subject(name, spoken, carrier, listeners, credentials);
    }

    /**
     * Finds a listener.
     *
     * @param wanted what is to carry the bytes
     * @return the listener, if one is known
     */
    public Optional<Listener> listener(Carrier wanted) {
        return Optional.ofNullable(listeners.get(wanted));
    }

    /** {@return where it listens, for the clients of a case that asks for nothing else} */
    public Endpoint endpoint() {
        return listener(carrier).orElseThrow().endpoint();
    }
}
