package io.mqttstack.conformance;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.Endpoint;
import java.util.Optional;
import java.util.Set;

/**
 * A running broker as the cases see it.
 *
 * @param name what it is called in reports and in the names of its deviations
 * @param versions the versions that it is said to speak
 * @param endpoint where it listens
 * @param credentials what lets a client in; empty: it is not known to ask for any
 */
public record Subject(
        String name, Set<ProtocolVersion> versions, Endpoint endpoint, Optional<Credentials> credentials) {

    /** Copies the versions. */
    public Subject {
        versions = Set.copyOf(versions);
    }
}
