package io.mqttstack.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What pages of results are made of. */
final class Markdown {
    private static final List<String> SHOWN = List.of(
            "started",
            "commit",
            "uncommittedChanges",
            "command",
            "cpu",
            "cores",
            "operatingSystem",
            "loadAverageAtStart",
            "loadAverageAtEnd",
            "jdk",
            "jvmArguments",
            "jmh",
            "forks",
            "warmup",
            "measurement");

    private Markdown() {}

    /** Appends a table whose first row is its heading. */
    static void table(StringBuilder page, List<List<String>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            page.append("| ").append(String.join(" | ", rows.get(row))).append(" |\n");
            if (row == 0) {
                page.append("|---".repeat(rows.get(0).size())).append("|\n");
            }
        }
    }

    /** Appends who measured what, of {@code keys} what there is, and when and where in any case. */
    static void origin(StringBuilder page, Map<String, String> provenance, List<String> keys) {
        page.append("\n## Where the figures come from\n\n");
        List<List<String>> origin = new ArrayList<>(List.of(List.of("", "")));
        for (String key : keys) {
            origin.add(List.of(key, provenance.getOrDefault(key, "unknown")));
        }
        table(page, origin);
    }

    /** What is told of a run of JMH. */
    static List<String> keysOfJmh() {
        return SHOWN;
    }

    /** What is told of a run between processes: JVM arguments differ from contender to contender, and there is no JMH. */
    static List<String> keysBetweenProcesses() {
        return SHOWN.stream()
                .filter(key -> !List.of("jvmArguments", "jmh", "forks").contains(key))
                .toList();
    }
}
