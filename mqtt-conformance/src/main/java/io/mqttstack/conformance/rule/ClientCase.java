package io.mqttstack.conformance.rule;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import java.util.List;

/**
 * One rule in one version.
 *
 * @param version a version that has the rule
 * @param rule the rule
 */
public record ClientCase(ProtocolVersion version, ClientRule rule) implements Case {

    @Override
    public String name() {
        return rule.address(version).orElseThrow();
    }

    @Override
    public String title() {
        return rule.title();
    }

    @Override
    public List<String> statements() {
        return rule.statements(version);
    }

    @Override
    public String toString() {
        return id();
    }
}
