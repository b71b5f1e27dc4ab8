package io.mqttstack.conformance.manifest;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.Table;
import io.mqttstack.conformance.capability.Capabilities;
import io.mqttstack.conformance.section.ClientCases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All statements of one version, in the order of the specification, with their coverage. */
public final class Manifest {
    private static final String REASONS = "manifest/uncovered.tsv";

    private final List<Entry> entries;

    private Manifest(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Makes the manifest of a version of its statements, the cases, and the table of reasons.
     *
     * @param version the version
     * @return its manifest; empty for 3.1, which numbers no statements
     * @throws IllegalStateException if a statement that binds clients has neither a case nor a reason, or both; if a case or
     *     a reason is about a statement that there is not
     */
    public static Manifest of(ProtocolVersion version) {
        Statements statements = Statements.of(version);
        Map<String, List<String>> client = byStatement(statements, ClientCases.of(Set.of(version)));
        Map<String, List<String>> broker = byStatement(statements, Capabilities.cases(Set.of(version)));
        Map<String, List<String>> reasons = new HashMap<>();
        for (List<String> row : Table.read(REASONS, 4)) {
            if (row.get(0).equals(Case.number(version))) {
                known(statements, row.get(1), REASONS);
                reasons.put(row.get(1), row);
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Statement statement : statements.all()) {
            entries.add(entry(
                    statement,
                    client.getOrDefault(statement.id(), List.of()),
                    broker.getOrDefault(statement.id(), List.of()),
                    Optional.ofNullable(reasons.get(statement.id()))));
        }
        return new Manifest(entries);
    }

    private static Map<String, List<String>> byStatement(Statements statements, List<? extends Case> cases) {
        Map<String, List<String>> byStatement = new HashMap<>();
        for (Case each : cases) {
            for (String id : each.statements()) {
                known(statements, id, each.id());
                byStatement.computeIfAbsent(id, key -> new ArrayList<>()).add(each.id());
            }
        }
        return byStatement;
    }

    private static void known(Statements statements, String id, String where) {
        if (statements.find(id).isEmpty()) {
            throw new IllegalStateException(where + " names " + id + ", which is no statement of this version");
        }
    }

    private static Entry entry(
            Statement statement, List<String> client, List<String> broker, Optional<List<String>> reason) {
        boolean bindsClients = !statement.party().equals("server");
        boolean covered = bindsClients ? !client.isEmpty() : !broker.isEmpty();
        if (covered && reason.isPresent()) {
            throw new IllegalStateException(statement.id() + " has cases, and a reason for having none in " + REASONS);
        }
        if (!covered && bindsClients && reason.isEmpty()) {
            throw new IllegalStateException(
                    statement.id() + " binds clients; give it a case, or a reason in " + REASONS);
        }
        Optional<Uncovered> uncovered = covered
                ? Optional.empty()
                : Optional.of(reason.map(row -> Uncovered.valueOf(row.get(2))).orElse(Uncovered.SERVER_ONLY));
        return new Entry(
                statement,
                client,
                broker,
                uncovered,
                reason.map(row -> row.get(3)).orElse(""));
    }

    /** {@return the statements, in the order of the specification} */
    public List<Entry> entries() {
        return entries;
    }
}
