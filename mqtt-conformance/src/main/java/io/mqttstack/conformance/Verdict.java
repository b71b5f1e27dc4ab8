package io.mqttstack.conformance;

import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of one case for one subject.
 *
 * @param testCase the case
 * @param outcome what came of it
 * @param reason why; empty for PASS
 * @param deviation the deviation that predicted it, for KNOWN
 * @param duration how long the case ran
 * @param evidence what it rests on
 */
public record Verdict(
        Case testCase,
        Outcome outcome,
        String reason,
        Optional<Deviation> deviation,
        Duration duration,
        Evidence evidence) {

    /**
     * A verdict without evidence.
     *
     * @param testCase the case
     * @param outcome what came of it
     * @param reason why; empty for PASS
     * @param deviation the deviation that predicted it, for KNOWN
     * @param duration how long the case ran
     */
    public Verdict(Case testCase, Outcome outcome, String reason, Optional<Deviation> deviation, Duration duration) {
        this(testCase, outcome, reason, deviation, duration, Evidence.NONE);
    }

    /**
     * Adds what the verdict rests on.
     *
     * @param found the evidence
     * @return the same verdict with it
     */
    public Verdict with(Evidence found) {
        return new Verdict(testCase, outcome, reason, deviation, duration, found);
    }
}
