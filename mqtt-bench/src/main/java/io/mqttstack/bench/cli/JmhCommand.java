package io.mqttstack.bench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqtt bench codec} and its like: the JMH benchmarks of one package, and those that compare with others. */
@Command(
        description = {
            "Measure with JMH.",
            "Time, CPU time and allocated bytes of each operation are printed as a table. The raw results and their provenance "
                    + "are written to a directory."
        })
final class JmhCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final String subject;
    private final List<String> packages;
    private final String command;

    @Mixin
    private Effort effort = new Effort();

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only benchmarks in whose package.Class.method this regular expression is found.")
    private Pattern filter = Pattern.compile("");

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Where to write; default: mqtt-bench/results/<date>-<commit>, or target/bench/… in the working "
                            + "directory when the former is not writable.")
    private Optional<Path> output = Optional.empty();

    /**
     * Makes the command.
     *
     * @param out takes the table
     * @param err takes progress and complaints
     * @param clock tells the date
     * @param subject what is measured: the name of a package, and of the files with its results
     * @param compared further packages, where our codec is compared with others
     * @param command the command line that is running, to be noted with the results
     */
    JmhCommand(PrintStream out, PrintStream err, Clock clock, String subject, List<String> compared, String command) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.subject = subject;
        this.packages = Stream.concat(Stream.of(subject), compared.stream()).toList();
        this.command = command;
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> complaint = effort.complaint();
        if (complaint.isPresent()) {
            err.println(complaint.get());
            return MISUSED;
        }
        List<String> names = Benchmarks.named(packages, filter);
        if (names.isEmpty()) {
            err.println("No benchmark of the " + subject + " matches " + filter);
            return MISUSED;
        }
        Checkout checkout = Checkout.ofRunningCode();
        Path directory = ResultDirectory.create(output, checkout, clock);
        Provenance provenance = new Provenance(checkout, "mqtt " + command, clock);
        provenance.write(directory);
        try {
            Path raw = directory.resolve(subject + ".json");
            Collection<RunResult> results = Benchmarks.run(names, effort, raw, err);
            RawResults.shortenPaths(raw);
            provenance.finished(results);
            provenance.write(directory);
            String report = Report.of(results, subject, packages);
            Files.writeString(directory.resolve(subject + ".txt"), report);
            out.print(report);
            out.println("Written to " + directory);
            return 0;
        } catch (RunnerException e) {
            provenance.failed(e);
            provenance.write(directory);
            err.println("JMH gave up: " + e.getMessage());
            return FAILED;
        }
    }
}
