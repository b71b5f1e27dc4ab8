package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleTest {
    /** Without its check the vector would be read, or be rejected for another reason. */
    @Test
    void isRaisedByAVectorInEachVersionThatNumbersIt() {
        List<Vector> rejected = VectorFiles.vectors(Vector.Kind.REJECTED).toList();
        Set<String> raised = rejected.stream()
                .map(vector -> vector.version() + " " + vector.text("reasonCode") + " " + vector.text("statement"))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            boolean numbered = false;
            boolean found = false;
            for (ProtocolVersion version : ProtocolVersion.values()) {
                String statement = rule.statement(version);
                boolean here = raised.contains(version + " " + rule.reasonCode() + " " + statement);
                found |= here;
                numbered |= !statement.isEmpty();
                if (!here && !statement.isEmpty() && version != ProtocolVersion.V3_1) {
                    missing.add(rule + " in " + version);
                }
            }
            if (!numbered && !found) {
                missing.add(rule.name());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void cites311In31WhichNumbersNothing() {
        for (Rule rule : Rule.values()) {
            assertEquals(rule.statement(ProtocolVersion.V3_1_1), rule.statement(ProtocolVersion.V3_1));
        }
    }
}
