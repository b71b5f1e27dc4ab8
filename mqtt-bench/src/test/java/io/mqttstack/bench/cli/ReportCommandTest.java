package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String RESULT = """
            {"benchmark": "io.mqttstack.bench.%s.DecodePublishBenchmark.packet", "forks": 1, "jvmArgs": ["-Xmx512m"],
             "params": {"codec": "%s", "payload": "64"},
             "primaryMetric": {"score": 999.0, "scorePercentiles": {"0.0": 1.0, "50.0": %s, "100.0": 2996.0},
                               "rawData": [[1.0, 2.0]], "scoreUnit": "ns/op"},
             "secondaryMetrics": {"cpu.norm": {"score": 7.0}, "gc.alloc.rate.norm": {"score": %s, "rawData": [[3.0]]}}}
            """;

    @TempDir
    private Path directory;

    private void store(String... results) throws IOException {
        Files.writeString(directory.resolve("codec.json"), "[" + String.join(",", results) + "]");
        Files.writeString(directory.resolve("provenance.json"), "{\"commit\": \"abc\", \"cpu\": \"a fast one\"}");
    }

    @Test
    void printsTheComparisonOfAStoredRunAsMarkdown() throws IOException {
        store(
                String.format(RESULT, "codec", "OURS", "99.0", "0.0"),
                String.format(RESULT, "comparison", "OURS", "40.0", "144.01"),
                String.format(RESULT, "comparison", "LEAST_WORK", "32.0", "104.0"),
                String.format(RESULT, "comparison", "NETTY", "150.0", "448.0"));
        CommandLineRun run = CommandLineRun.of("bench", "report", directory.toString());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        String page = run.out();
        assertTrue(page.contains("| operation | ours | least work | Netty | HiveMQ | Paho | mica |"), page);
        assertTrue(
                page.contains("| DecodePublish payload=64 | 40.0 ns, 144 B | 32.0 ns, 104 B, **1.25** | "
                        + "150.0 ns, 448 B, **3.75** |  |  |  |"),
                page);
        assertTrue(
                page.contains("| met | DecodePublish payload=64 | 3.75 | at least 3.5 times as fast as Netty |"), page);
        assertTrue(page.contains("| commit | abc |"), page);
        assertTrue(page.contains("| jdk | unknown |"), page);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        CommandLineRun empty = CommandLineRun.of("bench", "report", directory.toString());
        assertEquals(2, empty.exitCode());
        assertTrue(empty.err().contains("bench codec"), empty.err());
        store(String.format(RESULT, "codec", "OURS", "99.0", "0.0"));
        CommandLineRun none = CommandLineRun.of("bench", "report", directory.toString());
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("compares nothing"), none.err());
    }
}
