package io.mqttstack.conformance.cli;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Subject;
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
import java.util.concurrent.Callable;
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

    private boolean missing;

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
        Expectations expectations = new Expectations(surroundings.home().resolve(Expected.DIRECTORY));
        List<String> drift = new ArrayList<>();
        try (Workshop workshop = Workshop.open(surroundings)) {
            List<ClientUnderTest> chosen = clients(workshop.clients());
            Brokers available = surroundings.brokers();
            for (String name : brokers.contains(ALL) ? available.names() : brokers) {
                for (List<InteropResult> results : with(workshop, available, name, chosen, expectations)) {
                    String client = results.get(0).client();
                    if (accept) {
                        expectations.accept(client, results);
                    } else {
                        drift.addAll(expectations.drift(client, results));
                    }
                }
            }
        }
        drift.forEach(out::println);
        out.println(drift.isEmpty() ? "All verdicts are as expected." : "Verdicts differ; --accept commits them.");
        out.flush();
        return !drift.isEmpty() ? ExitStatus.FAILED : missing ? ExitStatus.COULD_NOT_RUN : ExitStatus.OK;
    }

    private List<ClientUnderTest> clients(Clients available) {
        List<ClientUnderTest> chosen = new ArrayList<>();
        boolean several = clients.contains(ALL) || clients.contains(PEERS);
        List<String> group = clients.contains(ALL) ? available.names() : available.peers();
        for (String name : several ? group : clients) {
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
        missing |= !amongAll || surroundings.continuousIntegration();
        PrintWriter err = spec.commandLine().getErr();
        err.println(name + ": UNTESTED: " + why);
        err.flush();
    }

    private List<List<InteropResult>> with(
            Workshop workshop, Brokers available, String name, List<ClientUnderTest> chosen, Expectations expectations)
            throws IOException, InterruptedException {
        if (!available.names().contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no broker '" + name + "'; there are " + String.join(", ", available.names()));
        }
        List<List<InteropResult>> all = new ArrayList<>();
        BrokerOptions options = BrokerOptions.in(workshop.directory().resolve("interop-" + name))
                .withUser(USER, Long.toString(surroundings.random().nextLong(1L << 40), Character.MAX_RADIX));
        try (BrokerUnderTest broker = available.create(name, options)) {
            if (broker.unavailable().isPresent()) {
                untested(name, broker.unavailable().get(), brokers.contains(ALL));
                return all;
            }
            broker.start();
            Subject subject = Subject.of(broker);
            for (ClientUnderTest client : chosen) {
                InteropRun run = new InteropRun(surroundings.random(), PATIENCE);
                List<InteropResult> results =
                        run.run(client, subject, EnumSet.allOf(ProtocolVersion.class), cases(), this::done);
                if (!results.isEmpty()) {
                    SecondOpinion<InteropResult> opinion =
                            new SecondOpinion<>(confirm, new Unexpected(expectations, run, client, subject));
                    all.add(opinion.of(results));
                    opinion.overruled().forEach(spec.commandLine().getOut()::println);
                }
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

    private void done(InteropResult result) {
        PrintWriter out = spec.commandLine().getOut();
        String reason = result.outcome() == Outcome.PASS ? "" : ": " + result.reason();
        out.printf(
                "%-12s %-10s %-24s %s%s%n",
                result.client(), result.broker(), result.testCase(), result.verdict(), reason);
        out.flush();
    }
}
