package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import java.util.List;

/**
 * One capability in one version: the unit that is run and judged.
 *
 * @param version the version that the clients of the case speak
 * @param capability what is asked for
 */
public record Case(ProtocolVersion version, Capability capability) {

    /** {@return the address of the case, for example {@code 3.1.1/qos-1}} */
    public String id() {
        return number(version) + "/" + capability.id();
    }

    /** {@return the identifiers of the statements that the case decides} */
    public List<String> statements() {
        return capability.statements(version);
    }

    /**
     * Returns the number of a version as people write it.
     *
     * @param version the version
     * @return {@code 3.1}, {@code 3.1.1} or {@code 5.0}
     */
    public static String number(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> "3.1";
            case V3_1_1 -> "3.1.1";
            case V5_0 -> "5.0";
        };
    }

    @Override
    public String toString() {
        return id();
    }
}
