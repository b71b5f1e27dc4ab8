package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.faulty.FaultyBroker;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;

/** Runs a command line in this JVM and keeps what it prints. */
final class Terminal {
    private static final Map<String, String> CREDENTIALS = Map.of("MQTT_USER", "tester", "MQTT_PASSWORD", "right");

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    private final Properties properties = new Properties();
    private final Path home;

    /** A terminal whose top directory of the sources, and working directory, is given. */
    Terminal(Path home) {
        this.home = home;
        properties.setProperty("user.dir", home.toString());
    }

    /** With a standard error that a bar may be drawn on. */
    Terminal watched() {
        properties.setProperty(Surroundings.PROGRESS, "true");
        return this;
    }

    int execute(Map<String, String> environment, PrintWriter errors, List<String> arguments) {
        Surroundings surroundings =
                Surroundings.of(environment, properties, InputStream.nullInputStream(), new SplittableRandom(5));
        return Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(errors)
                .execute(arguments.toArray(String[]::new));
    }

    int execute(String... arguments) {
        return execute(CREDENTIALS, new PrintWriter(err, true), List.of(arguments));
    }

    /** Asks a broker that runs already. */
    int ask(FaultyBroker broker, String... more) {
        return execute(CREDENTIALS, new PrintWriter(err, true), asking(broker, more));
    }

    static List<String> asking(FaultyBroker broker, String... more) {
        List<String> arguments = new ArrayList<>(List.of("conformance", "--url", url(broker)));
        arguments.addAll(List.of(more));
        return arguments;
    }

    static String url(FaultyBroker broker) {
        return "mqtt://127.0.0.1:" + broker.subject().endpoint().port();
    }

    /** Asks a broker, and does something each time a subject is done. */
    int askAnd(Runnable whenDone, FaultyBroker broker, String... more) {
        PrintWriter telling = new PrintWriter(err, true) {
            @Override
            public PrintWriter printf(String format, Object... values) {
                whenDone.run();
                return super.printf(format, values);
            }
        };
        return execute(CREDENTIALS, telling, asking(broker, more));
    }

    Path path(String name) {
        return home.resolve(name);
    }
}
