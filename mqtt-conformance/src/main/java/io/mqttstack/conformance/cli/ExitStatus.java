package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;

/** What the process tells whoever started it. */
final class ExitStatus {
    /** All is as expected; all bytes are legal packets. */
    static final int OK = 0;
    /** A failure; a packet is illegal or incomplete. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** No failure, but an ERROR, or nothing was run at all; a file cannot be read. */
    static final int COULD_NOT_RUN = 3;

    private ExitStatus() {}

    static int of(Matrix matrix) {
        return of(matrix, matrix.count(Outcome.FAIL) > 0);
    }

    static int of(Matrix matrix, boolean failed) {
        if (failed) {
            return FAILED;
        }
        long verdicts = matrix.columns().stream()
                .mapToLong(each -> each.verdicts().size())
                .sum();
        boolean nothingRun = matrix.count(Outcome.UNTESTED) == verdicts;
        return nothingRun || matrix.count(Outcome.ERROR) > 0 ? COULD_NOT_RUN : OK;
    }
}
