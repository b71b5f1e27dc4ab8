package io.mqttstack.bench.cli;

import io.mqttstack.bench.load.ClientSuite;
import io.mqttstack.bench.transport.TransportSuite;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code mqtt bench …}. Tables go to standard output, progress and complaints to standard error. */
@Command(name = "mqtt", description = "Measures the stack.")
public final class Main {
    /** Read by picocli itself. */
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    private boolean help;

    private Main() {}

    /**
     * Runs a command line and ends the JVM.
     *
     * @param arguments what was typed, from the word {@code bench} on
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, Clock.systemUTC(), arguments));
    }

    /** Runs a command line and returns its exit code: 0 done, 1 failed, 2 wrongly used. */
    static int run(PrintStream out, PrintStream err, Clock clock, String... arguments) {
        String typed = String.join(" ", arguments);
        CommandLine bench = new CommandLine(new Bench())
                .addSubcommand("codec", new JmhCommand(out, err, clock, "codec", List.of("comparison"), typed))
                .addSubcommand(
                        "transport", new EndToEndCommand(out, err, clock, "transport", new TransportSuite(), typed))
                .addSubcommand("client", new EndToEndCommand(out, err, clock, "client", new ClientSuite(), typed))
                .addSubcommand("engine", new JmhCommand(out, err, clock, "engine", List.of(), typed))
                .addSubcommand(
                        "report",
                        new ReportCommand(
                                out, err, Map.of("client", new ClientSuite(), "transport", new TransportSuite())));
        return new CommandLine(new Main())
                .addSubcommand(bench)
                .setOut(writer(out))
                .setErr(writer(err))
                .execute(arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, Charset.defaultCharset());
    }

    @Command(name = "bench", description = "Measure, and keep the results with their provenance.")
    private static final class Bench {}
}
