package io.mqttstack.bench.cli;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** What a run prints: a table of our own figures, one of the comparison, and which targets are met. */
final class Report {
    private Report() {}

    static String of(Collection<RunResult> results, String subject, List<String> packages) {
        StringBuilder text = new StringBuilder();
        for (String each : packages) {
            String prefix = Benchmarks.ROOT + each + ".";
            List<RunResult> own = results.stream()
                    .filter(result -> result.getParams().getBenchmark().startsWith(prefix))
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            text.append(text.isEmpty() ? "" : "\n");
            if (each.equals(subject)) {
                text.append(ResultTable.of(own, prefix));
            } else {
                Comparison comparison = Comparison.of(own, prefix);
                text.append(comparison).append(Targets.judge(comparison));
            }
        }
        return text.toString();
    }
}
