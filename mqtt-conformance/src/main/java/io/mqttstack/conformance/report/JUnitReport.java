package io.mqttstack.conformance.report;

import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The matrix in the XML format of JUnit: a test suite for each subject, a test case for each case. What was not run, or is
 * not offered, is skipped with its reason; what is KNOWN or NON_STRICT passes with a note.
 */
public final class JUnitReport {
    private static final String SUITE = "testsuite";

    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @return a document in UTF-8
     */
    public static String of(Matrix matrix) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitReport(xml).document(matrix);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing XML into memory failed", e);
        }
        return text.append('\n').toString();
    }

    private void document(Matrix matrix) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        start(0, SUITE + "s");
        attribute("name", "MQTT conformance");
        for (SubjectResult column : matrix.columns()) {
            suite(column);
        }
        end(0);
        xml.writeEndDocument();
    }

    private void suite(SubjectResult column) throws XMLStreamException {
        start(1, SUITE);
        attribute("name", column.subject());
        attribute("tests", String.valueOf(column.verdicts().size()));
        attribute("failures", String.valueOf(column.count(Outcome.FAIL)));
        attribute("errors", String.valueOf(column.count(Outcome.ERROR)));
        attribute("skipped", String.valueOf(column.count(Outcome.UNSUPPORTED) + column.count(Outcome.UNTESTED)));
        attribute("time", seconds(column.duration()));
        attribute(
                "timestamp",
                column.started().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""));
        for (Verdict verdict : column.verdicts()) {
            testCase(column.subject(), verdict);
        }
        end(1);
    }

    private void testCase(String subject, Verdict verdict) throws XMLStreamException {
        start(2, "testcase");
        attribute("name", verdict.testCase().id());
        attribute(
                "classname",
                subject + ".mqtt-" + Case.number(verdict.testCase().version()).replace('.', '-'));
        attribute("time", seconds(verdict.duration()));
        switch (verdict.outcome()) {
            case PASS -> {}
            case FAIL -> reason("failure", verdict);
            case ERROR -> reason("error", verdict);
            case UNSUPPORTED, UNTESTED -> reason("skipped", verdict);
            case KNOWN, NON_STRICT -> note(verdict);
        }
        end(2);
    }

    private void reason(String element, Verdict verdict) throws XMLStreamException {
        indent(3);
        xml.writeEmptyElement(element);
        String prefix = element.equals("skipped") ? verdict.outcome() + ": " : "";
        attribute("message", prefix + verdict.reason());
    }

    private void note(Verdict verdict) throws XMLStreamException {
        String known =
                verdict.deviation().map(Deviation::name).map(name -> " " + name).orElse("");
        start(3, "system-out");
        xml.writeCharacters(Printable.xml(verdict.outcome() + known + ": " + verdict.reason()));
        xml.writeEndElement();
    }

    private void start(int depth, String element) throws XMLStreamException {
        indent(depth);
        xml.writeStartElement(element);
    }

    private void end(int depth) throws XMLStreamException {
        indent(depth);
        xml.writeEndElement();
    }

    private void indent(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Printable.xml(value));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }
}
