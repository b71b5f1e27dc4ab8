package io.mqttstack.conformance.cli;

import static io.mqttstack.conformance.Samples.column;
import static io.mqttstack.conformance.Samples.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.section.ClientCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTest {
    @TempDir
    private Path home;

    private Path tables;
    private Expected expected;

    @BeforeEach
    void open() {
        tables = home.resolve(Expected.DIRECTORY);
        expected = new Expected(home);
    }

    private static SubjectResult client(String name, Outcome outcome) {
        Verdict verdict = new Verdict(
                ClientCases.of(Set.of(ProtocolVersion.V5_0)).get(0), outcome, "", Optional.empty(), Duration.ZERO);
        return column(name, verdict);
    }

    private static String clientCase() {
        return ClientCases.of(Set.of(ProtocolVersion.V5_0)).get(0).id();
    }

    @Test
    void acceptsWhatABrokerDoesAndSeesItChange() throws IOException {
        SubjectResult found = column(
                "moquette", verdict("a", Outcome.NON_STRICT, "lax"), verdict("b", Outcome.UNSUPPORTED, "not there"));
        assertEquals(List.of(), expected.drift(found), "of a broker without a table nothing is expected");

        assertEquals(List.of(), expected.accept(found));

        assertEquals(
                List.of("broker\tcase\tverdict\twhy", "moquette\t5.0/a\tNON_STRICT", "moquette\t5.0/b\tUNSUPPORTED"),
                Files.readAllLines(tables.resolve("brokers/moquette.tsv")));
        assertEquals(List.of(), expected.drift(found));
        assertEquals(
                List.of("- moquette\tmoquette\t5.0/a\tNON_STRICT", "+ moquette\tmoquette\t5.0/a\tPASS"),
                expected.drift(column("moquette", verdict("a", Outcome.PASS, ""))));
        assertEquals(
                List.of("- moquette\tmoquette\t5.0/c\tPASS", "+ moquette\tmoquette\t5.0/c\tUNSUPPORTED"),
                expected.drift(column("moquette", verdict("c", Outcome.UNSUPPORTED, "gone"))));
    }

    @Test
    void aBrokerInAContainerIsExpectedToDoTheSame() throws IOException {
        expected.accept(column("mosquitto", verdict("a", Outcome.NON_STRICT, "lax")));
        assertEquals(List.of(), expected.drift(column("container:mosquitto", verdict("a", Outcome.NON_STRICT, "lax"))));
        assertFalse(expected.drift(column("container:mosquitto", verdict("a", Outcome.PASS, "")))
                .isEmpty());
    }

    @Test
    void acceptsNoFailureOfABroker() throws IOException {
        SubjectResult found =
                column("moquette", verdict("a", Outcome.FAIL, "wrong"), verdict("b", Outcome.NON_STRICT, "lax"));
        List<String> refused = expected.accept(found);
        assertEquals(1, refused.size());
        assertTrue(refused.get(0).startsWith("moquette 5.0/a: a FAIL of a broker is not accepted"), refused.get(0));
        assertEquals(
                List.of("- moquette\tmoquette\t5.0/a\tPASS", "+ moquette\tmoquette\t5.0/a\tFAIL"),
                expected.drift(found));
    }

    @Test
    void acceptsNothingOfABrokerThatIsKnownByItsAddress() throws IOException {
        SubjectResult found = column("mqtt://localhost:1883", verdict("a", Outcome.NON_STRICT, "lax"));
        assertEquals(1, expected.accept(found).size());
        assertFalse(Files.exists(tables.resolve("brokers")));
        assertFalse(expected.drift(column("mqtt://localhost:1883", verdict("a", Outcome.FAIL, "wrong")))
                .isEmpty());
    }

    @Test
    void whatAProfilePredictsIsAsGoodAsPassedAndWhatIsUndecidedIsNotCompared() throws IOException {
        expected.accept(column("moquette", verdict("a", Outcome.PASS, "")));
        assertTrue(Files.exists(tables.resolve("brokers/moquette.tsv")));
        assertEquals(
                List.of(),
                expected.drift(column(
                        "moquette",
                        verdict("a", Outcome.KNOWN, "odd"),
                        verdict("b", Outcome.ERROR, "broken"),
                        verdict("c", Outcome.UNTESTED, "absent"))));
    }

    @Test
    void acceptsTheFailuresOfAClientAndSeesThemGo() throws IOException {
        expected.accept(client("paho5", Outcome.FAIL));
        assertEquals(
                List.of("broker\tcase\tverdict\twhy", "scripted\t" + clientCase() + "\tFAIL"),
                Files.readAllLines(tables.resolve("paho5.tsv")));
        assertEquals(List.of(), expected.drift(client("paho5", Outcome.FAIL)));
        assertEquals(2, expected.drift(client("paho5", Outcome.PASS)).size());
        assertEquals(2, expected.drift(client("paho5", Outcome.UNSUPPORTED)).size());
        assertEquals(2, expected.drift(client("command:mine", Outcome.FAIL)).size());
        assertEquals(List.of(), expected.drift(client("command:mine", Outcome.UNSUPPORTED)));
    }

    @Test
    void everyBrokerThatCanBeNamedHasATable() {
        Path committed = Path.of("src", "main", "expected", "brokers");
        for (String name : Brokers.ofSystem().names()) {
            assertTrue(Files.exists(committed.resolve(name + ".tsv")), name);
        }
    }
}
