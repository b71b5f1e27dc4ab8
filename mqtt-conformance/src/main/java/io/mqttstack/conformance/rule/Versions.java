package io.mqttstack.conformance.rule;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.Feature;
import java.util.Optional;
import java.util.Set;

/**
 * The versions that a client speaks, once it has been opened: no process has to be started again and again to say that it does
 * not. Thread-safe.
 */
final class Versions {
    private volatile Optional<Set<Feature>> features = Optional.empty();

    void learn(Set<Feature> known) {
        features = Optional.of(known);
    }

    /** {@return that the client does not speak a version; empty: it does, or this is not known yet} */
    Optional<Finding> lacking(ProtocolVersion version) {
        Feature needed = Feature.of(version);
        return features.filter(known -> !known.contains(needed))
                .map(known -> Finding.unsupported("the client has no " + needed.id()));
    }
}
