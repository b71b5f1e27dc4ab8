package io.mqttstack.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.manifest.Entry;
import io.mqttstack.conformance.manifest.Manifest;
import io.mqttstack.conformance.manifest.ManifestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestTest {
    /** Set this property to write the page anew. */
    private static final String WRITE = "manifest.write";

    @ParameterizedTest
    @EnumSource
    void everyStatementThatBindsClientsHasACaseOrAReason(ProtocolVersion version) {
        for (Entry entry : Manifest.of(version).entries()) {
            assertTrue(
                    entry.covered() != entry.uncovered().isPresent(),
                    () -> entry.statement().id());
        }
    }

    @Test
    void listsAllStatements() {
        assertEquals(141, Manifest.of(ProtocolVersion.V3_1_1).entries().size());
        assertEquals(251, Manifest.of(ProtocolVersion.V5_0).entries().size());
    }

    @Test
    void aStatementKnowsItsCases() {
        List<Entry> found = Manifest.of(ProtocolVersion.V5_0).entries().stream()
                .filter(each -> each.statement().id().equals("MQTT-4.3.3-6"))
                .toList();
        assertEquals(List.of("5.0/4.3.3/6", "5.0/4.3.3/7"), found.get(0).clientCases());
    }

    @Test
    void thePageIsUpToDate() throws IOException {
        Path page = Path.of("..", "docs", "conformance-statements.md");
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(page, ManifestTable.page());
        }
        assertEquals(
                ManifestTable.page(),
                Files.readString(page),
                "docs/conformance-statements.md is out of date; run this test with -D" + WRITE + "=true");
    }
}
