package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Case CASE = Samples.passing("some");
    private static final Deviation ALWAYS = Samples.deviation("5.0/some", "odd", true);
    private static final Deviation SOMETIMES = Samples.deviation("5.0/*", "odd", false);

    private final Judge strict = new Judge(new DeviationProfile("sample", List.of()));
    private final Judge tolerant = new Judge(new DeviationProfile("sample", List.of(ALWAYS)));
    private final Judge patient = new Judge(new DeviationProfile("sample", List.of(SOMETIMES)));

    @Test
    void passesWhatPasses() {
        assertEquals(Outcome.PASS, strict.passed(CASE, Duration.ZERO).outcome());
    }

    @Test
    void failsWhatFailsAndNamesTheSymptom() {
        Verdict verdict = strict.found(CASE, Finding.failure("odd", "it was odd"), Duration.ZERO);
        assertEquals(Outcome.FAIL, verdict.outcome());
        assertEquals("odd: it was odd", verdict.reason());
    }

    @Test
    void knowsAPredictedFailureByName() {
        Verdict verdict = tolerant.found(CASE, Finding.failure("odd", "it was odd"), Duration.ZERO);
        assertEquals(Outcome.KNOWN, verdict.outcome());
        assertEquals(Optional.of(ALWAYS), verdict.deviation());
    }

    @Test
    void failsAnotherFailureThanThePredictedOne() {
        Verdict verdict = tolerant.found(CASE, Finding.failure("even", "it was even"), Duration.ZERO);
        assertEquals(Outcome.FAIL, verdict.outcome());
        assertTrue(verdict.reason().contains("sample-deviation predicts odd"), verdict::reason);
    }

    @Test
    void failsWhenADeviationNoLongerShows() {
        for (Verdict verdict : List.of(
                tolerant.passed(CASE, Duration.ZERO),
                tolerant.found(CASE, Finding.unsupported("not offered"), Duration.ZERO),
                tolerant.found(CASE, Finding.nonStrict("slow", "it was slow"), Duration.ZERO))) {
            assertEquals(Outcome.FAIL, verdict.outcome());
            assertTrue(verdict.reason().startsWith("the deviation sample-deviation no longer shows"), verdict::reason);
        }
    }

    @Test
    void passesWhenADeviationThatDependsOnChanceDoesNotShow() {
        assertEquals(Outcome.PASS, patient.passed(CASE, Duration.ZERO).outcome());
        assertEquals(
                Outcome.KNOWN,
                patient.found(CASE, Finding.failure("odd", "it was odd"), Duration.ZERO)
                        .outcome());
    }

    @Test
    void keepsWhatCouldNotBeTriedApartFromWhatFailed() {
        assertEquals(
                Outcome.UNTESTED,
                tolerant.found(CASE, Finding.untested("no password"), Duration.ZERO)
                        .outcome());
        assertEquals(
                Outcome.UNSUPPORTED,
                strict.found(CASE, Finding.unsupported("not offered"), Duration.ZERO)
                        .outcome());
        assertEquals(
                Outcome.NON_STRICT,
                strict.found(CASE, Finding.nonStrict("slow", "it was slow"), Duration.ZERO)
                        .outcome());
    }
}
