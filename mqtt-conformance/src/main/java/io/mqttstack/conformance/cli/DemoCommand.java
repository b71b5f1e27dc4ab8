package io.mqttstack.conformance.cli;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.report.ConsoleReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the client at work on a broker that dies and comes back, then what four brokers can do. */
@Command(
        name = "demo",
        sortOptions = false,
        description =
                "Shows the client on a real broker that is killed and started again, and the matrix of four brokers."
                        + " Everything runs on this machine; nothing is left behind.")
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--broker",
            paramLabel = "NAME",
            defaultValue = "artemis",
            description = "The broker of the first part; by default artemis.")
    private String name = "";

    @Option(names = "--no-matrix", description = "Leave the second part out.")
    private boolean noMatrix;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Brokers brokers = surroundings.brokers();
        try (Workshop workshop = Workshop.open(surroundings)) {
            BrokerOptions options =
                    BrokerOptions.in(workshop.directory().resolve("demo")).withPersistence(true);
            try (BrokerUnderTest broker = brokers.create(name, options)) {
                new Story(out, broker).tell();
            }
            if (noMatrix) {
                return ExitStatus.OK;
            }
            out.printf("%nWhat four brokers can do, asked by our client in each version (about half a minute):%n%n");
            out.flush();
            Matrix matrix = workshop.suite(brokers)
                    .run(
                            Selection.EMBEDDED,
                            Capabilities.cases(EnumSet.allOf(ProtocolVersion.class)),
                            Outcome.ERROR,
                            name -> verdict -> {},
                            done -> {
                                out.printf("  %s is done%n", done.subject());
                                out.flush();
                            });
            out.printf("%n%s", ConsoleReport.of(matrix, surroundings.terminal()));
            out.printf("%nGo on with ./mqtt conformance --help%n");
            out.flush();
            return ExitStatus.of(matrix);
        }
    }
}
