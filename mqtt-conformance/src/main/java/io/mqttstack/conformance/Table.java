package io.mqttstack.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tables among this module's resources: lines of fields that tabs separate, after one line of headings. */
public final class Table {
    private Table() {}

    /**
     * Reads a table that has to be there.
     *
     * @param resource its name, relative to this package
     * @param columns how many fields each row has
     * @return the rows without the headings
     * @throws IllegalStateException if it is missing, or a row has another number of fields
     */
    public static List<List<String>> read(String resource, int columns) {
        try (InputStream stream = Table.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + resource + " is missing");
            }
            return rows(resource, stream, columns);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + resource, e);
        }
    }

    /** The rows of a table; none if there is no such table. */
    static List<List<String>> readIfPresent(String resource, int columns) {
        return Table.class.getResource(resource) == null ? List.of() : read(resource, columns);
    }

    private static List<List<String>> rows(String resource, InputStream stream, int columns) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        @Nullable String heading = reader.readLine();
        if (heading == null) {
            throw new IllegalStateException("The resource " + resource + " is empty");
        }
        return reader.lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.split("\t", -1)))
                .peek(row -> check(resource, row, columns))
                .toList();
    }

    private static void check(String resource, List<String> row, int columns) {
        if (row.size() != columns) {
            throw new IllegalStateException(
                    resource + " has a row of " + row.size() + " fields, not " + columns + ": " + row.get(0));
        }
    }
}
