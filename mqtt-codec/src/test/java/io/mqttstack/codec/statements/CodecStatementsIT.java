package io.mqttstack.codec.statements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks what the unit tests, which ran before, have shown. There is nothing to check when only some were selected. */
class CodecStatementsIT {
    private static final Path SHOWN = Path.of("target/codec-statements.txt");
    private static final Path GENERATED = Path.of("target/codec-statements.md");
    private static final Path COMMITTED = Path.of("../docs/codec-statements.md");

    @BeforeAll
    static void allTestsRan() {
        assumeTrue(System.getProperty("test") == null, "tests were selected with -Dtest");
    }

    private static StatementTable table() throws IOException {
        return new StatementTable(
                Files.readAllLines(SHOWN).stream().map(Shown::parse).toList());
    }

    @Test
    void everyStatementAboutBytesIsShownInBothDirections() throws IOException {
        assertEquals(List.of(), table().faults());
    }

    @Test
    void theDocumentIsWhatWasShown() throws IOException {
        String generated = table().render();
        Files.writeString(GENERATED, generated);
        assertTrue(
                generated.equals(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : ""),
                "docs/codec-statements.md is out of date; run in the top directory:"
                        + " cp mqtt-codec/target/codec-statements.md docs/");
    }
}
