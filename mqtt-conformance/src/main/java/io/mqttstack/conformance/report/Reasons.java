package io.mqttstack.conformance.report;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why the cells of the matrix that are not PASS are what they are: equal reasons of one subject together. */
final class Reasons {
    private static final List<Outcome> ORDER = List.of(
            Outcome.FAIL, Outcome.ERROR, Outcome.KNOWN, Outcome.NON_STRICT, Outcome.UNSUPPORTED, Outcome.UNTESTED);
    private static final int MANY = 6;

    private final Matrix matrix;
    private final StringBuilder out = new StringBuilder();

    Reasons(Matrix matrix) {
        this.matrix = matrix;
    }

    String text() {
        ORDER.forEach(this::section);
        return out.append('\n').toString();
    }

    private void section(Outcome outcome) {
        if (matrix.count(outcome) > 0) {
            out.append('\n').append(outcome).append('\n');
            matrix.columns().forEach(each -> subject(each, outcome));
        }
    }

    private void subject(SubjectResult column, Outcome outcome) {
        Map<String, List<String>> casesByReason = column.verdicts().stream()
                .filter(each -> each.outcome() == outcome)
                .collect(Collectors.groupingBy(
                        Reasons::reason,
                        LinkedHashMap::new,
                        Collectors.mapping(each -> each.testCase().id(), Collectors.toList())));
        casesByReason.forEach((reason, cases) -> {
            wrap(Printable.line(column.subject()) + " " + list(cases), "  ", "    ");
            wrap(Printable.line(reason), "      ", "      ");
        });
    }

    /** A deviation is one reason, however differently it showed in its cases. */
    private static String reason(Verdict verdict) {
        return verdict.deviation()
                .map(each -> each.name() + " (since " + each.since() + "): " + each.why())
                .orElse(verdict.reason());
    }

    private static String list(List<String> cases) {
        return cases.size() < MANY ? String.join(" ", cases) : cases.get(0) + " and " + (cases.size() - 1) + " more";
    }

    private void wrap(String text, String first, String next) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > ConsoleReport.WIDTH) {
                out.append(line).append('\n');
                line.setLength(0);
                line.append(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line).append('\n');
    }
}
