package io.mqttstack.conformance.cli;

import static io.mqttstack.conformance.Samples.column;
import static io.mqttstack.conformance.Samples.matrix;
import static io.mqttstack.conformance.Samples.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Samples;
import io.mqttstack.conformance.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static Matrix round(Verdict first, Verdict second) {
        return matrix(column("one", first, second), column("two", second, first));
    }

    @Test
    void agreeWhenTheOutcomesDo() {
        Verdict a = verdict("a", Outcome.PASS, "");
        Verdict b = verdict("b", Outcome.UNSUPPORTED, "for one reason");
        Verdict again = verdict("b", Outcome.UNSUPPORTED, "for another");
        assertEquals(List.of(), new Rounds(List.of(round(a, b), round(a, again))).flaky());
    }

    @Test
    void nameEachCaseThatDiffersAndShowItsWorst() {
        Verdict pass = verdict("a", Outcome.PASS, "");
        Verdict fail = verdict("a", Outcome.FAIL, "once");
        Verdict b = verdict("b", Outcome.PASS, "");
        Rounds rounds = new Rounds(List.of(
                matrix(column("one", pass, b)), matrix(column("one", fail, b)), matrix(column("one", pass, b))));
        assertEquals(List.of("flaky: one 5.0/a: 1 FAIL, 2 PASS"), rounds.flaky());
        assertEquals("once", rounds.worst().columns().get(0).verdicts().get(0).reason());
        assertEquals(1, rounds.worst().count(Outcome.PASS));
    }

    @Test
    void letADeviationThatDependsOnChanceComeAndGo() {
        Verdict pass = verdict("a", Outcome.PASS, "");
        Verdict known = new Verdict(
                Samples.passing("a"),
                Outcome.KNOWN,
                "odd",
                Optional.of(Samples.deviation("5.0/a", "odd", false)),
                Duration.ZERO);
        Rounds rounds = new Rounds(List.of(matrix(column("one", pass)), matrix(column("one", known))));
        assertEquals(List.of(), rounds.flaky());
        assertEquals(1, rounds.worst().count(Outcome.KNOWN));
    }

    @Test
    void whatWasNotRunInOneIsNoDifference() {
        Verdict pass = verdict("a", Outcome.PASS, "");
        Verdict untested = verdict("a", Outcome.UNTESTED, "ended early");
        Rounds rounds = new Rounds(List.of(matrix(column("one", pass)), matrix(column("one", untested))));
        assertEquals(List.of(), rounds.flaky());
        assertEquals(1, rounds.worst().count(Outcome.PASS));
    }
}
