package io.mqttstack.bench.cli;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Sample;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run between processes prints: a line for each contender, and which targets are met. */
final class EndToEndReport {
    private static final double MILLION = 1e6;
    private static final String SPREAD = "spread";

    private EndToEndReport() {}

    static String of(Results results, Suite suite) {
        return table(results) + suite.legend() + targets(suite.targets(results));
    }

    /** The table of the same run for a page of documentation, without spreads. */
    static String markdown(Results results) {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines(results)) {
            List<String> kept = line.stream()
                    .filter(cell -> !cell.endsWith(" %") && !cell.equals(SPREAD))
                    .toList();
            text.append("| ").append(String.join(" | ", kept)).append(" |\n");
            if (text.indexOf("\n") == text.length() - 1) {
                text.append("|").append("---|".repeat(kept.size())).append('\n');
            }
        }
        return text.toString();
    }

    private static String table(Results results) {
        return Aligned.text(lines(results), 2)
                + "Medians of the runs; spread is from the slowest run to the fastest, as a part of the median. x is the figure "
                + "before it\ndivided by that of the scenario's first contender. CPU is that of the contender's whole process.\n";
    }

    private static List<List<String>> lines(Results results) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "scenario", "contender", "a second", SPREAD, "x", "CPU s/million", SPREAD, "x", "unit", "others"));
        Series first = results.series().get(0);
        for (Series each : results.series()) {
            if (!each.scenario().equals(first.scenario())) {
                first = each;
            }
            lines.add(List.of(
                    each.scenario(),
                    each.contender(),
                    number("%,.0f", each.rate()),
                    number("%.0f %%", 100 * each.spread(Sample::rate)),
                    number("%.2f", each.rate() / first.rate()),
                    number("%,.3f", each.cpuPerUnit() * MILLION / 1e9),
                    number("%.0f %%", 100 * each.spread(Sample::cpuPerUnit)),
                    number("%.2f", each.cpuPerUnit() / first.cpuPerUnit()),
                    each.unit(),
                    figures(each)));
        }
        return lines;
    }

    private static String figures(Series series) {
        Set<String> names = new TreeSet<>(series.samples().get(0).figures().keySet());
        return names.stream()
                .map(name -> name + " " + number("%,.1f", series.figure(name)))
                .collect(Collectors.joining(", "));
    }

    private static String targets(List<Target> targets) {
        if (targets.isEmpty()) {
            return "";
        }
        List<List<String>> lines = targets.stream()
                .map(each -> List.of(
                        each.met() ? "met" : "not met",
                        each.scenario(),
                        number("%.2f", each.actual()),
                        (each.atLeast() ? "at least " : "at most ") + Aligned.trimmed(each.bound()) + " "
                                + each.what()))
                .toList();
        return "\nTargets, in this run:\n" + Aligned.text(lines, 4);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
