package io.mqttstack.bench.cli;

import java.util.Optional;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Option;

/** How much time a measurement may take. What is not said here, the benchmarks say themselves. */
final class Effort {
    private static final int QUICK_WARMUPS = 3;
    private static final int QUICK_ITERATIONS = 3;
    private static final TimeValue QUICK_TIME = TimeValue.milliseconds(200);

    @Option(names = "--quick", description = "Measure briefly, for a first impression; not to be quoted.")
    private boolean quick;

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "JVMs started in turn for each benchmark; default: ${DEFAULT-VALUE}.")
    private int forks = 1;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Iterations before those that count; default: 3. A busy machine needs more.")
    private Optional<Integer> warmup = Optional.empty();

    /** Returns what is wrong with these options, or nothing. */
    Optional<String> complaint() {
        if (forks < 1) {
            return Optional.of("--forks is " + forks + "; give 1 or more");
        }
        return warmup.filter(count -> count < 0).map(count -> "--warmup is " + count + "; give 0 or more");
    }

    void applyTo(ChainedOptionsBuilder options) {
        options.forks(forks);
        if (quick) {
            options.warmupIterations(QUICK_WARMUPS)
                    .warmupTime(QUICK_TIME)
                    .measurementIterations(QUICK_ITERATIONS)
                    .measurementTime(QUICK_TIME);
        }
        warmup.ifPresent(options::warmupIterations);
    }
}
