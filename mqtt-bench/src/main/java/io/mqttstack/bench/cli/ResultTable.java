package io.mqttstack.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The results of a run as aligned text, one line each, and below it how many of them are too unsteady to be quoted. */
final class ResultTable {
    private static final List<String> HEADINGS =
            List.of("benchmark", "parameters", "ns/op", "spread", "cpu ns/op", "spread", "B/op");
    private static final int TEXT_COLUMNS = 2;
    private static final double STEADY = 0.10;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final List<List<String>> lines = new ArrayList<>(List.of(HEADINGS));
    private int unsteadyTimes;
    private int unsteadyCpuTimes;

    /**
     * Makes the table.
     *
     * @param results in nanoseconds an operation, profiled for allocation and CPU time
     * @param prefix what to leave out of the names
     */
    static ResultTable of(Collection<RunResult> results, String prefix) {
        ResultTable table = new ResultTable();
        for (RunResult result : results) {
            table.add(
                    result.getParams().getBenchmark().substring(prefix.length()),
                    parameters(result.getParams()),
                    result.getPrimaryResult().getStatistics(),
                    profiled(result, CpuProfiler.RESULT),
                    profiled(result, ALLOCATED));
        }
        return table;
    }

    private static Statistics profiled(RunResult result, String name) {
        Result<?> profiled = result.getSecondaryResults().get(name);
        if (profiled == null) {
            throw new IllegalStateException("No profiler reported " + name);
        }
        return profiled.getStatistics();
    }

    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(" "));
    }

    /** Adds a line, of the time, the CPU time and the allocated bytes of one operation in each iteration. */
    void add(String name, String parameters, Statistics nanoseconds, Statistics cpuNanoseconds, Statistics bytes) {
        unsteadyTimes += spread(nanoseconds) > STEADY ? 1 : 0;
        unsteadyCpuTimes += spread(cpuNanoseconds) > STEADY ? 1 : 0;
        lines.add(List.of(
                name,
                parameters,
                String.format(Locale.ROOT, "%,.1f", nanoseconds.getMean()),
                String.format(Locale.ROOT, "%.0f %%", 100 * spread(nanoseconds)),
                String.format(Locale.ROOT, "%,.1f", cpuNanoseconds.getMean()),
                String.format(Locale.ROOT, "%.0f %%", 100 * spread(cpuNanoseconds)),
                String.format(Locale.ROOT, "%,.0f", bytes.getMean())));
    }

    private static double spread(Statistics values) {
        return (values.getMax() - values.getMin()) / values.getMean();
    }

    /**
     * Writes the text into a file.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException {
        Files.writeString(file, toString());
    }

    /** {@return the text, lines ended by line feeds} */
    @Override
    public String toString() {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - line.get(column).length());
                text.append(column == 0 ? "" : "  ")
                        .append(column < TEXT_COLUMNS ? line.get(column) + padding : padding + line.get(column));
            }
            text.append('\n');
        }
        int count = lines.size() - 1;
        return text.append(
                        "spread: from the fastest iteration to the slowest, as a part of the mean. Not to be quoted, for ")
                .append("it is above 10 %:\n")
                .append(unsteadyTimes + " of " + count + " times, " + unsteadyCpuTimes + " of " + count
                        + " CPU times\n")
                .toString();
    }
}
