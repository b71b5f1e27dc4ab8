package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.conformance.faulty.Fault;
import io.mqttstack.conformance.faulty.FaultyBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(Map<String, String> environment, String... args) {
        Properties properties = new Properties();
        properties.setProperty("user.dir", directory.toString());
        Surroundings surroundings =
                Surroundings.of(environment, properties, InputStream.nullInputStream(), new SplittableRandom(5));
        CommandLine command = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    private int ask(FaultyBroker broker, String... more) {
        String[] args = new String[5 + more.length];
        args[0] = "conformance";
        args[1] = "--url";
        args[2] = "mqtt://127.0.0.1:" + broker.subject().endpoint().port();
        args[3] = "--case";
        args[4] = "retained,session-present";
        System.arraycopy(more, 0, args, 5, more.length);
        return execute(Map.of("MQTT_USER", "tester", "MQTT_PASSWORD", "right"), args);
    }

    @Test
    void endsWith0WhenNothingFails() {
        try (FaultyBroker broker = new FaultyBroker()) {
            assertEquals(0, ask(broker), err::toString);
        }
        assertTrue(out.toString().contains("5 cases, 1 subject: 5 PASS"), out::toString);
    }

    @Test
    void endsWith1WhenACaseFails() {
        try (FaultyBroker broker = new FaultyBroker(Fault.NEVER_ERASE_RETAINED)) {
            assertEquals(1, ask(broker, "--version", "5"), err::toString);
        }
        assertTrue(out.toString().contains("not-erased"), out::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unheard",
                "conformance --unheard",
                "conformance --broker unheard",
                "conformance --version 4",
                "conformance --case unheard",
                "conformance --client unheard",
                "conformance --client ours --section 9.9",
                "conformance --client ours --version 3.1",
                "conformance --broker hivemq --section 9.9",
                "conformance --broker hivemq --client ours --case 4.3.3/6",
                "conformance --broker container:unheard",
                "conformance --repeat 0",
                "conformance --repeat often",
                "conformance --confirm -1",
                "conformance --confirm 2 --fail-fast",
                "conformance --url http://localhost",
                "conformance --url mqtt://user:secret@localhost",
                "conformance --url ::",
                "interop --parallel 0",
                "interop --client unheard",
                "interop --broker unheard",
                "interop --case unheard"
            })
    void endsWith2WhenTheCommandLineIsWrong(String line) {
        assertEquals(2, execute(Map.of(), line.isEmpty() ? new String[0] : line.split(" ")));
        assertTrue(err.toString().contains("Usage: mqtt"), err::toString);
        assertFalse(err.toString().contains("secret"), err::toString);
    }

    @Test
    void endsWith3WhenNobodyAnswers() {
        int port;
        try (FaultyBroker broker = new FaultyBroker()) {
            port = broker.subject().endpoint().port();
        }
        assertEquals(3, execute(Map.of(), "conformance", "--url", "mqtt://127.0.0.1:" + port));
        assertTrue(out.toString().contains("does not answer"), out::toString);
    }

    @Test
    void endsWith3WhenABrokerIsNotBuilt() {
        assertEquals(3, execute(Map.of(), "conformance", "--case", "qos-0"));
        assertTrue(out.toString().contains("it is not built"), out::toString);
    }

    @Test
    void endsWith3WhenTheCredentialsCannotBeRead() {
        try (FaultyBroker broker = new FaultyBroker()) {
            assertEquals(3, ask(broker, "--credentials", "nowhere.properties"));
        }
        assertTrue(err.toString().contains("nowhere.properties"), err::toString);
    }

    @Test
    void theDemoEndsWith3WhenItsBrokerIsNotBuilt() {
        assertEquals(3, execute(Map.of(), "demo"));
        assertTrue(err.toString().contains("it is not built"), err::toString);
    }

    @Test
    void writesReportsWithoutPasswordsOrPayloads() throws IOException {
        Files.writeString(directory.resolve("mine.properties"), "username=tester\npassword=right\n");
        try (FaultyBroker broker = new FaultyBroker(Fault.NO_RETAIN_FLAG, Fault.DAMAGE_LARGE_PAYLOADS)) {
            String url = "mqtt://127.0.0.1:" + broker.subject().endpoint().port();
            int status = execute(
                    Map.of(),
                    "conformance",
                    "--url",
                    url,
                    "--credentials",
                    "mine.properties",
                    "--version",
                    "3.1.1,5",
                    "--case",
                    "retained,large-payload,wrong-credentials",
                    "--report",
                    "reports");
            assertEquals(1, status, err::toString);
        }
        String junit = Files.readString(directory.resolve("reports/junit.xml"));
        String json = Files.readString(directory.resolve("reports/matrix.json"));
        assertTrue(junit.contains("failures=\"4\""), junit);
        assertTrue(json.contains("\"case\" : \"5.0/retained\""), json);
        for (String text : List.of(junit, json, out.toString(), err.toString())) {
            assertFalse(text.contains("\"right\""), text);
            String said = text.replaceAll("\"summary\" : [^\n]*", "");
            assertFalse(said.contains("first"), text);
        }
    }

    @Test
    void listsTheCasesWithTheirStatements() {
        assertEquals(0, execute(Map.of(), "conformance", "--list", "--version", "3.1.1", "--case", "will"));
        assertEquals(
                "3.1.1/will             publishes a lost client's Will   MQTT-3.1.2-8 MQTT-3.1.2-16",
                out.toString().strip());
    }

    @Test
    void asksClientsBySection() throws IOException {
        assertEquals(
                0,
                execute(
                        Map.of(),
                        "conformance",
                        "--client",
                        "ours",
                        "--section",
                        "4.3.3/6,5.0/4.6.0/1",
                        "--report",
                        "clients"),
                err::toString);
        assertTrue(out.toString().contains("3 cases, 1 subject: 3 PASS"), out::toString);
        String json = Files.readString(directory.resolve("clients/matrix.json"));
        assertTrue(json.contains("\"case\" : \"3.1.1/4.3.3/6\""), json);
        assertTrue(json.contains("PUBREL"), json);
    }

    @Test
    void listsTheClientCasesWithTheirStatements() {
        assertEquals(0, execute(Map.of(), "conformance", "--list", "--version", "5", "--section", "4.3.3/7"));
        assertTrue(out.toString().strip().startsWith("5.0/4.3.3/7"), out::toString);
        assertTrue(out.toString().strip().endsWith("MQTT-4.3.3-6"), out::toString);
    }

    @Test
    void helpIsNoMistake() {
        for (String[] line : new String[][] {{"--help"}, {"conformance", "--help"}, {"demo", "-h"}}) {
            assertEquals(0, execute(Map.of(), line));
        }
        assertTrue(out.toString().contains("--broker=NAME"), out::toString);
    }
}
