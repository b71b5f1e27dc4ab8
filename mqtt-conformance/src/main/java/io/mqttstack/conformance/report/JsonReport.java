package io.mqttstack.conformance.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Deviation;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The matrix for programs: one JSON object with {@code format} 1, the {@code cases}, and the {@code subjects}. ASCII only. */
public final class JsonReport {
    private static final int FORMAT = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @return a document
     */
    public static String of(Matrix matrix) {
        StringWriter text = new StringWriter();
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(text)) {
            new JsonReport(json.useDefaultPrettyPrinter()).document(matrix);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON into memory failed", e);
        }
        return text.append('\n').toString();
    }

    private void document(Matrix matrix) throws IOException {
        json.writeStartObject();
        json.writeNumberField("format", FORMAT);
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
        json.writeEndObject();
    }

    private void testCase(Case each) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", each.id());
        json.writeStringField("version", Case.number(each.version()));
        json.writeStringField("name", each.name());
        json.writeStringField("title", each.title());
        json.writeArrayFieldStart("statements");
        for (String statement : each.statements()) {
            json.writeString(statement);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void subject(SubjectResult column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.subject());
        json.writeStringField("started", column.started().toString());
        json.writeNumberField("milliseconds", column.duration().toMillis());
        json.writeArrayFieldStart("verdicts");
        for (Verdict each : column.verdicts()) {
            verdict(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void verdict(Verdict verdict) throws IOException {
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
        json.writeEndObject();
    }
}
