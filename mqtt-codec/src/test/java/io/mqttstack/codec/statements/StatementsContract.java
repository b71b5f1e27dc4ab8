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

/**
 * Checks what the unit tests of a module, which ran before, have shown. There is nothing to check when only some were
 * selected.
 */
public abstract class StatementsContract {
    private final StatementTable.Scope scope;
    private final String name;

    /**
     * Reads {@code target/name.txt}, writes {@code target/name.md}, and compares it with {@code docs/name.md}.
     *
     * @param scope what the table is about
     * @param name the name of the files
     */
    protected StatementsContract(StatementTable.Scope scope, String name) {
        this.scope = scope;
        this.name = name;
    }

    @BeforeAll
    static void allTestsRan() {
        assumeTrue(System.getProperty("test") == null, "tests were selected with -Dtest");
    }

    private StatementTable table() throws IOException {
        return new StatementTable(
                scope,
                Files.readAllLines(Path.of("target/" + name + ".txt")).stream()
                        .map(Shown::parse)
                        .toList());
    }

    @Test
    void everyStatementIsShown() throws IOException {
        assertEquals(List.of(), table().faults());
    }

    @Test
    void theDocumentIsWhatWasShown() throws IOException {
        Path generated = Path.of("target", name + ".md").toAbsolutePath();
        Path committed = Path.of("../docs/" + name + ".md");
        String table = table().render();
        Files.writeString(generated, table);
        assertTrue(
                table.equals(Files.exists(committed) ? Files.readString(committed) : ""),
                "docs/" + name + ".md is out of date; run in the top directory: cp " + generated + " docs/");
    }
}
