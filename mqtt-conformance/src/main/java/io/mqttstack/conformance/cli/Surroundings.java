package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.report.Commit;
import io.mqttstack.conformance.report.Provenance;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * What a command line takes from the process it runs in.
 *
 * @param environment the environment variables
 * @param home the top directory of the sources, where the embedded brokers are built
 * @param workingDirectory where relative paths begin
 * @param input the standard input
 * @param terminal whether the output is read by a person, who likes colours
 * @param progress whether the standard error is a terminal, where a bar may be drawn
 * @param random chooses ports, names and passwords
 */
record Surroundings(
        Map<String, String> environment,
        Path home,
        Path workingDirectory,
        InputStream input,
        boolean terminal,
        boolean progress,
        RandomGenerator random) {

    /** The system property that names the top directory of the sources; set by the launcher. */
    static final String HOME = "mqtt.home";

    /** The system property that tells whether the output is a terminal; set by the launcher. */
    static final String TERMINAL = "mqtt.terminal";

    /** The system property that tells whether the standard error is a terminal; set by the launcher. */
    static final String PROGRESS = "mqtt.progress";

    static Surroundings of(
            Map<String, String> environment, Properties properties, InputStream input, RandomGenerator random) {
        Path working = Path.of(properties.getProperty("user.dir", "."));
        return new Surroundings(
                Map.copyOf(environment),
                working.resolve(properties.getProperty(HOME, ".")).normalize(),
                working,
                input,
                Boolean.parseBoolean(properties.getProperty(TERMINAL)) && !environment.containsKey("NO_COLOR"),
                Boolean.parseBoolean(properties.getProperty(PROGRESS)),
                random);
    }

    /** Where a report that is made now comes from. */
    Provenance provenance() {
        String version = Surroundings.class.getPackage().getImplementationVersion();
        return new Provenance(
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS),
                (version == null ? "built from sources" : version) + Commit.of(home),
                "Java " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /** The brokers of this machine, with the credentials of the environment for one that is known by its URL. */
    Brokers brokers() {
        return brokers(Map.of());
    }

    Brokers brokers(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(more);
        return new Brokers(variables, home.resolve("mqtt-conformance").resolve("brokers"), random);
    }

    boolean continuousIntegration() {
        return "true".equals(environment.get("CI"));
    }
}
