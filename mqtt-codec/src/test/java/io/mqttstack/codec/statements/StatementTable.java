package io.mqttstack.codec.statements;

import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.statements.Shown.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A table of statements, from what the tests have shown. */
public final class StatementTable {
    private static final int EXAMPLES = 3;
    private static final List<String> SPECIFICATIONS = List.of("3.1.1", "5.0");

    private final Scope scope;
    private final Map<String, List<String>> tests = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();

    /**
     * What a table is about.
     *
     * @param introduction the document as far as the first table
     * @param covers tells for a row of the specification whether it belongs here
     * @param columns the directions in which each statement must be shown, and their headings
     * @param reasons the table of what cannot be tested, and why
     */
    public record Scope(
            String introduction,
            Predicate<Map<String, String>> covers,
            Map<Direction, String> columns,
            String reasons) {}

    StatementTable(Scope scope, List<Shown> shown) {
        this.scope = scope;
        for (Shown each : shown) {
            tests.computeIfAbsent(
                            key(each.specification(), each.direction(), each.statement()), key -> new ArrayList<>())
                    .add(each.test());
        }
        for (Map<String, String> row : SpecificationTable.read(scope.reasons())) {
            String key = String.join(" ", row.get("specification"), row.get("direction"), row.get("statement"));
            reasons.put(key, row.get("reason"));
        }
    }

    private static String key(String specification, Direction direction, String statement) {
        return specification + " " + direction.text() + " " + statement;
    }

    private List<Map<String, String>> statements(String specification) {
        return SpecificationTable.read("mqtt-" + specification + ".tsv").stream()
                .filter(scope.covers())
                .toList();
    }

    /** What is wrong with the coverage: a statement without test or reason, or a reason where there is a test. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, String> unused = new TreeMap<>(reasons);
        for (String specification : SPECIFICATIONS) {
            for (Map<String, String> statement : statements(specification)) {
                for (Direction direction : scope.columns().keySet()) {
                    String key = key(specification, direction, statement.get("id"));
                    boolean reasoned = unused.remove(key) != null;
                    if (tests.containsKey(key) == reasoned) {
                        faults.add(key + (reasoned ? " has a test and a reason why it has none" : " has no test"));
                    }
                }
            }
        }
        unused.keySet().forEach(key -> faults.add(key + " has a reason, but is no statement of this table"));
        return faults;
    }

    String render() {
        StringBuilder text = new StringBuilder(scope.introduction());
        for (String specification : SPECIFICATIONS) {
            List<Map<String, String>> statements = statements(specification);
            text.append("\n## MQTT ").append(specification).append(": ").append(statements.size());
            text.append(" statements\n\n| Statement | What it asks for | ")
                    .append(String.join(" | ", scope.columns().values()))
                    .append(" |\n|---|---|")
                    .append("---|".repeat(scope.columns().size()))
                    .append("\n");
            for (Map<String, String> row : statements) {
                text.append("| ")
                        .append(row.get("id"))
                        .append(" | ")
                        .append(row.get("summary").replace("|", "\\|"));
                for (Direction direction : scope.columns().keySet()) {
                    text.append(" | ").append(cell(key(specification, direction, row.get("id"))));
                }
                text.append(" |\n");
            }
        }
        return text.toString();
    }

    private String cell(String key) {
        List<String> names =
                tests.getOrDefault(key, List.of()).stream().distinct().sorted().toList();
        if (names.isEmpty()) {
            return Optional.ofNullable(reasons.get(key)).orElse("no test");
        }
        String examples =
                names.stream().limit(EXAMPLES).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return names.size() > EXAMPLES ? examples + " and " + (names.size() - EXAMPLES) + " more" : examples;
    }
}
