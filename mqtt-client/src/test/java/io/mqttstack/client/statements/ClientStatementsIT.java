package io.mqttstack.client.statements;

import io.mqttstack.codec.statements.Shown.Direction;
import io.mqttstack.codec.statements.StatementTable;
import io.mqttstack.codec.statements.StatementsContract;
import java.util.Map;
import java.util.Set;

/** Every statement about sessions and transports that binds a client is shown to be kept. */
class ClientStatementsIT extends StatementsContract {
    private static final String INTRODUCTION = """
            # Statements about the client

            This table lists every numbered statement of the specifications that binds a client in what it does on a
            connection and between connections, and the tests that show how mqtt-client keeps it. Statements about bytes are in
            [codec-statements.md](codec-statements.md). What a statement asks for is told in our own words.

            The build writes this table from the tests that ran and passed, and fails when a statement has no test, or when
            this file is out of date. MQTT 3.1 numbers no statements; tests that run for each version run for it too.
            """;

    ClientStatementsIT() {
        super(
                new StatementTable.Scope(
                        INTRODUCTION,
                        row -> Set.of("session", "transport").contains(row.get("kind"))
                                && Set.of("client", "both").contains(row.get("party")),
                        Map.of(Direction.KEPT, "Tests"),
                        "untestable-client-statements.tsv"),
                "client-statements");
    }
}
