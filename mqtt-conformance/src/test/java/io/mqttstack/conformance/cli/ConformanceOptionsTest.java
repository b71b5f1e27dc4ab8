package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.conformance.faulty.Fault;
import io.mqttstack.conformance.faulty.FaultyBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceOptionsTest {
    @TempDir
    private Path directory;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(directory);
    }

    private void printed(String part) {
        assertTrue(terminal.out.toString().contains(part), () -> "no " + part + " in " + terminal.out);
    }

    @Test
    void dryRunSaysWhatWouldRunAndRunsNothing() {
        try (FaultyBroker broker = new FaultyBroker(Fault.REFUSE_CONNECT)) {
            assertEquals(
                    0,
                    terminal.ask(
                            broker,
                            "--broker",
                            "hivemq",
                            "--client",
                            "ours",
                            "--section",
                            "4.3",
                            "--version",
                            "5",
                            "--repeat",
                            "2",
                            "--report",
                            "out",
                            "--dry-run"));
        }
        printed("2 brokers, 3 cases each, of MQTT 5.0:\n  hivemq: cannot be run: it is not built");
        printed("\n  mqtt://127.0.0.1:");
        printed("\n1 client, ");
        printed("  ours\n");
        printed(", reached 2 times");
        printed("Reports would go to " + directory.resolve("out") + "\nNothing was run.");
        assertFalse(Files.exists(directory.resolve("out")));
        assertEquals("", terminal.err.toString());
    }

    @Test
    void brokersAndClientsRunTogether() throws IOException {
        try (FaultyBroker broker = new FaultyBroker()) {
            assertEquals(
                    0,
                    terminal.ask(
                            broker,
                            "--client",
                            "ours",
                            "--section",
                            "4.6",
                            "--version",
                            "5",
                            "--strict",
                            "--report",
                            "out"),
                    terminal.out::toString);
        }
        printed("All verdicts are as expected.");
        String json = Files.readString(directory.resolve("out/matrix.json"));
        for (String part : new String[] {"\"5.0/qos-1\"", "\"5.0/4.6.0/1\"", "\"broker\"", "\"client\""}) {
            assertTrue(json.contains(part), json);
        }
        assertFalse(json.contains("\"5.0/will\""), json);
    }

    @Test
    void aSectionChoosesCasesOfBrokers() {
        assertEquals(0, terminal.execute("conformance", "--broker", "hivemq", "--section", "4.3", "--list"));
        assertEquals(9, terminal.out.toString().lines().count(), terminal.out::toString);
        printed("3.1/qos-0");
        printed("5.0/qos-2");
    }

    @Test
    void failFastBeginsNothingAfterAFailure() {
        try (FaultyBroker broker = new FaultyBroker(Fault.REFUSE_CONNECT)) {
            assertEquals(1, terminal.ask(broker, "--version", "5", "--fail-fast", "--repeat", "3"));
        }
        printed("not run: --fail-fast ended the run after mqtt://127.0.0.1:");
        long failed = terminal.out
                .toString()
                .lines()
                .filter(each -> each.startsWith("+ "))
                .count();
        assertTrue(failed >= 1 && failed <= 4, terminal.out::toString);
        long rounds = terminal.err.toString().lines().count();
        assertEquals(3, rounds, terminal.err::toString);
    }

    @Test
    void strictLetsWhatIsOnlyToleratedFail() {
        try (FaultyBroker broker = new FaultyBroker(Fault.CLOSE_ON_WRONG_PASSWORD)) {
            String[] question = {"--version", "5", "--case", "wrong-credentials"};
            assertEquals(0, terminal.ask(broker, question), terminal.out::toString);
            assertEquals(1, terminal.ask(broker, question[0], question[1], question[2], question[3], "--strict"));
        }
        printed("1 NON_STRICT");
        printed("With --strict, KNOWN and NON_STRICT count as failures, as each FAIL does: 1 of them.");
    }

    @Test
    void repeatEndsWith0WhenAllRunsAgree() {
        try (FaultyBroker broker = new FaultyBroker()) {
            assertEquals(0, terminal.ask(broker, "--version", "5", "--case", "retained", "--repeat", "3"));
        }
        assertEquals(3, terminal.err.toString().lines().count(), terminal.err::toString);
    }

    @Test
    void repeatNamesTheCaseThatIsFlaky() {
        try (FaultyBroker broker = new FaultyBroker(Fault.NEVER_ERASE_RETAINED)) {
            int status =
                    terminal.askAnd(broker::mend, broker, "--version", "5", "--case", "retained,will", "--repeat", "2");
            assertEquals(1, status, terminal.out::toString);
            printed("flaky: " + Terminal.url(broker) + " 5.0/retained: 1 FAIL, 1 PASS");
        }
        assertFalse(terminal.out.toString().contains("5.0/will: "), terminal.out::toString);
    }

    @Test
    void confirmOverrulesWhatChanceBroughtAndNamesIt() {
        try (FaultyBroker broker = new FaultyBroker(Fault.NEVER_ERASE_RETAINED)) {
            int status = terminal.askAnd(
                    broker::mend, broker, "--version", "5", "--case", "retained,will", "--confirm", "2");
            assertEquals(0, status, terminal.out::toString);
            printed("by chance: " + Terminal.url(broker) + " 5.0/retained: FAIL not-erased: ");
        }
        printed("; as expected 2 times after that");
        assertEquals(3, terminal.err.toString().lines().count(), terminal.err::toString);
    }

    @Test
    void confirmLetsAFailureStandThatShowsAgain() {
        try (FaultyBroker broker = new FaultyBroker(Fault.NEVER_ERASE_RETAINED)) {
            assertEquals(1, terminal.ask(broker, "--version", "5", "--case", "retained,will", "--confirm", "2"));
        }
        assertFalse(terminal.out.toString().contains("by chance"), terminal.out::toString);
        printed("not-erased");
    }

    @Test
    void aBarIsDrawnOnATerminalOnly() {
        try (FaultyBroker broker = new FaultyBroker()) {
            String[] question = {"--version", "5", "--case", "retained,will"};
            terminal.ask(broker, question);
            assertFalse(terminal.err.toString().contains("["), terminal.err::toString);
            terminal.watched().ask(broker, question);
        }
        assertTrue(terminal.err.toString().contains("[###############---------------]  50 %  1/2  mqtt://"));
        assertTrue(terminal.err.toString().contains("] 100 %  2/2  "), terminal.err::toString);
        assertTrue(terminal.err.toString().endsWith("\r\u001b[K"), "the bar stays");
    }

    @Test
    void aClientIsKnownByItsCommand() {
        assertEquals(
                3,
                terminal.execute("conformance", "--client-command", "/nowhere/client --fast", "--case", "5.0/4.6.0/1"),
                terminal.out::toString);
        printed("command:/nowhere/client --fast cannot be opened");
    }

    @Test
    void endsWith3WhenNothingCouldBeRun() {
        try (FaultyBroker broker = new FaultyBroker()) {
            Terminal without = new Terminal(directory);
            int status = without.execute(
                    java.util.Map.of(),
                    new java.io.PrintWriter(without.err, true),
                    Terminal.asking(broker, "--case", "5.0/wrong-credentials"));
            assertEquals(3, status, without.out::toString);
        }
    }
}
