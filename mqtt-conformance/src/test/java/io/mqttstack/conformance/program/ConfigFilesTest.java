package io.mqttstack.conformance.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {

    @TempDir
    Path directory;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadWhatMayHoldPasswords() throws IOException {
        Path file = ConfigFiles.write(directory.resolve("file"), "old");
        ConfigFiles.write(file, "new");

        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void writesUsersThatReadBackAsTheyWere() throws IOException {
        Map<String, String> users = Map.of("a b=c", " #\\é\"", "#x", "");

        Path file = ConfigFiles.writeProperties(directory.resolve("users"), users);

        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        assertEquals(users, read);
    }

    @Test
    void quotesWhatWouldEndAQuotation() {
        assertEquals("\"a\\\"b\\\\c\"", ConfigFiles.quoted("a\"b\\c"));
    }
}
