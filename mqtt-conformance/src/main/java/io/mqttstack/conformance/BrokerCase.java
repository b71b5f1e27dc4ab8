package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import java.util.List;

/**
 * One capability in one version.
 *
 * @param version the version that the clients of the case speak
 * @param capability what is asked for
 */
public record BrokerCase(ProtocolVersion version, Capability capability) implements Case {

    @Override
    public String name() {
        return capability.id();
    }

    @Override
    public String title() {
        return capability.title();
    }

    @Override
    public List<String> statements() {
        return capability.statements(version);
    }

    /**
     * Tells whether the case is about a section of the specification. One in 3.1, which numbers no statements, is about what
     * the same case is in 3.1.1.
     *
     * @param section a number such as {@code 4.3} or {@code 4.3.2}
     * @return whether a statement that the case decides stands there
     */
    public boolean isAbout(String section) {
        ProtocolVersion numbered = version == ProtocolVersion.V3_1 ? ProtocolVersion.V3_1_1 : version;
        return capability.statements(numbered).stream()
                .anyMatch(id -> id.startsWith("MQTT-" + section + "-") || id.startsWith("MQTT-" + section + "."));
    }

    @Override
    public String toString() {
        return id();
    }
}
