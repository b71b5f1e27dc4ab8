package io.mqttstack.codec.statements;

import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.statements.Shown.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of the statements about bytes, from what the tests have shown. */
final class StatementTable {
    private static final int EXAMPLES = 3;
    private static final List<String> SPECIFICATIONS = List.of("3.1.1", "5.0");

    private static final String INTRODUCTION = """
            # Statements about bytes

            The specifications number what they ask for. This table lists every statement that is about bytes, and the tests
            that show how mqtt-codec keeps it: when it reads what a peer sent, and when it writes what a caller built. What a
            statement asks for is told in our own words.

            The build writes this table from the tests that ran and passed, and fails when a statement has no test, or when
            this file is out of date. Names with hyphens are test vectors in `mqtt-codec/src/test/resources/vectors`; each is
            brought to the decoder in every way in which bytes can arrive. MQTT 3.1 numbers no statements; its rules are
            tested by vectors of their own.
            """;

    private final Map<String, List<String>> tests = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();

    StatementTable(List<Shown> shown) {
        for (Shown each : shown) {
            tests.computeIfAbsent(
                            key(each.specification(), each.direction(), each.statement()), key -> new ArrayList<>())
                    .add(each.test());
        }
        for (Map<String, String> row : SpecificationTable.read("untestable-statements.tsv")) {
            Direction direction =
                    row.get("direction").equals(Direction.READ.text()) ? Direction.READ : Direction.WRITTEN;
            reasons.put(key(row.get("specification"), direction, row.get("statement")), row.get("reason"));
        }
    }

    private static String key(String specification, Direction direction, String statement) {
        return specification + " " + direction.text() + " " + statement;
    }

    private static List<Map<String, String>> statements(String specification) {
        return SpecificationTable.read("mqtt-" + specification + ".tsv").stream()
                .filter(row -> row.get("kind").equals("codec"))
                .toList();
    }

    /** What is wrong with the coverage: a statement without test or reason, or a reason where there is a test. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, String> unused = new TreeMap<>(reasons);
        for (String specification : SPECIFICATIONS) {
            for (Map<String, String> statement : statements(specification)) {
                for (Direction direction : Direction.values()) {
                    String key = key(specification, direction, statement.get("id"));
                    boolean reasoned = unused.remove(key) != null;
                    if (tests.containsKey(key) == reasoned) {
                        faults.add(key + (reasoned ? " has a test and a reason why it has none" : " has no test"));
                    }
                }
            }
        }
        unused.keySet().forEach(key -> faults.add(key + " has a reason, but is no statement about bytes"));
        return faults;
    }

    String render() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (String specification : SPECIFICATIONS) {
            List<Map<String, String>> statements = statements(specification);
            text.append("\n## MQTT ").append(specification).append(": ").append(statements.size());
            text.append(" statements\n\n| Statement | What it asks for | Reading | Writing |\n|---|---|---|---|\n");
            for (Map<String, String> row : statements) {
                text.append("| ")
                        .append(row.get("id"))
                        .append(" | ")
                        .append(row.get("summary").replace("|", "\\|"));
                for (Direction direction : Direction.values()) {
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
