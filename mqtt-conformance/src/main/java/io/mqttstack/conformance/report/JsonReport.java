package io.mqttstack.conformance.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.BrokerCase;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Closing;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.manifest.Statement;
import io.mqttstack.conformance.manifest.Statements;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The matrix for programs: one JSON object with {@code format} 2, the {@code run}, the {@code cases}, the {@code subjects} with
 * their verdicts, and the {@code statements} of the versions that were run. {@code matrix.schema.json} beside this class
 * describes it. ASCII only.
 */
public final class JsonReport {
    private static final int FORMAT = 2;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @param provenance where it comes from
     * @return a document
     */
    public static String of(Matrix matrix, Provenance provenance) {
        StringWriter text = new StringWriter();
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(text)) {
            new JsonReport(json.useDefaultPrettyPrinter()).document(matrix, provenance);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON into memory failed", e);
        }
        return text.append('\n').toString();
    }

    private void document(Matrix matrix, Provenance provenance) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
        json.writeObjectFieldStart("run");
        json.writeStringField("date", provenance.date().toString());
        json.writeStringField("software", provenance.software());
        json.writeStringField("java", provenance.java());
        json.writeStringField("system", provenance.system());
        json.writeEndObject();
        json.writeArrayFieldStart("cases");
        for (Case each : matrix.cases()) {
            testCase(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("subjects");
        for (SubjectResult each : matrix.columns()) {
            subject(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("statements");
        for (ProtocolVersion version : ProtocolVersion.values()) {
            if (matrix.cases().stream().anyMatch(each -> each.version() == version)) {
                statements(version);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void testCase(Case each) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", each.id());
        json.writeStringField("version", Case.number(each.version()));
        json.writeStringField("section", section(each));
        json.writeStringField("title", each.title());
        strings("statements", each.statements());
        json.writeEndObject();
    }

    /** The part of the specification that a case belongs to, or what a broker is asked for. */
    private static String section(Case each) {
        if (each instanceof BrokerCase) {
            return "Capabilities of brokers";
        }
        return each.statements().stream()
                .flatMap(id -> Statements.of(each.version()).find(id).stream())
                .map(Statement::section)
                .findFirst()
                .orElse("");
    }

    private void subject(SubjectResult column) throws IOException {
        boolean broker = column.ofBroker();
        json.writeStartObject();
        json.writeStringField("name", column.subject());
        json.writeStringField("kind", broker ? "broker" : "client");
        json.writeStringField("started", column.started().toString());
        json.writeNumberField("milliseconds", column.duration().toMillis());
        json.writeArrayFieldStart("verdicts");
        for (Verdict each : column.verdicts()) {
            verdict(each, broker, column.subject());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void statements(ProtocolVersion version) throws IOException {
        for (Statement each : Statements.of(version).all()) {
            json.writeStartObject();
            json.writeStringField("version", Case.number(version));
            json.writeStringField("id", each.id());
            json.writeStringField("section", each.section());
            json.writeStringField("party", each.party());
            json.writeStringField("kind", each.kind());
            json.writeStringField("summary", each.summary());
            json.writeEndObject();
        }
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String each : values) {
            json.writeString(each);
        }
        json.writeEndArray();
    }

    private void verdict(Verdict verdict, boolean broker, String subject) throws IOException {
        json.writeStartObject();
        json.writeStringField("case", verdict.testCase().id());
        json.writeStringField("outcome", verdict.outcome().name());
        if (!verdict.reason().isEmpty()) {
            json.writeStringField("reason", verdict.reason());
        }
        if (verdict.deviation().isPresent()) {
            Deviation deviation = verdict.deviation().get();
            json.writeObjectFieldStart("deviation");
            json.writeStringField("name", deviation.name());
            json.writeStringField("since", deviation.since());
            json.writeStringField("why", deviation.why());
            json.writeEndObject();
        }
        json.writeNumberField("milliseconds", verdict.duration().toMillis());
        if (verdict.evidence().closing() != Closing.NOT_ASKED) {
            json.writeStringField("closing", verdict.evidence().closing().name());
        }
        strings("transcript", verdict.evidence().transcript());
        json.writeStringField("command", command(verdict, broker, subject));
        json.writeEndObject();
    }

    /** What runs the case again, in a POSIX shell. */
    private static String command(Verdict verdict, boolean broker, String subject) {
        String option = broker ? subject.contains("://") ? "--url" : "--broker" : "--client";
        String name = subject;
        if (subject.startsWith("image:") || subject.startsWith("command:")) {
            option = broker ? "--image" : "--client-command";
            name = subject.substring(subject.indexOf(':') + 1);
        }
        return "./mqtt conformance " + option + " " + quoted(name) + " --case "
                + verdict.testCase().id();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9._:/-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
