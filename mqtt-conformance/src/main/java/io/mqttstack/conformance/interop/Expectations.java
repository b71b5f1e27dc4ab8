package io.mqttstack.conformance.interop;

import io.mqttstack.conformance.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is expected of a client with each broker: a table {@code <client>.tsv} with broker, case, verdict and, where there is
 * something to say, why. The suite compares what it finds with this table, line by line; a case without a line is expected to
 * pass. A line for the broker {@code *} is for all brokers that have none of their own for the case; a person writes it, for
 * what the client does with any broker. A line with the verdict UNTESTED, which a person writes, too, keeps a case from being
 * run: a broker that it does harm to would fail the other cases for it.
 *
 * <p>Where chance decides, the verdict is several, such as {@code PASS or FAIL lost}: any of them is as expected and any
 * other is not. Such a line has to say why; a person writes it, accepting results never does.
 */
public final class Expectations {
    private static final String HEADER = "broker\tcase\tverdict\twhy";
    private static final String OR = " or ";
    private static final String PASS = "PASS";
    private static final String ANY = "*";

    private static final Line PASSES = new Line(PASS, "");

    private final Path directory;

    /** A verdict, or several, and why; empty: nothing is to be said. */
    private record Line(String verdict, String why) {
        boolean allows(InteropResult result) {
            return List.of(verdict.split(OR, -1)).contains(result.verdict());
        }

        @Override
        public String toString() {
            return why.isEmpty() ? verdict : verdict + "\t" + why;
        }
    }

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
        Map<String, Line> expected = read(client);
        List<String> drift = new ArrayList<>();
        for (InteropResult each : results) {
            Line was = line(expected, each.broker(), each.testCase());
            if (!was.allows(each)) {
                drift.add("- " + client + "\t" + key(each) + "\t" + was.verdict());
                drift.add("+ " + client + "\t" + key(each) + "\t" + each.verdict());
            }
        }
        return drift;
    }

    /**
     * Tells what is to be said of a case.
     *
     * @param client the client
     * @param broker the broker
     * @param testCase the case
     * @return why it comes to what is expected; empty: nothing is to be said
     * @throws IOException if the table cannot be read
     */
    public String why(String client, String broker, String testCase) throws IOException {
        return line(read(client), broker, testCase).why();
    }

    /**
     * Tells which cases are not to be run.
     *
     * @param client the client
     * @param broker the broker
     * @return the cases that are expected to be UNTESTED, and why
     * @throws IOException if the table cannot be read
     */
    public Map<String, String> untested(String client, String broker) throws IOException {
        Map<String, String> untested = new HashMap<>();
        read(client).forEach((key, line) -> {
            if (line.verdict().equals(Outcome.UNTESTED.name()) && key.startsWith(key(broker, ""))) {
                untested.put(key.substring(key(broker, "").length()), line.why());
            }
        });
        return untested;
    }

    private static Line line(Map<String, Line> expected, String broker, String testCase) {
        return expected.getOrDefault(key(broker, testCase), any(expected, testCase));
    }

    private static Line any(Map<String, Line> expected, String testCase) {
        return expected.getOrDefault(key(ANY, testCase), PASSES);
    }

    /**
     * Makes results the expected ones. Lines that are as expected stay with what they say, as do those of brokers and cases
     * that did not run.
     *
     * @param client the client of the results
     * @param results what was found
     * @throws IOException if the table cannot be written
     */
    public void accept(String client, List<InteropResult> results) throws IOException {
        Map<String, Line> expected = new TreeMap<>(read(client));
        for (InteropResult each : results) {
            if (line(expected, each.broker(), each.testCase()).allows(each)) {
                continue;
            }
            if (any(expected, each.testCase()).allows(each)) {
                expected.remove(key(each));
            } else {
                expected.put(key(each), new Line(each.verdict(), ""));
            }
        }
        List<String> lines = new ArrayList<>(List.of(HEADER));
        expected.forEach((key, line) -> lines.add(key + "\t" + line));
        Files.createDirectories(directory);
        Files.write(file(client), lines);
    }

    private static String key(InteropResult result) {
        return key(result.broker(), result.testCase());
    }

    private static String key(String broker, String testCase) {
        return broker + "\t" + testCase;
    }

    private Path file(String client) {
        return directory.resolve(client + ".tsv");
    }

    private Map<String, Line> read(String client) throws IOException {
        Map<String, Line> expected = new LinkedHashMap<>();
        if (!Files.exists(file(client))) {
            return expected;
        }
        List<String> lines = Files.readAllLines(file(client));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            if (columns.length != 3 && columns.length != 4) {
                throw new IOException(file(client) + " has a line that is not of three or four columns: " + line);
            }
            Line read = new Line(columns[2], columns.length == 4 ? columns[3] : "");
            if (read.verdict().contains(OR) && read.why().isEmpty()) {
                throw new IOException(file(client) + " has several verdicts in a line and does not say why: " + line);
            }
            expected.put(key(columns[0], columns[1]), read);
        }
        return expected;
    }
}
