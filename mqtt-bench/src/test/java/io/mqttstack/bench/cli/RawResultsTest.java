package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawResultsTest {

    @Test
    void leavesTheFileNameOfTheJvm(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("codec.json");
        Files.writeString(file, "{\n  \"jvm\" : \"/opt/$jdk/bin/java\",\n  \"jmhVersion\" : \"1.37\"\n}\n");
        RawResults.shortenPaths(file);
        assertEquals("{\n  \"jvm\" : \"java\",\n  \"jmhVersion\" : \"1.37\"\n}\n", Files.readString(file));
    }

    @Test
    void knowsBothKindsOfSlashes() {
        assertEquals("java.exe", RawResults.fileName("C:\\jdk\\bin\\java.exe"));
        assertEquals("java", RawResults.fileName("java"));
    }
}
