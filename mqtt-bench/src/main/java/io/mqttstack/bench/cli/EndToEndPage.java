package io.mqttstack.bench.cli;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Sample;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A run between processes as a Markdown page: what each contender does, which targets are met, where that comes from. */
final class EndToEndPage {
    /** Figures that differ more from run to run are not to be quoted. */
    private static final double QUOTABLE = 0.25;

    private static final double MILLION = 1e6;
    private static final double NANOSECONDS = 1e9;

    private EndToEndPage() {}

    static String of(String subject, Results results, Suite suite, Map<String, String> provenance, String directory) {
        StringBuilder page = new StringBuilder();
        page.append("# ")
                .append(subject.substring(0, 1).toUpperCase(Locale.ROOT))
                .append(subject.substring(1))
                .append(" benchmarks\n\nWritten by `./mqtt bench report mqtt-bench/results/")
                .append(directory)
                .append("` from the [raw results](../mqtt-bench/results/")
                .append(directory)
                .append('/')
                .append(subject)
                .append(
                        ".json) of one run.\n[Benchmarks](benchmarks.md#between-processes) says what happens, who is compared, "
                                + "and how to measure again.\n\n")
                .append(
                        "Medians; `±` is half of the distance from the slowest run to the fastest. `x` is the figure before it "
                                + "divided by that of the\nfirst line of its table. Figures in parentheses differed by more than "
                                + percent(QUOTABLE)
                                + " from run to run and are not to be quoted.\n\n")
                .append(suite.legend());
        for (String scenario : scenarios(results)) {
            page.append("\n## ").append(scenario).append("\n\n");
            Markdown.table(page, rows(results, scenario));
        }
        targets(page, results, suite);
        Markdown.origin(page, provenance, Markdown.keysBetweenProcesses());
        return page.toString();
    }

    private static List<String> scenarios(Results results) {
        return results.series().stream().map(Series::scenario).distinct().toList();
    }

    private static List<List<String>> rows(Results results, String scenario) {
        List<Series> all = results.series().stream()
                .filter(each -> each.scenario().equals(scenario))
                .toList();
        Series first = all.get(0);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", first.unit() + " a second", "x", "CPU s/million", "x", "others"));
        for (Series each : all) {
            rows.add(List.of(
                    each.contender(),
                    cell(each, Sample::rate, "%,.0f", each.rate()),
                    number("%.2f", each.rate() / first.rate()),
                    cell(each, Sample::cpuPerUnit, "%,.3f", each.cpuPerUnit() * MILLION / NANOSECONDS),
                    number("%.2f", each.cpuPerUnit() / first.cpuPerUnit()),
                    others(each)));
        }
        return rows;
    }

    private static String cell(Series series, ToDoubleFunction<Sample> value, String format, double median) {
        double half = series.spread(value) / 2;
        String text = number(format, median) + " ±" + percent(half);
        return half <= QUOTABLE ? text : "(" + text + ")";
    }

    private static String others(Series series) {
        Set<String> names = new TreeSet<>(series.samples().get(0).figures().keySet());
        return names.stream()
                .map(name -> name + " " + number("%,.1f", series.figure(name)))
                .collect(Collectors.joining(", "));
    }

    private static void targets(StringBuilder page, Results results, Suite suite) {
        page.append("\n## Targets\n\nWhat the project wants, and whether this run shows it.\n\n");
        List<List<String>> rows = new ArrayList<>(List.of(List.of("", "scenario", "is", "wanted")));
        for (Target each : suite.targets(results)) {
            rows.add(List.of(
                    each.met() ? "met" : "**not met**",
                    each.scenario(),
                    number("%.2f", each.actual()),
                    (each.atLeast() ? "at least " : "at most ") + Aligned.trimmed(each.bound()) + " " + each.what()));
        }
        Markdown.table(page, rows);
    }

    private static String percent(double part) {
        return number("%.0f %%", part * 100);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
