package io.mqttstack.conformance.cli;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Subject;
import io.mqttstack.conformance.broker.BrokerException;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Clients;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.interop.Expectations;
import io.mqttstack.conformance.interop.InteropCase;
import io.mqttstack.conformance.interop.InteropCases;
import io.mqttstack.conformance.interop.InteropResult;
import io.mqttstack.conformance.interop.InteropRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs clients with brokers and compares what comes of it with what is expected. */
@Command(
        name = "interop",
        sortOptions = false,
        description = "Runs clients with brokers, and compares what comes of it with the committed verdicts.",
        footer = {
            "",
            "Exit status: 0 as expected, 1 a verdict differs, 2 the command line is wrong, 3 the suite could not run."
        })
final class InteropCommand implements Callable<Integer> {
    private static final String USER = "tester";
    private static final String ALL = "all";
    private static final String PEERS = "peers";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** While the last cases of one broker wait, the next one starts. */
    private static final int BROKERS = 2;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--client",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Clients: ours (the default), ours-process, hivemq, paho3, paho5, vertx, mqttjs; peers for all but"
                            + " ours, or all.")
    private List<String> clients = new ArrayList<>(List.of(OwnClient.NAME));

    @Option(
            names = "--broker",
            split = ",",
            paramLabel = "NAME",
            description = "Brokers, as for the word conformance; hivemq by default, or all.")
    private List<String> brokers = new ArrayList<>(List.of("hivemq"));

    @Option(names = "--case", split = ",", paramLabel = "ID", description = "Cases to run, such as qos-1.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--confirm",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Run a case again N times when its verdict is not the expected one, and let it count as a failure"
                            + " unless it is as expected every time then.")
    private int confirm;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many cases run at the same time, with two brokers at most; 6 by default.")
    private int parallel;

    @Option(names = "--accept", description = "Make what is found the committed verdicts.")
    private boolean accept;

    @Option(names = "--list", description = "Print the cases and run nothing.")
    private boolean list;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    /** Something that had to be there is not; set by any thread. */
    private final AtomicBoolean missing = new AtomicBoolean();

    InteropCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            InteropCases.all().forEach(each -> out.printf("%-18s %s%n", each.id(), each.title()));
            return ExitStatus.OK;
        }
        if (parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel takes 1 or more, not " + parallel);
        }
        Expectations expectations = new Expectations(surroundings.home().resolve(Expected.DIRECTORY));
        List<String> drift = new ArrayList<>();
        for (List<InteropResult> results : results(expectations)) {
            String client = results.get(0).client();
            if (accept) {
                expectations.accept(client, results);
            } else {
                drift.addAll(expectations.drift(client, results));
            }
        }
        drift.forEach(out::println);
        out.println(drift.isEmpty() ? "All verdicts are as expected." : "Verdicts differ; --accept commits them.");
        out.flush();
        return !drift.isEmpty() ? ExitStatus.FAILED : missing.get() ? ExitStatus.COULD_NOT_RUN : ExitStatus.OK;
    }

    /** {@return what came of each client with each broker} */
    private List<List<InteropResult>> results(Expectations expectations) throws IOException, InterruptedException {
        RandomGenerator random = new SplittableRandom(surroundings.random().nextLong());
        try (Workshop workshop = Workshop.open(surroundings);
                InteropRun run = new InteropRun(random, PATIENCE, parallel)) {
            Brokers available = surroundings.brokers();
            List<String> names = brokers(available);
            List<InteropCase> cases = cases();
            List<ClientUnderTest> chosen = clients(workshop.clients());
            String password = Long.toString(surroundings.random().nextLong(1L << 40), Character.MAX_RADIX);
            InTurn.Work<List<List<InteropResult>>> work = (name, tell) -> {
                BrokerOptions options = BrokerOptions.in(workshop.directory().resolve("interop-" + name))
                        .withUser(USER, password);
                try (BrokerUnderTest broker = available.create(name, options)) {
                    return with(broker, run, chosen, cases, expectations, tell);
                }
            };
            return InTurn.all(BROKERS, names, work, this::print).stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private List<String> brokers(Brokers available) {
        if (brokers.contains(ALL)) {
            return available.names();
        }
        for (String name : brokers) {
            if (!available.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no broker '" + name + "'; there are " + String.join(", ", available.names()));
            }
        }
        return brokers.stream().distinct().toList();
    }

    private List<ClientUnderTest> clients(Clients available) {
        List<ClientUnderTest> chosen = new ArrayList<>();
        boolean several = clients.contains(ALL) || clients.contains(PEERS);
        List<String> group = clients.contains(ALL) ? available.names() : available.peers();
        for (String name : several ? group : clients.stream().distinct().toList()) {
            if (!available.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no client '" + name + "'; there are " + String.join(", ", available.names()));
            }
            ClientUnderTest client = available.create(name);
            if (client.unavailable().isPresent()) {
                untested(name, client.unavailable().get(), several);
            } else {
                chosen.add(client);
            }
        }
        return chosen;
    }

    /** What is asked for by its name has to be there, and everything in continuous integration. */
    private void untested(String name, String why, boolean amongAll) {
        if (!amongAll || surroundings.continuousIntegration()) {
            missing.set(true);
        }
        complain(name + ": UNTESTED: " + why);
    }

    private void complain(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** {@return what came of each client with one broker} */
    private List<List<InteropResult>> with(
            BrokerUnderTest broker,
            InteropRun run,
            List<ClientUnderTest> chosen,
            List<InteropCase> cases,
            Expectations expectations,
            Consumer<String> tell)
            throws IOException, InterruptedException {
        if (broker.unavailable().isPresent()) {
            untested(broker.name(), broker.unavailable().get(), brokers.contains(ALL));
            return List.of();
        }
        try {
            broker.start();
        } catch (BrokerException e) {
            missing.set(true);
            complain(broker.name() + ": ERROR: " + e.getMessage());
            return List.of();
        }
        Subject subject = Subject.of(broker);
        List<InteropResult> found = run.run(
                chosen,
                subject,
                EnumSet.allOf(ProtocolVersion.class),
                cases,
                expectations,
                result -> tell.accept(line(result)));
        List<List<InteropResult>> all = new ArrayList<>();
        for (ClientUnderTest client : chosen) {
            List<InteropResult> results = found.stream()
                    .filter(each -> each.client().equals(client.name()))
                    .toList();
            if (!results.isEmpty()) {
                SecondOpinion<InteropResult> opinion =
                        new SecondOpinion<>(confirm, new Unexpected(expectations, run, client, subject));
                all.add(opinion.of(results));
                opinion.overruled().forEach(tell);
            }
        }
        return all;
    }

    private record Unexpected(Expectations expectations, InteropRun run, ClientUnderTest client, Subject broker)
            implements SecondOpinion.Asked<InteropResult> {
        @Override
        public boolean fails(InteropResult found) throws IOException {
            return !expectations.drift(found.client(), List.of(found)).isEmpty();
        }

        @Override
        public InteropResult again(InteropResult found) throws InterruptedException {
            return run.again(client, broker, found);
        }

        @Override
        public String describe(InteropResult found) {
            return found.client() + " " + found.broker() + " " + found.testCase() + ": " + found.verdict() + " "
                    + found.reason();
        }
    }

    private List<InteropCase> cases() {
        List<InteropCase> chosen = InteropCases.all().stream()
                .filter(each -> ids.isEmpty() || ids.contains(each.id()))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "There is no such case; --list shows them");
        }
        return chosen;
    }

    private static String line(InteropResult result) {
        String reason = result.outcome() == Outcome.PASS ? "" : ": " + result.reason();
        return String.format(
                "%-12s %-10s %-24s %s%s",
                result.client(), result.broker(), result.testCase(), result.verdict(), reason);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
