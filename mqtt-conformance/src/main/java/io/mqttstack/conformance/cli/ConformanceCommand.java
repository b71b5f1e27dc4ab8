package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.report.ConformancePage;
import io.mqttstack.conformance.report.ConsoleReport;
import io.mqttstack.conformance.report.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts brokers and clients to the test, and writes reports. */
@Command(
        name = "conformance",
        sortOptions = false,
        description =
                "Puts brokers to the cases for brokers and clients to those for clients, and compares what comes of it"
                        + " with what is expected of them.",
        footer = {
            "",
            "Exit status: 0 all is as expected, 1 a case failed, a verdict is not the expected one, or differs from run to"
                    + " run, 2 the command line is wrong, 3 the suite could not run.",
            "Credentials for --url and --image: the environment variables MQTT_USER and MQTT_PASSWORD, or --credentials."
        })
final class ConformanceCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Selection selection = new Selection();

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Properties file with username and password for --url and --image.")
    private String credentials = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the issuers that a broker with an mqtts or wss URL may be trusted by. By default"
                            + " those that the JDK trusts.")
    private String trusted = "";

    @Option(
            names = "--strict",
            description = "Let NON_STRICT and KNOWN count as failures, too, and a FAIL that is expected of a client.")
    private boolean strict;

    @Option(names = "--fail-fast", description = "Begin no further case after the first failure.")
    private boolean failFast;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run everything N times; a verdict that is not the same each time is a failure.")
    private int repeat = 1;

    @Option(
            names = "--confirm",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Put a subject N times again to a case whose verdict is not the expected one, and let it count as"
                            + " a failure unless it is as expected every time then. Each such case is named.")
    private int confirm;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Where to write report.html, junit.xml and matrix.json. By default target/conformance of the sources.")
    private String report = "";

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Also write the verdicts as a page of documentation, in Markdown.")
    private String page = "";

    @Option(
            names = "--from",
            split = ",",
            paramLabel = "DIR",
            description = "Run nothing, but take the verdicts of earlier runs from their reports, the latest last.")
    private List<String> from = new ArrayList<>();

    @Option(names = "--accept", description = "Make what is found the expected verdicts.")
    private boolean accept;

    @Option(names = "--list", description = "Print the cases with the statements they decide, and run nothing.")
    private boolean list;

    @Option(names = "--dry-run", description = "Print what would run, and run nothing.")
    private boolean dryRun;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    ConformanceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeat < 1) {
            throw new ParameterException(spec.commandLine(), "--repeat takes 1 or more, not " + repeat);
        }
        if (confirm < 0) {
            throw new ParameterException(spec.commandLine(), "--confirm takes 0 or more, not " + confirm);
        }
        if (confirm > 0 && failFast) {
            throw new ParameterException(
                    spec.commandLine(), "--confirm and --fail-fast exclude each other: leave one of them out");
        }
        Demands demands = new Demands(new Expected(surroundings.home()), strict);
        if (!from.isEmpty()) {
            Parts parts = Parts.read(
                    from.stream().map(surroundings.workingDirectory()::resolve).toList());
            return conclude(parts.matrix(), List.of(), demands, parts.provenance());
        }
        Map<String, String> variables = new HashMap<>(CredentialsFile.read(surroundings, credentials));
        if (!trusted.isEmpty()) {
            variables.put(
                    Brokers.TRUST_VARIABLE,
                    surroundings.workingDirectory().resolve(trusted).toString());
        }
        Brokers brokers = surroundings.brokers(variables);
        try (Workshop workshop = Workshop.open(surroundings)) {
            Choice choice = selection.choice(brokers, workshop.clients().names(), surroundings.continuousIntegration());
            if (list) {
                print(choice.brokerCases());
                print(choice.clientCases());
                return ExitStatus.OK;
            }
            if (dryRun) {
                spec.commandLine().getOut().print(DryRun.of(choice, repeat, brokers, workshop, reportDirectory()));
                return ExitStatus.OK;
            }
            return run(workshop, brokers, choice, demands);
        }
    }

    private int run(Workshop workshop, Brokers brokers, Choice choice, Demands demands)
            throws IOException, InterruptedException {
        // Before the run: whoever changes the sources meanwhile does not change what is run.
        Provenance provenance = surroundings.provenance();
        Progress progress = new Progress(spec.commandLine().getErr(), surroundings.progress(), repeat * choice.size());
        Run run = new Run(
                workshop, brokers, choice, progress, failFast ? Optional.of(new FailFast(demands)) : Optional.empty());
        List<Matrix> rounds = new ArrayList<>();
        for (int round = 0; round < repeat; round++) {
            rounds.add(run.once());
        }
        progress.clear();
        Rounds all = new Rounds(rounds);
        return conclude(confirmed(run, all.worst(), demands), all.flaky(), demands, provenance);
    }

    private Matrix confirmed(Run run, Matrix found, Demands demands) throws IOException, InterruptedException {
        List<SubjectResult> columns = new ArrayList<>();
        for (SubjectResult each : found.columns()) {
            SecondOpinion<Verdict> opinion = new SecondOpinion<>(confirm, new Unexpected(demands, each.subject(), run));
            columns.add(
                    new SubjectResult(each.subject(), each.started(), each.duration(), opinion.of(each.verdicts())));
            opinion.overruled().forEach(spec.commandLine().getOut()::println);
        }
        return new Matrix(found.cases(), columns);
    }

    /** What was not decided, or not run, is not confirmed by that either. */
    private record Unexpected(Demands demands, String subject, Run run) implements SecondOpinion.Asked<Verdict> {
        @Override
        public boolean fails(Verdict found) throws IOException {
            return found.outcome() == Outcome.ERROR || demands.fails(subject, found);
        }

        @Override
        public Verdict again(Verdict found) throws InterruptedException {
            return run.again(subject, found.testCase());
        }

        @Override
        public String describe(Verdict found) {
            return subject + " " + found.testCase().id() + ": " + found.outcome() + " " + found.reason();
        }
    }

    private int conclude(Matrix matrix, List<String> flaky, Demands demands, Provenance provenance) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        write(matrix, provenance);
        flaky.forEach(out::println);
        if (accept && flaky.isEmpty()) {
            return accept(matrix, demands.expected());
        }
        List<String> drift = demands.drift(matrix);
        long disliked = demands.disliked(matrix);
        drift.forEach(out::println);
        if (!drift.isEmpty()) {
            out.println("These verdicts are not the expected ones; --accept makes them so.");
        } else if (disliked == 0) {
            out.println("All verdicts are as expected.");
        }
        if (strict) {
            out.println("With --strict, KNOWN and NON_STRICT count as failures, as each FAIL does: " + disliked
                    + " of them.");
        }
        out.flush();
        return ExitStatus.of(matrix, !flaky.isEmpty() || !drift.isEmpty() || disliked > 0);
    }

    private int accept(Matrix matrix, Expected expected) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> refused = new ArrayList<>();
        for (SubjectResult column : matrix.columns()) {
            refused.addAll(expected.accept(column));
        }
        refused.forEach(out::println);
        out.println("These are the expected verdicts now" + (refused.isEmpty() ? "." : ", but for those above."));
        out.flush();
        return ExitStatus.of(matrix, !refused.isEmpty());
    }

    private void write(Matrix matrix, Provenance provenance) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConsoleReport.of(matrix, surroundings.terminal()));
        Path directory = Reports.write(matrix, provenance, reportDirectory());
        out.println("Reports: " + directory.resolve(Reports.HTML) + ", " + Reports.JUNIT + " and " + Reports.JSON);
        if (!page.isEmpty()) {
            Path file = surroundings.workingDirectory().resolve(page);
            Files.writeString(file, ConformancePage.of(matrix, provenance));
            out.println("Page: " + file);
        }
        out.flush();
    }

    private void print(List<? extends Case> cases) {
        PrintWriter out = spec.commandLine().getOut();
        cases.forEach(
                each -> out.printf("%-22s %-32s %s%n", each.id(), each.title(), String.join(" ", each.statements())));
    }

    private Path reportDirectory() {
        return report.isEmpty()
                ? surroundings.home().resolve("target").resolve("conformance")
                : surroundings.workingDirectory().resolve(report);
    }
}
