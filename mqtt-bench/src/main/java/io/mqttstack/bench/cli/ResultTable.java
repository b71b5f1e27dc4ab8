package io.mqttstack.bench.cli;

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
    static final String ALLOCATED = "gc.alloc.rate.norm";

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

    static Statistics profiled(RunResult result, String name) {
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

    /** {@return the text, lines ended by line feeds} */
    @Override
    public String toString() {
        int count = lines.size() - 1;
        return Aligned.text(lines, TEXT_COLUMNS)
                + "spread: from the fastest iteration to the slowest, as a part of the mean. Not to be quoted, for it is "
                + "above 10 %:\n"
                + unsteadyTimes + " of " + count + " times, " + unsteadyCpuTimes + " of " + count + " CPU times\n";
    }
}
