package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.Carrier;
import java.util.Arrays;
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
     * A capability that all versions have, that may be asked for beside others, and over whatever is usual for the subject.
     *
     * @param id as of the record
     * @param title as of the record
     * @param v311 the statements of 3.1.1, without {@code MQTT-}, with spaces between them; empty: none
     * @param v5 the same of 5.0
     * @param check decides
     * @return the capability
     */
    public static Capability of(String id, String title, String v311, String v5, Check check) {
        return new Capability(
                id, title, ProtocolVersion.V3_1, statements(v311), statements(v5), false, Optional.empty(), check);
    }

    private static List<String> statements(String numbers) {
        return Arrays.stream(numbers.split(" "))
                .filter(each -> !each.isEmpty())
                .map(each -> "MQTT-" + each)
                .toList();
    }

    /**
     * The same for later versions only.
     *
     * @param oldest the oldest version that has it
     * @return the capability
     */
    public Capability from(ProtocolVersion oldest) {
        return new Capability(id, title, oldest, v311, v5, alone, carrier, check);
    }

    /** {@return the same, with no other case beside it} */
    public Capability byItself() {
        return new Capability(id, title, since, v311, v5, true, carrier, check);
    }

    /**
     * The same over one carrier.
     *
     * @param only what its clients come over
     * @return the capability
     */
    public Capability over(Carrier only) {
        return new Capability(id, title, since, v311, v5, alone, Optional.of(only), check);
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
