package io.mqttstack.bench.process;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured.
 *
 * @param series the series, contenders of one scenario side by side
 */
public record Results(List<Series> series) {

    /** Copies the list. */
    public Results {
        series = List.copyOf(series);
    }

    /**
     * Finds a series.
     *
     * @param scenario the scenario's name
     * @param contender the contender's name
     * @return the series; empty if that was not part of the run
     */
    public Optional<Series> find(String scenario, String contender) {
        return series.stream()
                .filter(each ->
                        each.scenario().equals(scenario) && each.contender().equals(contender))
                .findFirst();
    }

    /**
     * Compares two contenders.
     *
     * @param scenario the scenario's name
     * @param contender whose value is divided
     * @param other by whose value
     * @param value what is compared
     * @return the quotient; empty if one was not part of the run
     */
    public OptionalDouble quotient(String scenario, String contender, String other, ToDoubleFunction<Series> value) {
        Optional<Series> one = find(scenario, contender);
        Optional<Series> two = find(scenario, other);
        return one.isPresent() && two.isPresent()
                ? OptionalDouble.of(value.applyAsDouble(one.get()) / value.applyAsDouble(two.get()))
                : OptionalDouble.empty();
    }

    /**
     * Writes every run as JSON.
     *
     * @param file anew if it is there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (Series each : series) {
                json.writeStartObject();
                json.writeStringField("scenario", each.scenario());
                json.writeStringField("unit", each.unit());
                json.writeStringField("contender", each.contender());
                json.writeArrayFieldStart("samples");
                for (Sample sample : each.samples()) {
                    write(json, sample);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField("units", sample.units());
        json.writeNumberField("nanoseconds", sample.nanoseconds());
        json.writeNumberField("cpuNanoseconds", sample.cpuNanoseconds());
        for (Map.Entry<String, Double> figure : new TreeMap<>(sample.figures()).entrySet()) {
            json.writeNumberField(figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
    }
}
