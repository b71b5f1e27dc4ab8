package io.mqttstack.codec.statements;

import io.mqttstack.codec.statements.Shown.Direction;
import java.util.EnumMap;
import java.util.Map;

/** Every statement about bytes is shown in both directions. */
class CodecStatementsIT extends StatementsContract {
    private static final String INTRODUCTION = """
            # Statements about bytes

            The specifications number what they ask for. This table lists every statement that is about bytes, and the tests
            that show how mqtt-codec keeps it: when it reads what a peer sent, and when it writes what a caller built. What a
            statement asks for is told in our own words.

            The build writes this table from the tests that ran and passed, and fails when a statement has no test, or when
            this file is out of date. Names with hyphens are test vectors in `mqtt-codec/src/test/resources/vectors`; each is
            brought to the decoder in every way in which bytes can arrive. MQTT 3.1 numbers no statements; its rules are
            tested by vectors of their own.
            """;

    CodecStatementsIT() {
        super(
                new StatementTable.Scope(
                        INTRODUCTION,
                        row -> row.get("kind").equals("codec"),
                        new EnumMap<>(Map.of(Direction.READ, "Reading", Direction.WRITTEN, "Writing")),
                        "untestable-statements.tsv"),
                "codec-statements");
    }
}
