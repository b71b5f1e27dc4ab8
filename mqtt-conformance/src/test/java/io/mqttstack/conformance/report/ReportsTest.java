package io.mqttstack.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.Samples;
import io.mqttstack.conformance.SubjectResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportsTest {
    /** What a broker might say to do harm: markup, quotes, an escape sequence, a null, right-to-left, half a character. */
    private static final String NASTY = "<b>&\"'\\ \u001b[31m \u0000 \n ]]> \u202e \ud800 \ud83d\ude00 end";

    private final Matrix nasty = Samples.matrix("<broker>\u001b", NASTY);

    @Test
    void xmlIsWellFormedWhateverABrokerSays() throws Exception {
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitReport.of(nasty))))
                .getDocumentElement();
        assertEquals("testsuites", root.getTagName());
        Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
        assertEquals("<broker>\\u001B", suite.getAttribute("name"));
        assertEquals("7", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("errors"));
        assertEquals("2", suite.getAttribute("skipped"));
        assertEquals("2.500", suite.getAttribute("time"));
        assertEquals("2026-11-01T12:00:00", suite.getAttribute("timestamp"));
        assertEquals(
                "5.0/case-pass",
                ((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("name"));
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertTrue(failure.getAttribute("message").endsWith("end"), failure.getAttribute("message"));
        assertTrue(failure.getAttribute("message").contains("\\u0000"), failure.getAttribute("message"));
        NodeList notes = suite.getElementsByTagName("system-out");
        assertEquals(2, notes.getLength());
        assertTrue(
                notes.item(0).getTextContent().startsWith("KNOWN sample-deviation: "),
                notes.item(0).getTextContent());
    }

    @Test
    void jsonIsWellFormedWhateverABrokerSays() throws IOException {
        List<String> reasons = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(JsonReport.of(nasty, Samples.PROVENANCE))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "reason".equals(json.currentName())) {
                    reasons.add(json.getText());
                } else if (token == JsonToken.VALUE_STRING && "outcome".equals(json.currentName())) {
                    outcomes.add(json.getText());
                }
            }
        }
        assertEquals(Stream.of(Outcome.values()).map(Enum::name).toList(), outcomes);
        assertEquals(Outcome.values().length - 1, reasons.size());
        assertTrue(reasons.get(0).contains("\u001b[31m"), reasons.get(0));
    }

    @Test
    void allReportsCanBeWrittenAsUtf8() {
        for (String report : List.of(
                JUnitReport.of(nasty),
                JsonReport.of(nasty, Samples.PROVENANCE),
                HtmlReport.of(nasty, Samples.PROVENANCE),
                ConsoleReport.of(nasty, true))) {
            assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(report));
        }
    }

    @Test
    void theConsoleShowsNothingThatATerminalWouldObey() {
        String text = ConsoleReport.of(nasty, false);
        assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c != 0x7f && c != 0x202e)), text);
        assertTrue(text.contains("\\u001B[31m"), text);
    }

    @Test
    void colourIsForTerminals() {
        assertFalse(ConsoleReport.of(nasty, false).contains("\u001b"));
        assertTrue(ConsoleReport.of(nasty, true).contains("\u001b[31mFAIL\u001b[0m"));
    }

    @Test
    void theConsoleAlignsSevenBrokersInAHundredColumns() {
        SubjectResult[] columns = Stream.of(
                        "hivemq", "artemis", "activemq", "moquette", "mosquitto", "rabbitmq", "nats")
                .map(name -> Samples.column(
                        name,
                        Samples.verdict("one", Outcome.PASS, ""),
                        Samples.verdict("two", Outcome.KNOWN, "x ".repeat(300))))
                .toArray(SubjectResult[]::new);
        List<String> lines =
                ConsoleReport.of(Samples.matrix(columns), false).lines().toList();
        assertTrue(lines.stream().allMatch(each -> each.length() <= 100), () -> String.join("\n", lines));
        int column = lines.get(0).indexOf("rabbitmq");
        assertEquals("MQTT 5.0", lines.get(1));
        assertEquals("pass", lines.get(2).substring(column, column + 4));
        assertEquals("known", lines.get(3).substring(column, column + 5));
        assertTrue(lines.stream().anyMatch(each -> each.contains("sample-deviation (since 1.0)")), lines::toString);
        assertEquals("2 cases, 7 subjects: 7 PASS, 7 KNOWN", lines.get(lines.size() - 1));
    }

    @Test
    void equalReasonsAreToldOnce() {
        Matrix matrix = Samples.matrix(Samples.column(
                "some",
                Samples.verdict("a", Outcome.UNSUPPORTED, "not offered"),
                Samples.verdict("b", Outcome.UNSUPPORTED, "not offered")));
        String text = ConsoleReport.of(matrix, false);
        assertTrue(text.contains("  some 5.0/a 5.0/b\n      not offered\n"), text);
    }
}
