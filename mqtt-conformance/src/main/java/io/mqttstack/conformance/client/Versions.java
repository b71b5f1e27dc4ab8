package io.mqttstack.conformance.client;

import io.mqttstack.codec.ProtocolVersion;
import java.util.Optional;
import java.util.Set;

/**
 * The versions that a client speaks, once it has been opened: no process has to be started again and again to say that it does
 * not. Thread-safe.
 */
public final class Versions {
    private volatile Optional<Set<Feature>> features = Optional.empty();

    /** Nothing is known yet. */
    public Versions() {}

    /**
     * Takes note of what a client that was opened has.
     *
     * @param known its features
     */
    public void learn(Set<Feature> known) {
        features = Optional.of(known);
    }

    /**
     * Tells whether a client has to be opened to find out that it does not speak a version.
     *
     * @param version the version
     * @return what the client lacks to speak it; empty: it does speak it, or this is not known yet
     */
    public Optional<Feature> lacking(ProtocolVersion version) {
        Feature needed = Feature.of(version);
        return features.filter(known -> !known.contains(needed)).map(known -> needed);
    }
}
