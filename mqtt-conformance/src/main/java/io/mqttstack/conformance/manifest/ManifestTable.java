package io.mqttstack.conformance.manifest;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Case;
import java.util.List;
import java.util.stream.Collectors;

/** Writes manifests as Markdown, for the documentation. */
public final class ManifestTable {
    private static final String INTRODUCTION = """
            # Statements and their cases

            The specifications number what they ask for. This page lists every statement with the party that has to obey it,
            the cases that decide it, or the reason why it has none. What a statement asks for is told in our own words.
            `./mqtt conformance --client ours` runs the client cases; an address such as `5.0/4.3.3/6` names one of them:
            version, section, number. What came of a run is in its reports.

            The page is written from the cases; the build fails when it is out of date. Where a case for clients cites a
            statement that binds the server, it shows what a client makes of a server that breaks it.
            """;

    private ManifestTable() {}

    /** {@return the whole page} */
    public static String page() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (ProtocolVersion version : List.of(ProtocolVersion.V3_1_1, ProtocolVersion.V5_0)) {
            section(page, version, Manifest.of(version).entries());
        }
        return page.toString();
    }

    private static void section(StringBuilder page, ProtocolVersion version, List<Entry> entries) {
        long binding = entries.stream().filter(Entry::bindsClients).count();
        long covered = entries.stream()
                .filter(each -> each.bindsClients() && each.covered())
                .count();
        page.append(String.format(
                "%n## MQTT %s: %d statements, %d bind clients, %d of these have client cases%n%n",
                Case.number(version), entries.size(), binding, covered));
        page.append("| Statement | Who | What it asks for | Client cases | Broker cases | Why there are none |\n");
        page.append("|---|---|---|---|---|---|\n");
        entries.forEach(each -> page.append(row(each)));
    }

    private static String row(Entry entry) {
        String why = entry.uncovered()
                .map(reason -> entry.text().isEmpty() ? reason.meaning() : entry.text())
                .orElse("");
        return List.of(
                        entry.statement().id(),
                        entry.statement().party(),
                        entry.statement().summary().replace("|", "\\|"),
                        code(entry.clientCases()),
                        code(entry.brokerCases()),
                        why)
                .stream()
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String code(List<String> ids) {
        return ids.stream().map(id -> "`" + id + "`").collect(Collectors.joining(" "));
    }
}
