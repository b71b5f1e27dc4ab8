package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.Carrier;
import java.util.List;
import java.util.Optional;

/**
 * Something that a broker should be able to do.
 *
 * @param id a short name, unique among the capabilities: lower-case letters, digits and hyphens
 * @param title what the broker does, for people
 * @param since the oldest version that has it
 * @param v311 the statements of 3.1.1 that the check decides
 * @param v5 the statements of 5.0 that the check decides
 * @param alone whether no other case may run beside it or, but for others of the kind, after it: it would see what they do,
 *     or is known to harm some subjects
 * @param carrier what its clients come over; empty: whatever is usual for the subject
 * @param check decides
 */
public record Capability(
        String id,
        String title,
        ProtocolVersion since,
        List<String> v311,
        List<String> v5,
        boolean alone,
        Optional<Carrier> carrier,
        Check check) {

    /** The id of the capability that also shows whether a version is spoken at all. */
    public static final String CONNECT = "connect";

    /** Checks the id and copies the lists. */
    public Capability {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("Not the id of a capability: " + id);
        }
        v311 = List.copyOf(v311);
        v5 = List.copyOf(v5);
    }

    /**
     * Returns the statements that the check decides in a version.
     *
     * @param version the version
     * @return identifiers, none for 3.1
     */
    public List<String> statements(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> List.of();
            case V3_1_1 -> v311;
            case V5_0 -> v5;
        };
    }
}
