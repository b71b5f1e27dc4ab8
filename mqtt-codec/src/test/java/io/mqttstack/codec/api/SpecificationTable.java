package io.mqttstack.codec.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the specification under {@code spec/}: each row by the names of its columns. */
public final class SpecificationTable {
    private SpecificationTable() {}

    public static List<Map<String, String>> read(String name) {
        InputStream resource =
                Objects.requireNonNull(SpecificationTable.class.getResourceAsStream("/spec/" + name), name);
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            List<String> columns = cells(reader.readLine());
            return reader.lines().map(line -> row(columns, cells(line))).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }

    /** Splits a cell that lists packets. */
    public static List<String> packets(String cell) {
        return Stream.of(cell.split("[,;]", -1)).map(String::strip).toList();
    }

    /** {@code Not authorized} becomes {@code NOT_AUTHORIZED}. */
    public static String constantName(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalStateException("not " + columns.size() + " cells: " + cells);
        }
        return columns.stream()
                .collect(Collectors.toMap(
                        column -> column,
                        column -> cells.get(columns.indexOf(column)),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
