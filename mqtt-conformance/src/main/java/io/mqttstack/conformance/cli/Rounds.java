package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same run several times: what comes of it, and where the runs differ. */
final class Rounds {
    /** The worst first: of several verdicts, that one is reported which has to be looked at. */
    private static final List<Outcome> WORST = List.of(
            Outcome.FAIL,
            Outcome.ERROR,
            Outcome.KNOWN,
            Outcome.NON_STRICT,
            Outcome.UNSUPPORTED,
            Outcome.PASS,
            Outcome.UNTESTED);

    private final List<Matrix> rounds;

    /**
     * Looks at runs.
     *
     * @param rounds one or more, of the same subjects and cases in the same order
     */
    Rounds(List<Matrix> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    /** {@return one matrix with the worst verdict of each case} */
    Matrix worst() {
        Matrix first = rounds.get(0);
        List<SubjectResult> columns = new ArrayList<>();
        for (int column = 0; column < first.columns().size(); column++) {
            SubjectResult shown = first.columns().get(column);
            List<Verdict> verdicts = new ArrayList<>();
            for (int row = 0; row < shown.verdicts().size(); row++) {
                verdicts.add(cell(column, row).stream()
                        .min(Comparator.comparingInt(each -> WORST.indexOf(each.outcome())))
                        .orElseThrow());
            }
            columns.add(new SubjectResult(shown.subject(), shown.started(), shown.duration(), verdicts));
        }
        return new Matrix(first.cases(), columns);
    }

    private List<Verdict> cell(int column, int row) {
        return rounds.stream()
                .map(round -> round.columns().get(column).verdicts().get(row))
                .toList();
    }

    /** {@return a line for each case that did not come to the same each time; a deviation that depends on chance may} */
    List<String> flaky() {
        List<String> flaky = new ArrayList<>();
        List<SubjectResult> columns = rounds.get(0).columns();
        for (int column = 0; column < columns.size(); column++) {
            for (int row = 0; row < columns.get(column).verdicts().size(); row++) {
                Map<String, Integer> seen = new TreeMap<>();
                cell(column, row).stream()
                        .filter(each -> each.outcome() != Outcome.UNTESTED)
                        .forEach(each -> seen.merge(word(each), 1, Integer::sum));
                if (seen.size() > 1) {
                    List<String> counts = new ArrayList<>();
                    seen.forEach((word, count) -> counts.add(count + " " + word));
                    flaky.add("flaky: " + columns.get(column).subject() + " "
                            + columns.get(column).verdicts().get(row).testCase().id() + ": "
                            + String.join(", ", counts));
                }
            }
        }
        return flaky;
    }

    private static String word(Verdict verdict) {
        boolean byChance = verdict.deviation().map(each -> !each.always()).orElse(false);
        return (byChance ? Outcome.PASS : verdict.outcome()).name();
    }
}
