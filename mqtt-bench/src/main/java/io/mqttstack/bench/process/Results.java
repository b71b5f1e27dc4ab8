package io.mqttstack.bench.process;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String UNITS = "units";
    private static final String NANOSECONDS = "nanoseconds";
    private static final String CPU = "cpuNanoseconds";

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

    /**
     * Reads what {@link #write} has written.
     *
     * @param file the file
     * @return all that was measured
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds something else
     */
    public static Results read(Path file) throws IOException {
        List<Series> series = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            expect(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> names = new HashMap<>();
                List<Sample> samples = new ArrayList<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    if (json.nextToken() == JsonToken.START_ARRAY) {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            samples.add(readSample(json));
                        }
                    } else {
                        names.put(field, json.getText());
                    }
                }
                expect(names.keySet().containsAll(List.of("scenario", "unit", "contender")));
                series.add(new Series(
                        names.getOrDefault("scenario", ""),
                        names.getOrDefault("unit", ""),
                        names.getOrDefault("contender", ""),
                        samples));
            }
        }
        return new Results(series);
    }

    private static Sample readSample(JsonParser json) throws IOException {
        Map<String, Double> figures = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            figures.put(name, json.getDoubleValue());
        }
        long units = take(figures, UNITS);
        long nanoseconds = take(figures, NANOSECONDS);
        return new Sample(units, nanoseconds, take(figures, CPU), figures);
    }

    private static long take(Map<String, Double> figures, String name) {
        expect(figures.containsKey(name));
        return Objects.requireNonNull(figures.remove(name)).longValue();
    }

    private static void expect(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalArgumentException("This is not what a run between processes has written");
        }
    }

    private static void write(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField(UNITS, sample.units());
        json.writeNumberField(NANOSECONDS, sample.nanoseconds());
        json.writeNumberField(CPU, sample.cpuNanoseconds());
        for (Map.Entry<String, Double> figure : new TreeMap<>(sample.figures()).entrySet()) {
            json.writeNumberField(figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
    }
}
