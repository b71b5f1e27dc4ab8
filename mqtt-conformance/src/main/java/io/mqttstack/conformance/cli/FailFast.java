package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Remembers the first failure, after which nothing more shall begin. Thread-safe. */
final class FailFast {
    private final Demands demands;
    private Optional<String> halted = Optional.empty();

    FailFast(Demands demands) {
        this.demands = demands;
    }

    synchronized void decided(String subject, Verdict verdict) {
        try {
            if (halted.isEmpty() && demands.fails(subject, verdict)) {
                halted = Optional.of("not run: --fail-fast ended the run after " + subject + " "
                        + verdict.testCase().id());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The expected verdicts cannot be read", e);
        }
    }

    synchronized Optional<String> halted() {
        return halted;
    }
}
