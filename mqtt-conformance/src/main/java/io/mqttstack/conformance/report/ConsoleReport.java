package io.mqttstack.conformance.report;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The matrix as plain text of at most 100 columns for up to seven subjects, with a legend and the reasons below. Brokers and
 * clients have a matrix each.
 *
 * <pre>
 *                                   hivemq  artemis
 *   MQTT 3.1.1
 *     carries messages at QoS 1     pass    known
 * </pre>
 */
public final class ConsoleReport {
    static final int WIDTH = 100;

    private static final int LONGEST_NAME = 19;
    private static final String INDENT = "  ";

    private final Matrix matrix;
    private final boolean colours;
    private final StringBuilder out = new StringBuilder();
    private final int label;

    private ConsoleReport(Matrix matrix, boolean colours) {
        this.matrix = matrix;
        this.colours = colours;
        this.label = INDENT.length()
                + matrix.cases().stream()
                        .mapToInt(each -> each.title().length())
                        .max()
                        .orElse(0);
    }

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @param colours whether the reader is a terminal
     * @return lines that end with a line feed
     */
    public static String of(Matrix matrix, boolean colours) {
        return Stream.of(matrix.part(true), matrix.part(false))
                .filter(part -> !part.columns().isEmpty())
                .map(part -> new ConsoleReport(part, colours).text())
                .collect(Collectors.joining("\n"));
    }

    private String text() {
        rows();
        legend();
        out.append(new Reasons(matrix).text());
        totals();
        return out.toString();
    }

    private void rows() {
        pad("", label);
        matrix.columns().forEach(each -> out.append(INDENT).append(padded(name(each), width(each))));
        endLine();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            List<Case> cases = matrix.cases().stream()
                    .filter(each -> each.version() == version)
                    .toList();
            if (!cases.isEmpty()) {
                out.append("MQTT ").append(Case.number(version));
                endLine();
                cases.forEach(this::row);
            }
        }
    }

    private void row(Case testCase) {
        pad(INDENT + testCase.title(), label);
        for (SubjectResult column : matrix.columns()) {
            Optional<Outcome> outcome = column.verdict(testCase.id()).map(Verdict::outcome);
            String word = outcome.map(ConsoleReport::word).orElse("");
            out.append(INDENT);
            out.append(outcome.map(each -> coloured(word, each)).orElse(word));
            out.append(" ".repeat(width(column) - word.length()));
        }
        endLine();
    }

    private void legend() {
        endLine();
        List<Outcome> seen = Arrays.stream(Outcome.values())
                .filter(each -> matrix.count(each) > 0)
                .toList();
        for (Outcome each : seen) {
            out.append(INDENT)
                    .append(coloured(word(each), each))
                    .append(" ".repeat(8 - word(each).length()));
            out.append(meaning(each));
            endLine();
        }
    }

    private void totals() {
        Map<Outcome, Long> counts = Arrays.stream(Outcome.values())
                .filter(each -> matrix.count(each) > 0)
                .collect(Collectors.toMap(
                        each -> each, matrix::count, (a, b) -> a, () -> new java.util.EnumMap<>(Outcome.class)));
        out.append(matrix.cases().size())
                .append(" cases, ")
                .append(matrix.columns().size())
                .append(matrix.columns().size() == 1 ? " subject: " : " subjects: ")
                .append(counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", ")));
        endLine();
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case KNOWN -> "known";
            case NON_STRICT -> "lax";
            case UNSUPPORTED -> "-";
            case UNTESTED -> "?";
            case ERROR -> "ERROR";
        };
    }

    private static String meaning(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "PASS: does what is asked";
            case FAIL -> "FAIL: does not";
            case KNOWN -> "KNOWN: does not, exactly as a named deviation predicts";
            case NON_STRICT -> "NON_STRICT: does what is demanded, not what is recommended";
            case UNSUPPORTED -> "UNSUPPORTED: does not offer it";
            case UNTESTED -> "UNTESTED: was not run";
            case ERROR -> "ERROR: could not be decided";
        };
    }

    private String coloured(String word, Outcome outcome) {
        if (!colours) {
            return word;
        }
        int colour = switch (outcome) {
            case PASS -> 32;
            case FAIL, ERROR -> 31;
            case KNOWN, NON_STRICT -> 33;
            case UNSUPPORTED, UNTESTED -> 90;
        };
        return "\u001b[" + colour + "m" + word + "\u001b[0m";
    }

    private static String name(SubjectResult column) {
        String name = Printable.line(column.subject().replaceFirst("^mqtt://", ""));
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "~";
    }

    private static int width(SubjectResult column) {
        return Math.max(name(column).length(), 5);
    }

    private void pad(String text, int width) {
        out.append(padded(text, width));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void endLine() {
        while (out.length() > 0 && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        out.append('\n');
    }
}
