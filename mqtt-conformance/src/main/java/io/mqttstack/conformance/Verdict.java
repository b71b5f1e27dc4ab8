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
 */
public record Verdict(
        Case testCase, Outcome outcome, String reason, Optional<Deviation> deviation, Duration duration) {}
