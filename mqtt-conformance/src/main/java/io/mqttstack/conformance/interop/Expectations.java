package io.mqttstack.conformance.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is expected of a client with each broker: a table {@code <client>.tsv} with broker, case and verdict. The suite
 * compares what it finds with this table, line by line; a case without a line is expected to pass.
 */
public final class Expectations {
    private static final String HEADER = "broker\tcase\tverdict";
    private static final String PASS = "PASS";

    private final Path directory;

    /**
     * Expectations in a directory.
     *
     * @param directory where the tables are
     */
    public Expectations(Path directory) {
        this.directory = directory;
    }

    /**
     * Tells whether there is a table.
     *
     * @param client the client
     * @return whether anything is known of it
     */
    public boolean knows(String client) {
        return client.matches("[a-z0-9-]+") && Files.exists(file(client));
    }

    /**
     * Compares results with what was expected of them.
     *
     * @param client the client of the results
     * @param results what was found
     * @return a line for each difference, as a diff has them; empty: there is none
     * @throws IOException if the table cannot be read
     */
    public List<String> drift(String client, List<InteropResult> results) throws IOException {
        Map<String, String> expected = read(client);
        List<String> drift = new ArrayList<>();
        for (InteropResult each : results) {
            String was = expected.getOrDefault(key(each), PASS);
            if (!was.equals(each.verdict())) {
                drift.add("- " + client + "\t" + key(each) + "\t" + was);
                drift.add("+ " + client + "\t" + key(each) + "\t" + each.verdict());
            }
        }
        return drift;
    }

    /**
     * Makes results the expected ones. Lines of brokers and cases that did not run stay.
     *
     * @param client the client of the results
     * @param results what was found
     * @throws IOException if the table cannot be written
     */
    public void accept(String client, List<InteropResult> results) throws IOException {
        Map<String, String> expected = new TreeMap<>(read(client));
        for (InteropResult each : results) {
            if (each.verdict().equals(PASS)) {
                expected.remove(key(each));
            } else {
                expected.put(key(each), each.verdict());
            }
        }
        List<String> lines = new ArrayList<>(List.of(HEADER));
        expected.forEach((key, verdict) -> lines.add(key + "\t" + verdict));
        Files.createDirectories(directory);
        Files.write(file(client), lines);
    }

    private static String key(InteropResult result) {
        return result.broker() + "\t" + result.testCase();
    }

    private Path file(String client) {
        return directory.resolve(client + ".tsv");
    }

    private Map<String, String> read(String client) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        if (!Files.exists(file(client))) {
            return expected;
        }
        List<String> lines = Files.readAllLines(file(client));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            if (columns.length != 3) {
                throw new IOException(file(client) + " has a line that is not of three columns: " + line);
            }
            expected.put(columns[0] + "\t" + columns[1], columns[2]);
        }
        return expected;
    }
}
