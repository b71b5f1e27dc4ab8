package io.mqttstack.conformance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Closing;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Evidence;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.report.Provenance;
import io.mqttstack.conformance.section.ClientCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs that are over, read from the reports that they left for programs, as if they had been one. Where several have decided
 * a case for a subject, the last of them counts.
 */
final class Parts {
    private static final int FORMAT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Case> catalogue = new LinkedHashMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final List<Provenance> runs = new ArrayList<>();

    /** What is known of a subject so far. */
    private static final class Column {
        final String subject;
        final Map<String, Verdict> verdicts = new HashMap<>();
        Instant started = Instant.EPOCH;
        Duration duration = Duration.ZERO;

        Column(String subject) {
            this.subject = subject;
        }
    }

    private Parts() {
        Set<ProtocolVersion> all = EnumSet.allOf(ProtocolVersion.class);
        Capabilities.cases(all).forEach(each -> catalogue.put(each.id(), each));
        ClientCases.of(all).forEach(each -> catalogue.put(each.id(), each));
    }

    /**
     * Reads the reports in directories.
     *
     * @param directories where {@code --report} has put them, one or more, the latest last
     * @return the runs
     * @throws IOException if there is no report in one of them, or none that this version of the suite understands
     */
    static Parts read(List<Path> directories) throws IOException {
        Parts parts = new Parts();
        for (Path each : directories) {
            Path file = each.resolve(Reports.JSON);
            try {
                parts.add(JSON.readTree(Files.readAllBytes(file)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException(file + " cannot be used: " + e.getMessage() + "; run the cases anew", e);
            }
        }
        return parts;
    }

    private void add(JsonNode document) {
        if (document.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException("it is no report of format " + FORMAT);
        }
        JsonNode run = document.path("run");
        runs.add(new Provenance(
                Instant.parse(run.path("date").asText()),
                run.path("software").asText(),
                run.path("java").asText(),
                run.path("system").asText()));
        for (JsonNode subject : document.path("subjects")) {
            String name = subject.path("name").asText();
            Column column =
                    columns.computeIfAbsent(subject.path("kind").asText() + " " + name, key -> new Column(name));
            column.started = Instant.parse(subject.path("started").asText());
            column.duration =
                    column.duration.plusMillis(subject.path("milliseconds").asLong());
            for (JsonNode each : subject.path("verdicts")) {
                Verdict verdict = verdict(name, each);
                column.verdicts.put(verdict.testCase().id(), verdict);
            }
        }
    }

    private Verdict verdict(String subject, JsonNode json) {
        String id = json.path("case").asText();
        Case testCase = Optional.ofNullable(catalogue.get(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no case " + id + " any more"));
        List<String> transcript = new ArrayList<>();
        json.path("transcript").forEach(line -> transcript.add(line.asText()));
        Closing closing = Closing.valueOf(json.path("closing").asText(Closing.NOT_ASKED.name()));
        return new Verdict(
                testCase,
                Outcome.valueOf(json.path("outcome").asText()),
                json.path("reason").asText(),
                json.has("deviation") ? Optional.of(deviation(subject, id, json.path("deviation"))) : Optional.empty(),
                Duration.ofMillis(json.path("milliseconds").asLong()),
                new Evidence(closing, transcript));
    }

    /** As the profile has it, or, if it was taken out of that since, as the report has it. */
    private static Deviation deviation(String subject, String id, JsonNode json) {
        String name = json.path("name").asText();
        return DeviationProfile.of(Brokers.product(subject)).deviations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Deviation(
                        name,
                        Set.of(id),
                        Set.of(),
                        true,
                        json.path("since").asText(),
                        json.path("why").asText()));
    }

    /** {@return the brokers and then the clients, each with the verdicts that there are} */
    Matrix matrix() {
        List<Case> cases = catalogue.values().stream()
                .filter(each -> columns.values().stream().anyMatch(column -> column.verdicts.containsKey(each.id())))
                .toList();
        List<SubjectResult> results = columns.values().stream()
                .map(column -> new SubjectResult(
                        column.subject,
                        column.started,
                        column.duration,
                        cases.stream()
                                .flatMap(each -> Optional.ofNullable(column.verdicts.get(each.id())).stream())
                                .toList()))
                .sorted(Comparator.comparing(each -> !each.ofBroker()))
                .toList();
        return new Matrix(cases, results);
    }

    /** {@return where the runs come from, together} */
    Provenance provenance() {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        List<Instant> dates = runs.stream().map(Provenance::date).sorted().toList();
        return new Provenance(
                dates.get(dates.size() - 1),
                all(Provenance::software) + " (put together from " + runs.size() + " runs, the first of " + dates.get(0)
                        + ")",
                all(Provenance::java),
                all(Provenance::system));
    }

    private String all(Function<Provenance, String> part) {
        return runs.stream().map(part).distinct().collect(Collectors.joining(" and "));
    }
}
