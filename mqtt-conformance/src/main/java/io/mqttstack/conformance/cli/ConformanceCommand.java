package io.mqttstack.conformance.cli;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.client.OwnClient;
import io.mqttstack.conformance.report.ConsoleReport;
import io.mqttstack.conformance.rule.ClientCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the matrix and writes its reports. */
@Command(
        name = "conformance",
        sortOptions = false,
        description =
                "Puts brokers, or with --client clients, to the test, and compares it with what is known of them.",
        footer = {
            "",
            "Exit status: 0 all is as expected, 1 a case failed, or a client's verdict is not the expected one,",
            "2 the command line is wrong, 3 the suite could not run.",
            "Credentials for --url: the environment variables MQTT_USER and MQTT_PASSWORD, or --credentials."
        })
final class ConformanceCommand implements Callable<Integer> {
    private static final String ALL = "all";
    static final List<String> EMBEDDED = List.of("hivemq", "artemis", "moquette", "activemq");

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--broker",
            split = ",",
            paramLabel = "NAME",
            description = "Brokers to start: hivemq, artemis, moquette, activemq (the default), mosquitto, rabbitmq,"
                    + " nats, ejabberd, aedes (when installed), or all.")
    private List<String> brokers = new ArrayList<>();

    @Option(
            names = "--url",
            split = ",",
            paramLabel = "URL",
            description = "Brokers that run already, as mqtt://host:port.")
    private List<String> urls = new ArrayList<>();

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Properties file with username and password for --url.")
    private String credentials = "";

    @Option(
            names = "--version",
            split = ",",
            paramLabel = "VERSION",
            description = "Versions to speak: 3.1, 3.1.1, 5. By default all.")
    private List<String> versions = new ArrayList<>();

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "ID",
            description = "Cases to run, such as qos-1 or 3.1.1/qos-1. By default all.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--client",
            split = ",",
            paramLabel = "NAME",
            description = "Clients to put to the client cases instead of brokers: ours, ours-process, hivemq, paho3,"
                    + " paho5, vertx, mqttjs, or all.")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--section",
            split = ",",
            paramLabel = "SECTION",
            description = "Client cases to run, by section or address: 4.3, 4.3.3/2, 5.0/4.3.3/2. By default all.")
    private List<String> sections = new ArrayList<>();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Where to write report.html, junit.xml and matrix.json. By default target/conformance of the sources.")
    private String report = "";

    @Option(names = "--accept", description = "Make what is found of clients their expected verdicts.")
    private boolean accept;

    @Option(names = "--list", description = "Print the cases with the statements they decide, and run nothing.")
    private boolean list;

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
        if (!clients.isEmpty() || !sections.isEmpty()) {
            return askClients();
        }
        List<BrokerCase> cases = cases();
        if (list) {
            return print(cases);
        }
        Brokers available = surroundings.brokers(CredentialsFile.read(surroundings, credentials));
        List<String> names = names(available);
        Matrix matrix;
        try (Workshop workshop = Workshop.open(surroundings.random())) {
            matrix = workshop.suite(available).run(names, cases, absent(brokers), this::done);
        }
        return report(matrix);
    }

    private int askClients() throws IOException, InterruptedException {
        if (!brokers.isEmpty() || !urls.isEmpty()) {
            throw wrong("--client and --section are about clients; --broker and --url are about brokers");
        }
        List<String> wanted = Stream.concat(sections.stream(), ids.stream()).toList();
        List<ClientCase> cases = ClientChoice.cases(chosenVersions(), wanted);
        if (cases.isEmpty()) {
            throw wrong("There is no client case in " + String.join(", ", wanted) + " of these versions; --list shows"
                    + " them");
        }
        try (ClientChoice choice = ClientChoice.open(surroundings)) {
            List<String> names = clientNames(choice);
            if (list) {
                return print(cases);
            }
            return compare(choice, choice.run(names, cases, absent(clients), this::done));
        }
    }

    private List<String> clientNames(ClientChoice choice) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : clients.isEmpty() ? List.of(OwnClient.NAME) : clients) {
            if (name.equals(ALL)) {
                names.addAll(choice.names());
            } else if (choice.names().contains(name)) {
                names.add(name);
            } else {
                throw wrong("There is no client '" + name + "'; there are " + String.join(", ", choice.names()));
            }
        }
        return List.copyOf(names);
    }

    /** What is expected of a client is no failure; whatever else it does is one. */
    private int compare(ClientChoice choice, Matrix matrix) throws IOException {
        report(matrix);
        PrintWriter out = spec.commandLine().getOut();
        if (accept) {
            choice.accept(matrix);
            out.println("These are the expected verdicts now.");
            return ExitStatus.OK;
        }
        List<String> drift = choice.drift(matrix);
        drift.forEach(out::println);
        out.println(drift.isEmpty() ? "All verdicts are as expected." : "Verdicts differ; --accept commits them.");
        out.flush();
        return ExitStatus.of(matrix, drift);
    }

    private int print(List<? extends Case> cases) {
        PrintWriter out = spec.commandLine().getOut();
        cases.forEach(
                each -> out.printf("%-22s %-32s %s%n", each.id(), each.title(), String.join(" ", each.statements())));
        return ExitStatus.OK;
    }

    private int report(Matrix matrix) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConsoleReport.of(matrix, surroundings.terminal()));
        Path directory = Reports.write(matrix, surroundings.provenance(), reportDirectory());
        out.println("Reports: " + directory.resolve(Reports.HTML) + ", " + Reports.JUNIT + " and " + Reports.JSON);
        out.flush();
        return ExitStatus.of(matrix);
    }

    private void done(SubjectResult result) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "%s: %d cases in %.1f s%n",
                result.subject(), result.verdicts().size(), result.duration().toMillis() / 1e3);
        err.flush();
    }

    /** What is asked for by its name has to be there; of all, those that are. */
    private Outcome absent(List<String> asked) {
        return asked.contains(ALL) && !surroundings.continuousIntegration() ? Outcome.UNTESTED : Outcome.ERROR;
    }

    private List<String> names(Brokers available) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : brokers) {
            if (name.equals(ALL)) {
                names.addAll(available.names());
            } else if (available.names().contains(name)) {
                names.add(name);
            } else {
                throw wrong("There is no broker '" + name + "'; there are " + String.join(", ", available.names()));
            }
        }
        for (String url : urls) {
            checkUrl(url);
            names.add(url);
        }
        return names.isEmpty() ? EMBEDDED : List.copyOf(names);
    }

    private void checkUrl(String url) {
        try {
            URI parsed = new URI(url);
            if ("mqtt".equals(parsed.getScheme()) && parsed.getHost() != null && parsed.getRawUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw wrong("--url takes mqtt://host:port; this is no URL: " + e.getReason());
        }
        throw wrong("--url takes mqtt://host:port, without a user name and password: those come from the environment"
                + " variables MQTT_USER and MQTT_PASSWORD or from --credentials");
    }

    private List<BrokerCase> cases() {
        List<BrokerCase> all = Capabilities.cases(chosenVersions());
        for (String id : ids) {
            if (all.stream().noneMatch(each -> isCalled(each, id))) {
                throw wrong("There is no case '" + id + "'; --list shows them");
            }
        }
        return all.stream()
                .filter(each -> ids.isEmpty() || ids.stream().anyMatch(id -> isCalled(each, id)))
                .toList();
    }

    private Set<ProtocolVersion> chosenVersions() {
        Set<ProtocolVersion> chosen = EnumSet.noneOf(ProtocolVersion.class);
        versions.forEach(each -> chosen.add(version(each)));
        return chosen.isEmpty() ? EnumSet.allOf(ProtocolVersion.class) : chosen;
    }

    private static boolean isCalled(Case testCase, String id) {
        return testCase.id().equals(id) || testCase.name().equals(id);
    }

    private ProtocolVersion version(String text) {
        return switch (text) {
            case "3.1" -> ProtocolVersion.V3_1;
            case "3.1.1" -> ProtocolVersion.V3_1_1;
            case "5", "5.0" -> ProtocolVersion.V5_0;
            default -> throw wrong("There is no MQTT '" + text + "'; there are 3.1, 3.1.1 and 5");
        };
    }

    private Path reportDirectory() {
        return report.isEmpty()
                ? surroundings.home().resolve("target").resolve("conformance")
                : surroundings.workingDirectory().resolve(report);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
