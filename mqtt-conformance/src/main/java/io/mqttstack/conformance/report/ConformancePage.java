package io.mqttstack.conformance.report;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.manifest.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The verdicts of a run as a page of the documentation, in Markdown: how many there are of each kind, every case that is not
 * passed by all with what each subject makes of it, why, and the deviations that brokers are known for. Around them stands
 * {@code conformance.md} beside this class.
 */
public final class ConformancePage {
    private static final String RUN = "@RUN@";
    private static final String CLIENTS = "@CLIENTS@";
    private static final String BROKERS = "@BROKERS@";

    private static final Set<Outcome> DECIDED =
            EnumSet.of(Outcome.PASS, Outcome.FAIL, Outcome.KNOWN, Outcome.NON_STRICT);
    private static final Set<String> UNREMARKABLE = Set.of("pass", "–");

    private static final String NONE = "None took part in this run.";

    private final List<SubjectResult> columns;
    private final List<Case> cases;
    private final StringBuilder out = new StringBuilder();

    private ConformancePage(Matrix matrix) {
        columns = matrix.columns();
        cases = matrix.cases();
    }

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @param provenance where it comes from
     * @return the page
     */
    public static String of(Matrix matrix, Provenance provenance) {
        return template()
                .replace(RUN, run(provenance))
                .replace(CLIENTS, new ConformancePage(matrix.part(false)).clients())
                .replace(BROKERS, new ConformancePage(matrix.part(true)).brokers());
    }

    private static String run(Provenance provenance) {
        return provenance.date() + ", mqtt-stack " + provenance.software() + ", " + provenance.java() + ", "
                + provenance.system();
    }

    private String clients() {
        if (columns.isEmpty()) {
            return NONE;
        }
        counts("Client");
        statements();
        differences();
        reasons();
        return out.toString().strip();
    }

    private String brokers() {
        if (columns.isEmpty()) {
            return NONE;
        }
        counts("Broker");
        differences();
        deviations();
        reasons();
        return out.toString().strip();
    }

    private void counts(String what) {
        List<Outcome> seen = Arrays.stream(Outcome.values())
                .filter(outcome -> columns.stream().anyMatch(each -> each.count(outcome) > 0))
                .toList();
        row(what, seen.stream().map(Outcome::name).toList());
        row("---", seen.stream().map(each -> "---:").toList());
        for (SubjectResult each : columns) {
            row(
                    each.subject(),
                    seen.stream()
                            .map(outcome -> String.valueOf(each.count(outcome)))
                            .toList());
        }
        out.append('\n');
    }

    /** How far the statements that bind clients are decided; one has failed if one of its cases has. */
    private void statements() {
        row("Client", List.of("Statements that bind clients", "decided by a case", "with a FAIL"));
        row("---", List.of("---:", "---:", "---:"));
        for (SubjectResult column : columns) {
            List<Set<Outcome>> outcomes = Arrays.stream(ProtocolVersion.values())
                    .flatMap(version -> Statements.of(version).all().stream()
                            .filter(each -> !each.party().equals("server"))
                            .map(each -> outcomes(column, version, each.id())))
                    .toList();
            long decided = outcomes.stream()
                    .filter(each -> each.stream().anyMatch(DECIDED::contains))
                    .count();
            long failed = outcomes.stream()
                    .filter(each -> each.contains(Outcome.FAIL))
                    .count();
            row(
                    column.subject(),
                    List.of(String.valueOf(outcomes.size()), String.valueOf(decided), String.valueOf(failed)));
        }
        out.append('\n');
    }

    private static Set<Outcome> outcomes(SubjectResult column, ProtocolVersion version, String statement) {
        return column.verdicts().stream()
                .filter(each -> each.testCase().version() == version
                        && each.testCase().statements().contains(statement))
                .map(Verdict::outcome)
                .collect(Collectors.toSet());
    }

