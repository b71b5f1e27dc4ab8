package io.mqttstack.conformance;

import java.util.Optional;

/** Watches over the cases of a run, and may end it early. Called by any thread. */
@FunctionalInterface
public interface Watch {

    /**
     * A case was decided.
     *
     * @param verdict what came of it
     */
    void decided(Verdict verdict);

    /** {@return why no further case shall begin; empty: the run goes on} */
    default Optional<String> halted() {
        return Optional.empty();
    }
}
