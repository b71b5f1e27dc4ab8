package io.mqttstack.bench.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mqttstack.bench.cli.Comparison.Measured;
import io.mqttstack.bench.comparison.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a run has left in its directory. */
final class StoredRun {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String CODEC = "/params/codec";
    private static final String PARAMETERS = "/params/";
    private static final String BENCHMARK = "/benchmark";
    private static final String TIME = "/primaryMetric/scorePercentiles/50.0";
    private static final String BYTES = "/secondaryMetrics/" + ResultTable.ALLOCATED + "/score";

    private StoredRun() {}

    /**
     * Reads the results of the benchmarks that compare codecs, leaving out all others.
     *
     * @param file as JMH writes it
     * @param prefix what the full names of those benchmarks begin with
     * @return the results
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a result lacks a figure
     */
    static Comparison comparison(Path file, String prefix) throws IOException {
        Comparison comparison = new Comparison();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> result = object(parser);
                String name = required(result, BENCHMARK);
                if (name.startsWith(prefix)) {
                    comparison.add(
                            Comparison.operation(name.substring(prefix.length()), parameters(result)),
                            Contestant.valueOf(required(result, CODEC)),
                            new Measured(
                                    Double.parseDouble(required(result, TIME)),
                                    Double.parseDouble(required(result, BYTES))));
                }
            }
        }
        return comparison;
    }

    /**
     * Reads where results come from.
     *
     * @param file a flat object of strings
     * @return its members
     * @throws IOException if the file cannot be read
     */
    static Map<String, String> provenance(Path file) throws IOException {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            return object(parser).entrySet().stream()
                    .collect(Collectors.toMap(
                            member -> member.getKey().substring(1),
                            Map.Entry::getValue,
                            (one, two) -> two,
                            LinkedHashMap::new));
        }
    }

    private static Map<String, String> parameters(Map<String, String> result) {
        Map<String, String> parameters = new LinkedHashMap<>();
        result.forEach((path, value) -> {
            if (path.startsWith(PARAMETERS) && !path.equals(CODEC)) {
                parameters.put(path.substring(PARAMETERS.length()), value);
            }
        });
        return parameters;
    }

    private static String required(Map<String, String> result, String path) {
        String value = result.get(path);
        if (value == null) {
            throw new IllegalArgumentException("A result has no " + path + "; is this what a run has written?");
        }
        return value;
    }

    /** All single values in the object that has just begun, by their path; what is in arrays is left out. */
    private static Map<String, String> object(JsonParser parser) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        String path = "";
        for (JsonToken token = parser.nextToken(); !(path.isEmpty() && token == JsonToken.END_OBJECT); ) {
            if (token == null) {
                throw new IllegalArgumentException("The file ends within an object");
            }
            if (token == JsonToken.FIELD_NAME) {
                path += "/" + parser.currentName();
            } else if (token == JsonToken.START_ARRAY) {
                parser.skipChildren();
                path = parent(path);
            } else if (token == JsonToken.END_OBJECT) {
                path = parent(path);
            } else if (token != JsonToken.START_OBJECT) {
                values.put(path, parser.getText());
                path = parent(path);
            }
            token = parser.nextToken();
        }
        return values;
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
