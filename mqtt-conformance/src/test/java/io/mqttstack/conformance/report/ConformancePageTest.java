package io.mqttstack.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Samples;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.manifest.Statements;
import io.mqttstack.conformance.section.ClientCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConformancePageTest {
    private static final Case CLIENT_CASE =
            ClientCases.of(Set.of(ProtocolVersion.V5_0)).get(0);

    private static String page(String reason) {
        SubjectResult broker = Samples.column(
                "hivemq",
                Samples.verdict("a", Outcome.KNOWN, "odd"),
                Samples.verdict("b", Outcome.PASS, ""),
                Samples.verdict("c", Outcome.NON_STRICT, reason));
        SubjectResult client = Samples.column(
                "hivemq", new Verdict(CLIENT_CASE, Outcome.FAIL, reason, Optional.empty(), Duration.ZERO));
        List<Case> cases = new ArrayList<>(Samples.matrix(broker).cases());
        cases.add(CLIENT_CASE);
        return ConformancePage.of(new Matrix(cases, List.of(broker, client)), Samples.PROVENANCE);
    }

    private static long binding() {
        return Stream.of(ProtocolVersion.V3_1_1, ProtocolVersion.V5_0)
                .flatMap(version -> Statements.of(version).all().stream())
                .filter(each -> !each.party().equals("server"))
                .count();
    }

    private static void contains(String page, String part) {
        assertTrue(page.contains(part), () -> "no " + part + " in " + page);
    }

    @Test
    void tellsClientsFromBrokersAndWhereItComesFrom() {
        String page = page("said so");
        contains(page, "Run: 2026-11-01T12:00:00.250Z, mqtt-stack 1.0, Java 17, Linux.");
        contains(page, "| Client | FAIL |\n| --- | ---: |\n| hivemq | 1 |\n");
        contains(
                page, "| Broker | PASS | KNOWN | NON_STRICT |\n| --- | ---: | ---: | ---: |\n| hivemq | 1 | 1 | 1 |\n");
        contains(
                page,
                "| hivemq | " + binding() + " | " + CLIENT_CASE.statements().size() + " | ");
        contains(page, "1 of 3 cases are passed by all that offer what they ask for; these are the others:");
        contains(page, "| `5.0/a` does a | known |\n");
        contains(page, "| hivemq | sample-deviation | `5.0/a` | MQTT-3.1.0-1 | 1.0 | It is like that. |\n");
        contains(page, "- `5.0/c`: NON\\_STRICT: said so\n");
        assertFalse(page.matches("(?s).*@[A-Z]+@.*"), page);
    }

    @Test
    void aReasonCannotAddMarkupOrRows() {
        String page = page("<script>|`*\n# heading");
        contains(page, "&lt;script>\\|'\\*\\\\u000A# heading");
        assertFalse(page.contains("<script>"), page);
    }

    @Test
    void saysThatNobodyTookPart() {
        SubjectResult broker = Samples.column(
                "hivemq", Samples.verdict("a", Outcome.PASS, ""), Samples.verdict("b", Outcome.UNSUPPORTED, "none"));
        String page = ConformancePage.of(Samples.matrix(broker), Samples.PROVENANCE);
        contains(page, "None took part in this run.");
        contains(page, "2 of 2 cases are passed by all that offer what they ask for.\n");
        assertEquals(1, page.split("None took part", -1).length - 1);
    }
}
