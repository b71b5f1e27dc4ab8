package io.mqttstack.conformance.manifest;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All normative statements of one specification, in its order. */
public final class Statements {
    private final Map<String, Statement> byId;

    private Statements(Map<String, Statement> byId) {
        this.byId = byId;
    }

    /**
     * Reads the statements of a version.
     *
     * @param version the version
     * @return its statements; none for 3.1, which numbers none
     */
    public static Statements of(ProtocolVersion version) {
        Map<String, Statement> byId = new LinkedHashMap<>();
        for (List<String> row : rows(version)) {
            Statement statement = new Statement(version, row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
            if (byId.put(statement.id(), statement) != null) {
                throw new IllegalStateException("The statement " + statement.id() + " is listed twice");
            }
        }
        return new Statements(byId);
    }

    private static List<List<String>> rows(ProtocolVersion version) {
        return switch (version) {
            case V3_1 -> List.of();
            case V3_1_1 -> Table.read("spec/mqtt-3.1.1.tsv", 6);
            case V5_0 -> Table.read("spec/mqtt-5.0.tsv", 6);
        };
    }

    /**
     * Finds a statement.
     *
     * @param id the identifier, for example {@code MQTT-3.1.2-4}
     * @return the statement; empty: there is none
     */
    public Optional<Statement> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** {@return all statements, in the order of the specification} */
    public Collection<Statement> all() {
        return byId.values();
    }
}
