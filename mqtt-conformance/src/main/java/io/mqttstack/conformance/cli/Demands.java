package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What makes a run a failure: a verdict that is not the expected one, and with {@code strict} also what is expected, but is
 * less than the specification recommends.
 *
 * @param expected the committed verdicts
 * @param strict whether FAIL, KNOWN and NON_STRICT count, expected or not
 */
record Demands(Expected expected, boolean strict) {
    private static final Set<Outcome> LESS = Set.of(Outcome.FAIL, Outcome.KNOWN, Outcome.NON_STRICT);

    /** Tells whether one verdict alone makes the run a failure. */
    boolean fails(String subject, Verdict verdict) throws IOException {
        SubjectResult alone = new SubjectResult(subject, Instant.EPOCH, Duration.ZERO, List.of(verdict));
        return (strict && LESS.contains(verdict.outcome()))
                || !expected.drift(alone).isEmpty();
    }

    /** {@return a line for each difference from the expected verdicts} */
    List<String> drift(Matrix matrix) throws IOException {
        List<String> drift = new ArrayList<>();
        for (SubjectResult column : matrix.columns()) {
            drift.addAll(expected.drift(column));
        }
        return drift;
    }

    /** {@return how many verdicts are less than recommended, if that counts; otherwise 0} */
    long disliked(Matrix matrix) {
        return strict ? LESS.stream().mapToLong(matrix::count).sum() : 0;
    }
}
