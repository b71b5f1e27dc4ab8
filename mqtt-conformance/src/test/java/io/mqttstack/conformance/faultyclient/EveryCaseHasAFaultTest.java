package io.mqttstack.conformance.faultyclient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.section.ClientCases;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryCaseHasAFaultTest {
    private final List<ClientRule> rules =
            ClientCases.bySection().values().stream().flatMap(List::stream).toList();

    @Test
    void andEveryFaultACase() {
        Set<String> keys = rules.stream()
                .map(rule -> rule.v5().or(rule::v311).orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(keys, new TreeSet<>(Faults.all().keySet()));
        assertEquals(rules.size(), keys.size(), "no two rules have one address");
    }
}