    /** The cases that somebody does not pass who offers what they ask for; the others would be long to read. */
    private void differences() {
        List<Case> shown = cases.stream()
                .filter(each -> columns.stream().anyMatch(column -> !UNREMARKABLE.contains(word(column, each))))
                .toList();
        out.append(cases.size() - shown.size())
                .append(" of ")
                .append(cases.size())
                .append(" cases are passed by all that offer what they ask for");
        out.append(shown.isEmpty() ? ".\n\n" : "; these are the others:\n\n");
        if (shown.isEmpty()) {
            return;
        }
        row("Case", columns.stream().map(SubjectResult::subject).toList());
        row("---", columns.stream().map(each -> "---").toList());
        for (Case each : shown) {
            row(
                    "`" + each.id() + "` " + cell(each.title()),
                    columns.stream().map(column -> word(column, each)).toList());
        }
        out.append('\n');
    }

    private static String word(SubjectResult column, Case testCase) {
        return column.verdict(testCase.id())
                .map(verdict -> switch (verdict.outcome()) {
                    case PASS -> "pass";
                    case FAIL -> "**FAIL**";
                    case KNOWN -> "known";
                    case NON_STRICT -> "lax";
                    case UNSUPPORTED -> "–";
                    case UNTESTED -> "?";
                    case ERROR -> "**ERROR**";
                })
                .orElse("");
    }

    /** What the run met of the committed profiles: the cases with their statements, and why. */
    private void deviations() {
        out.append("### Deviations\n\n");
        row("Broker", List.of("Deviation", "Seen in", "Statements", "Since", "What it does"));
        row("---", List.of("---", "---", "---", "---", "---"));
        for (SubjectResult column : columns) {
            Map<String, List<Verdict>> byName = new TreeMap<>();
            for (Verdict each : column.verdicts()) {
                each.deviation()
                        .ifPresent(known -> byName.computeIfAbsent(known.name(), key -> new ArrayList<>())
                                .add(each));
            }
            byName.values().forEach(verdicts -> deviation(column.subject(), verdicts));
        }
        out.append('\n');
    }

    private void deviation(String subject, List<Verdict> verdicts) {
        Deviation known = verdicts.get(0).deviation().orElseThrow();
        row(
                subject,
                List.of(
                        known.name() + (known.always() ? "" : " (by chance)"),
                        ids(verdicts),
                        verdicts.stream()
                                .flatMap(each -> each.testCase().statements().stream())
                                .distinct()
                                .collect(Collectors.joining(" ")),
                        known.since(),
                        cell(known.why())));
    }

    /** Each reason once, with the cases it stands for; what a deviation explains has its own table. */
    private void reasons() {
        for (SubjectResult column : columns) {
            Map<String, List<Verdict>> byReason = new LinkedHashMap<>();
            for (Outcome outcome : List.of(Outcome.FAIL, Outcome.NON_STRICT, Outcome.ERROR, Outcome.UNTESTED)) {
                column.verdicts().stream()
                        .filter(each -> each.outcome() == outcome)
                        .forEach(each -> byReason.computeIfAbsent(
                                        outcome + ": " + each.reason(), key -> new ArrayList<>())
                                .add(each));
            }
            if (!byReason.isEmpty()) {
                out.append("<details><summary>").append(column.subject()).append(": reasons</summary>\n\n");
                byReason.forEach((reason, verdicts) -> out.append("- ")
                        .append(ids(verdicts))
                        .append(": ")
                        .append(cell(reason))
                        .append('\n'));
                out.append("\n</details>\n\n");
            }
        }
    }

    private static String ids(List<Verdict> verdicts) {
        return verdicts.stream().map(each -> "`" + each.testCase().id() + "`").collect(Collectors.joining(" "));
    }

    private void row(String first, List<String> more) {
        out.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", more))
                .append(" |\n");
    }

    /** Text that peers may have had a hand in: one line, without anything that Markdown or HTML would take for its own. */
    private static String cell(String text) {
        return Printable.line(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("`", "'")
                .replace("*", "\\*")
                .replace("_", "\\_");
    }

    private static String template() {
        try (InputStream page = ConformancePage.class.getResourceAsStream("conformance.md")) {
            return new String(Objects.requireNonNull(page, "conformance.md").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The template of the page cannot be read", e);
        }
    }
}
