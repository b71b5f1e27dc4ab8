package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.io.PrintWriter;

/**
 * Tells whoever waits how far the run is: a bar that is drawn over and over in the last line of a terminal, and a line for
 * each subject that is done. Elsewhere there are only the lines. Thread-safe.
 *
 * <pre>
 *   [############------------------]  40 %  128/320  mosquitto 5.0/retained
 * </pre>
 */
final class Progress {
    private static final int CELLS = 30;
    private static final int WIDTH = 79;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final int total;
    private int decided;

    /**
     * Begins at zero.
     *
     * @param err the standard error
     * @param terminal whether it is a terminal
     * @param total how many verdicts there will be
     */
    Progress(PrintWriter err, boolean terminal, int total) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
    }

    synchronized void decided(String subject, Verdict verdict) {
        decided++;
        if (terminal) {
            draw(subject + " " + verdict.testCase().id());
        }
    }

    private void draw(String what) {
        int share = total == 0 ? 0 : Math.min(100, 100 * decided / total);
        int full = CELLS * share / 100;
        String line = String.format(
                "[%s%s] %3d %%  %d/%d  %s", "#".repeat(full), "-".repeat(CELLS - full), share, decided, total, what);
        err.print(CLEAR + line.substring(0, Math.min(WIDTH, line.length())));
        err.flush();
    }

    /** A subject is done; where it could not be run at all, which takes no time, nothing was told of its cases. */
    synchronized void done(SubjectResult result) {
        if (result.duration().isZero()) {
            decided += result.verdicts().size();
        }
        clear();
        err.printf(
                "%s: %d cases in %.1f s%n",
                result.subject(), result.verdicts().size(), result.duration().toMillis() / 1e3);
        err.flush();
    }

    /** Takes the bar away. */
    synchronized void clear() {
        if (terminal) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
