package io.mqttstack.bench.cli;

import io.mqttstack.bench.comparison.Contestant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * Results of one run side by side: a line for each operation, and for each codec the time, its ratio to ours, and the bytes
 * allocated. The ratio to the least work is the other way round, so that more is better among the others and 1 is best there.
 */
final class Comparison {
    private static final String PARAMETER = "codec";
    private static final double MEDIAN = 50;

    private final Map<String, Map<Contestant, Measured>> operations = new LinkedHashMap<>();

    /** What one operation takes: the median of its iterations in nanoseconds, and bytes. */
    record Measured(double nanoseconds, double bytes) {}

    /**
     * Collects results.
     *
     * @param results those of the comparing benchmarks, profiled for allocation
     * @param prefix what to leave out of their names
     */
    static Comparison of(Collection<RunResult> results, String prefix) {
        Comparison comparison = new Comparison();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            comparison.add(
                    operation(params, prefix),
                    Contestant.valueOf(params.getParam(PARAMETER)),
                    new Measured(
                            result.getPrimaryResult().getStatistics().getPercentile(MEDIAN),
                            ResultTable.profiled(result, ResultTable.ALLOCATED).getMean()));
        }
        return comparison;
    }

    private static String operation(BenchmarkParams params, String prefix) {
        Map<String, String> parameters = new LinkedHashMap<>();
        params.getParamsKeys().stream()
                .filter(key -> !key.equals(PARAMETER))
                .forEach(key -> parameters.put(key, params.getParam(key)));
        return operation(params.getBenchmark().substring(prefix.length()), parameters);
    }

    /** The name of an operation: that of its benchmark, and its parameters but the codec. */
    static String operation(String benchmark, Map<String, String> parameters) {
        return benchmark.substring(0, benchmark.indexOf("Benchmark."))
                + parameters.entrySet().stream()
                        .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining());
    }

    void add(String operation, Contestant codec, Measured measured) {
        operations
                .computeIfAbsent(operation, key -> new EnumMap<>(Contestant.class))
                .put(codec, measured);
    }

    /** {@return the operations, in the order of the run} */
    List<String> operations() {
        return List.copyOf(operations.keySet());
    }

    /** {@return what was measured, or empty if that was not part of the run} */
    Optional<Measured> find(String operation, Contestant codec) {
        return Optional.ofNullable(operations.getOrDefault(operation, Map.of()).get(codec));
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    /** {@return the table and how to read it, lines ended by line feeds} */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings());
        operations.keySet().forEach(operation -> lines.add(line(operation)));
        return Aligned.text(lines, 1)
                + "x: of the least work, our time divided by it, 1 being as good as can be; of the others, theirs divided by "
                + "ours, more than 1 meaning that ours is faster\n";
    }

    private static List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("operation"));
        for (Contestant codec : Contestant.values()) {
            headings.add(codec.title() + " ns");
            if (codec != Contestant.OURS) {
                headings.add("x");
            }
            headings.add("B");
        }
        return headings;
    }

    private List<String> line(String operation) {
        List<String> line = new ArrayList<>(List.of(operation));
        Optional<Measured> ours = find(operation, Contestant.OURS);
        for (Contestant codec : Contestant.values()) {
            Optional<Measured> theirs = find(operation, codec);
            List<String> cells = new ArrayList<>();
            cells.add(theirs.map(each -> number("%,.1f", each.nanoseconds())).orElse(""));
            if (codec != Contestant.OURS) {
                cells.add(theirs.flatMap(each -> ours.map(mine -> number("%.2f", ratio(codec, mine, each))))
                        .orElse(""));
            }
            cells.add(theirs.map(each -> number("%,.0f", each.bytes())).orElse(""));
            line.addAll(cells);
        }
        return line;
    }

    static double ratio(Contestant codec, Measured ours, Measured theirs) {
        return codec == Contestant.LEAST_WORK
                ? ours.nanoseconds() / theirs.nanoseconds()
                : theirs.nanoseconds() / ours.nanoseconds();
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
