package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import java.util.List;

/**
 * Something that a broker should be able to do, in any version.
 *
 * @param id a short name, unique among the capabilities: lower-case letters, digits and hyphens
 * @param title what the broker does, for people
 * @param v311 the statements of 3.1.1 that the check decides
 * @param v5 the statements of 5.0 that the check decides
 * @param alone whether no other case may run beside it, because it would see, or disturb, what they do
 * @param check decides
 */
public record Capability(String id, String title, List<String> v311, List<String> v5, boolean alone, Check check) {

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
