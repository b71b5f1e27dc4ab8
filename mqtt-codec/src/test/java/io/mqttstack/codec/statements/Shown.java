package io.mqttstack.codec.statements;

import io.mqttstack.codec.ProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.TestReporter;

/**
 * A test has shown that a statement is kept. Its text form travels through JUnit's report entries to
 * {@link StatementListener} and from there into a file:
 *
 * <pre>
 * 5.0 read MQTT-3.3.1-4 publish-qos-3
 * </pre>
 *
 * @param specification the specification that numbers the statement so, {@code 3.1.1} or {@code 5.0}
 * @param direction how it is kept
 * @param statement the identifier of the statement
 * @param test the name of the vector or test
 */
public record Shown(String specification, Direction direction, String statement, String test) {
    /** How a statement is kept: by the codec in two directions, by the client in what it does. */
    public enum Direction {
        READ,
        WRITTEN,
        KEPT;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String KEY = "statement";

    /** Reports the statements of a test that is about to pass; those of 3.1, which numbers none, count nowhere. */
    public static void report(
            TestReporter reporter, ProtocolVersion version, Direction direction, List<String> statements, String test) {
        if (version != ProtocolVersion.V3_1) {
            String specification = version == ProtocolVersion.V5_0 ? "5.0" : "3.1.1";
            for (String statement : statements) {
                reporter.publishEntry(KEY, new Shown(specification, direction, statement, test).toString());
            }
        }
    }

    static Shown parse(String text) {
        String[] parts = text.split(" ", 4);
        Optional<Direction> direction = Arrays.stream(Direction.values())
                .filter(each -> parts.length == 4 && each.text().equals(parts[1]))
                .findFirst();
        return new Shown(
                parts[0],
                direction.orElseThrow(() -> new IllegalArgumentException("not \"5.0 read MQTT-...\": " + text)),
                parts[2],
                parts[3]);
    }

    @Override
    public String toString() {
        return String.join(" ", specification, direction.text(), statement, test);
    }
}
