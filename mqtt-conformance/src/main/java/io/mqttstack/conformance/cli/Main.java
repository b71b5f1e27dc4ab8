package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.broker.BrokerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.SplittableRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The words {@code demo}, {@code conformance}, {@code interop} and {@code decode}. */
@Command(name = "mqtt", description = "Shows and tests the MQTT stack.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    private Main() {}

    /**
     * Runs a command line and ends the process with its exit status: 0 all is well, 1 a case failed or a packet is
     * illegal or incomplete, 2 the command line is wrong, 3 the suite could not run or a file could not be read.
     *
     * @param args the word and its options
     */
    public static void main(String[] args) {
        Surroundings surroundings =
                Surroundings.of(System.getenv(), System.getProperties(), System.in, new SplittableRandom());
        System.exit(commandLine(surroundings).execute(args));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new ConformanceCommand(surroundings))
                .addSubcommand(new InteropCommand(surroundings))
                .addSubcommand(new DecodeCommand(surroundings))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()));
    }

    private static int failed(Exception failure, PrintWriter err) {
        err.println("mqtt: " + failure.getMessage());
        boolean explained = failure instanceof BrokerException || failure instanceof IOException;
        if (!explained) {
            failure.printStackTrace(err);
        }
        return ExitStatus.COULD_NOT_RUN;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), help ? "" : "A word is missing: demo, conformance, interop or decode");
    }
}
