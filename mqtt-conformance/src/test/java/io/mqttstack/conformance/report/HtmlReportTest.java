package io.mqttstack.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mqttstack.conformance.Closing;
import io.mqttstack.conformance.Evidence;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final String BEGIN = "<script type=\"application/json\" id=\"data\">";
    private static final String HARM = "</script><script>alert(1)</script><!-- & @DATA@";

    private static String data(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(begin, page.indexOf("</script>", begin));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void holdsWhatTheReportForProgramsHolds() throws IOException {
        Matrix matrix = Samples.matrix(HARM, HARM);
        assertEquals(
                json(JsonReport.of(matrix, Samples.PROVENANCE)), json(data(HtmlReport.of(matrix, Samples.PROVENANCE))));
    }

    @Test
    void nothingThatASubjectSaysEndsTheDataOrAddsAScript() {
        String page = HtmlReport.of(Samples.matrix(HARM, HARM), Samples.PROVENANCE);
        assertFalse(data(page).contains("<"), "markup in the data");
        assertEquals(3, page.split("<script", -1).length, "one script for the data and one that draws");
    }

    @Test
    void loadsNothingFromElsewhere() {
        String page = HtmlReport.of(Samples.matrix("some", "reason"), Samples.PROVENANCE);
        assertTrue(
                page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\""));
        for (String loads : List.of("http:", "https:", " src=", "url(", "@import", "innerHTML")) {
            assertFalse(page.contains(loads), loads);
        }
    }

    @Test
    void theReportForProgramsFollowsItsSchema() throws IOException {
        Matrix matrix = Samples.matrix(
                Samples.column(
                        "one",
                        Samples.verdict("a", Outcome.KNOWN, "odd"),
                        Samples.verdict("b", Outcome.PASS, "")
                                .with(new Evidence(Closing.WITHOUT_REASON, List.of("0 ms CONNECT", "    flags 02")))),
                Samples.column(
                        "mqtt://two:1883",
                        Samples.verdict("a", Outcome.FAIL, "no answer"),
                        Samples.verdict("b", Outcome.ERROR, "no start")));
        try (InputStream file = JsonReport.class.getResourceAsStream("matrix.schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(file));
            JsonNode report = json(JsonReport.of(matrix, Samples.PROVENANCE));
            assertEquals(Set.of(), schema.validate(report));
            assertEquals(251, report.get("statements").size());
            JsonNode second = report.at("/subjects/0/verdicts/1");
            assertEquals("WITHOUT_REASON", second.get("closing").asText());
            assertEquals("    flags 02", second.at("/transcript/1").asText());
            assertEquals(
                    "./mqtt conformance --url mqtt://two:1883 --case 5.0/a",
                    report.at("/subjects/1/verdicts/0/command").asText());
        }
    }

    @Test
    void aCommandForAShellQuotesTheSubject() throws IOException {
        JsonNode report = json(JsonReport.of(Samples.matrix("it's; rm", "x"), Samples.PROVENANCE));
        assertEquals(
                "./mqtt conformance --broker 'it'\\''s; rm' --case 5.0/case-pass",
                report.at("/subjects/0/verdicts/0/command").asText());
    }
}
