package io.mqttstack.codec.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.api.SpecificationTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each statement about bytes is enforced by a rule, or is named here with the reason why it needs none. */
class RuleTest {
    private static final String UTF8 = "reported as ill-formed UTF-8 or U+0000, whatever the field";
    private static final String ENCODED = "about what is written; the vectors show the bytes";
    private static final String LAYOUT = "the order of the fields; read and written in one order only";
    private static final String OTHER = "the same as another statement, which is cited";
    private static final String NOT_WIRE = "a length prefix of two bytes cannot say more";

    private static final Map<String, String> WITHOUT_RULE_311 = Map.ofEntries(
            Map.entry("MQTT-1.5.3-3", ENCODED),
            Map.entry("MQTT-2.3.1-5", LAYOUT),
            Map.entry("MQTT-3.1.2-11", OTHER),
            Map.entry("MQTT-3.1.3-1", LAYOUT),
            Map.entry("MQTT-3.1.3-4", UTF8),
            Map.entry("MQTT-3.1.3-10", UTF8),
            Map.entry("MQTT-3.1.3-11", UTF8),
            Map.entry("MQTT-3.8.3-1", UTF8),
            Map.entry("MQTT-3.10.3-1", UTF8),
            Map.entry("MQTT-4.3.1-1", OTHER),
            Map.entry("MQTT-4.7.3-2", UTF8),
            Map.entry("MQTT-4.7.3-3", NOT_WIRE));

    private static final Map<String, String> WITHOUT_RULE_5 = Map.ofEntries(
            Map.entry("MQTT-1.5.4-3", ENCODED),
            Map.entry("MQTT-1.5.7-1", UTF8),
            Map.entry("MQTT-2.2.1-2", LAYOUT),
            Map.entry("MQTT-2.2.2-1", ENCODED),
            Map.entry("MQTT-3.1.3-1", LAYOUT),
            Map.entry("MQTT-3.1.3-4", UTF8),
            Map.entry("MQTT-3.1.3-11", UTF8),
            Map.entry("MQTT-3.1.3-12", UTF8),
            Map.entry("MQTT-3.3.2-13", UTF8),
            Map.entry("MQTT-3.3.2-19", UTF8),
            Map.entry("MQTT-3.8.3-1", UTF8),
            Map.entry("MQTT-3.10.3-1", UTF8),
            Map.entry("MQTT-4.3.1-1", OTHER),
            Map.entry("MQTT-4.7.3-2", UTF8),
            Map.entry("MQTT-4.7.3-3", NOT_WIRE));

    @Test
    void everyStatementAboutBytesOf311IsAccountedFor() {
        accountsFor("mqtt-3.1.1.tsv", ProtocolVersion.V3_1_1, WITHOUT_RULE_311.keySet());
    }

    @Test
    void everyStatementAboutBytesOf5IsAccountedFor() {
        accountsFor("mqtt-5.0.tsv", ProtocolVersion.V5_0, WITHOUT_RULE_5.keySet());
    }

    private static void accountsFor(String table, ProtocolVersion version, Set<String> withoutRule) {
        Set<String> all = SpecificationTable.read(table).stream()
                .map(row -> row.get("id"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> aboutBytes = SpecificationTable.read(table).stream()
                .filter(row -> row.get("kind").equals("codec"))
                .map(row -> row.get("id"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> cited = Arrays.stream(Rule.values())
                .map(rule -> rule.statement(version))
                .filter(statement -> !statement.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> unknown = new TreeSet<>(cited);
        unknown.removeAll(all);
        assertEquals(Set.of(), unknown, "cited but not in the specification");

        Set<String> both = new TreeSet<>(withoutRule);
        both.retainAll(cited);
        assertEquals(Set.of(), both, "has a rule after all");

        aboutBytes.removeAll(cited);
        assertEquals(new TreeSet<>(withoutRule), aboutBytes, "without a rule");
    }

    @Test
    void cites311In31WhichNumbersNothing() {
        for (Rule rule : Rule.values()) {
            assertEquals(rule.statement(ProtocolVersion.V3_1_1), rule.statement(ProtocolVersion.V3_1));
        }
    }
}
