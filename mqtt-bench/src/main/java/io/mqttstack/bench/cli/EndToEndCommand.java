package io.mqttstack.bench.cli;

import io.mqttstack.bench.process.Contest;
import io.mqttstack.bench.process.Launch;
import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqtt bench transport} and its like: work between processes, by several contenders in turn. */
@Command(
        description = {
            "Measure between processes.",
            "Contenders take turns against the same other end, each in a JVM of its own. Rate and CPU time are printed as a "
                    + "table. Every run and its provenance are written to a directory."
        })
final class EndToEndCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration TIME = Duration.ofMillis(1500);
    private static final Duration QUICK_TIME = Duration.ofMillis(300);
    private static final int QUICK_REPETITIONS = 3;
    private static final int MOST_WARMUPS = 12;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final String subject;
    private final Suite suite;
    private final String command;

    @Option(names = "--quick", description = "Measure briefly, for a first impression; not to be quoted.")
    private boolean quick;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Runs of each contender that count; default: ${DEFAULT-VALUE}, with --quick 3.")
    private int repetitions = 5;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "Runs of each contender before those that count; default: ${DEFAULT-VALUE}. Without --quick there are "
                            + "more, up to 12, while a contender still becomes faster.")
    private int warmups = 3;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only scenarios in whose name this regular expression is found.")
    private Pattern filter = Pattern.compile("");

    @Option(
            names = "--peers",
            paramLabel = "REGEX",
            description =
                    "Of the others, only those in whose name this regular expression is found; each scenario's first "
                            + "contender runs always.")
    private Pattern peers = Pattern.compile("");

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
     * @param subject what is measured, and the name of the files with its results
     * @param suite its scenarios
     * @param command the command line that is running, to be noted with the results
     */
    EndToEndCommand(PrintStream out, PrintStream err, Clock clock, String subject, Suite suite, String command) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.subject = subject;
        this.suite = suite;
        this.command = command;
    }

    @Override
    public Integer call() throws IOException {
        if (repetitions < 1 || warmups < 1) {
            err.println("--repetitions is " + repetitions + " and --warmup is " + warmups + "; give 1 or more");
            return MISUSED;
        }
        List<Scenario> chosen = suite.scenarios().stream()
                .filter(each -> filter.matcher(each.name()).find())
                .map(each -> each.with(peers))
                .toList();
        if (chosen.isEmpty()) {
            err.println("No scenario of the " + subject + " matches " + filter);
            return MISUSED;
        }
        Checkout checkout = Checkout.ofRunningCode();
        Path directory = ResultDirectory.create(output, checkout, clock);
        Provenance provenance = new Provenance(checkout, "mqtt " + command, clock);
        provenance.write(directory);
        try {
            Results results = run(chosen);
            results.write(directory.resolve(subject + ".json"));
            provenance.finished(configuration(chosen));
            provenance.write(directory);
            String report = EndToEndReport.of(results, suite);
            Files.writeString(directory.resolve(subject + ".txt"), report);
            Files.writeString(directory.resolve(subject + ".md"), EndToEndReport.markdown(results));
            out.print(report);
            out.println("Written to " + directory);
            return 0;
        } catch (IllegalStateException e) {
            provenance.failed(e);
            provenance.write(directory);
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private Results run(List<Scenario> chosen) throws IOException {
        Contest contest = new Contest(effort(), err);
        List<Series> series = new ArrayList<>();
        for (Scenario scenario : chosen) {
            series.addAll(contest.run(scenario));
        }
        return new Results(series);
    }

    private Contest.Effort effort() {
        return quick
                ? new Contest.Effort(warmups, QUICK_REPETITIONS, QUICK_TIME)
                : new Contest.Effort(warmups, Math.max(warmups, MOST_WARMUPS), repetitions, TIME);
    }

    private Map<String, String> configuration(List<Scenario> chosen) {
        Contest.Effort effort = effort();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("scenarios", String.valueOf(chosen.size()));
        facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put(
                "warmup",
                effort.warmups() + " to " + effort.mostWarmups() + " runs of each contender, until it is steady");
        facts.put("measurement", effort.repetitions() + " runs of each contender in turn, of about " + effort.time());
        for (Scenario scenario : chosen) {
            scenario.peer().ifPresent(peer -> facts.put(scenario.name() + ": peer", settings(peer)));
            for (Scenario.Contender contender : scenario.contenders()) {
                facts.put(scenario.name() + ": " + contender.name(), settings(contender.work()));
            }
        }
        return facts;
    }

    private static String settings(Launch launch) {
        return String.join(" ", launch.jvmArguments()) + " " + launch.program().getSimpleName() + " "
                + String.join(" ", launch.arguments());
    }
}
