package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import java.util.List;

/** What the process tells whoever started it. */
final class ExitStatus {
    /** No FAIL and no ERROR; all bytes are legal packets. */
    static final int OK = 0;
    /** A FAIL; a packet is illegal or incomplete. */
    static final int FAILED = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** No FAIL, but an ERROR, or no run at all; a file cannot be read. */
    static final int COULD_NOT_RUN = 3;

    private ExitStatus() {}

    static int of(Matrix matrix) {
        if (matrix.count(Outcome.FAIL) > 0) {
            return FAILED;
        }
        return matrix.count(Outcome.ERROR) > 0 ? COULD_NOT_RUN : OK;
    }

    /** Of a run whose verdicts were compared: what could not be decided is no failure. */
    static int of(Matrix matrix, List<String> drift) {
        boolean failed =
                drift.stream().anyMatch(each -> each.startsWith("+") && !each.endsWith("\t" + Outcome.ERROR.name()));
        if (failed) {
            return FAILED;
        }
        return matrix.count(Outcome.ERROR) > 0 ? COULD_NOT_RUN : OK;
    }
}
