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

    @Override
    public String toString() {
        return id();
    }
}
