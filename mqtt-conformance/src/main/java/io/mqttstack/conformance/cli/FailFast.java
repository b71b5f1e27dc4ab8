package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers the first failure, after which nothing more shall begin. Thread-safe. */
final class FailFast {
    private final Demands demands;
    private final AtomicReference<Optional<String>> halted = new AtomicReference<>(Optional.empty());

    FailFast(Demands demands) {
        this.demands = demands;
    }

    void decided(String subject, Verdict verdict) {
        try {
            if (halted.get().isEmpty() && demands.fails(subject, verdict)) {
                String why = "not run: --fail-fast ended the run after " + subject + " "
                        + verdict.testCase().id();
                halted.compareAndSet(Optional.empty(), Optional.of(why));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The expected verdicts cannot be read", e);
        }
    }

    Optional<String> halted() {
        return halted.get();
    }
}
