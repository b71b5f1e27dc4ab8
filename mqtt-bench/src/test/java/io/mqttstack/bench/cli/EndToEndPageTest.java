package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Sample;
import io.mqttstack.bench.process.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run between processes, from what the run has written. */
class EndToEndPageTest {
    @TempDir
    private Path directory;

    private static Series series(String contender, long slowest, long fastest) {
        return new Series(
                "publish QoS 1 window 1000",
                "messages",
                contender,
                List.of(sample(slowest), sample((slowest + fastest) / 2), sample(fastest)));
    }

    private static Sample sample(long nanoseconds) {
        return new Sample(1_000_000, nanoseconds, nanoseconds / 2, Map.of("bytesBeyondTheMessage", 112.5));
    }

    private CommandLineRun report() {
        return CommandLineRun.of("bench", "report", directory.toString());
    }

    @Test
    void showsEveryContenderAndWhatIsNotToBeQuoted() throws IOException {
        new Results(List.of(
                        series("ours", 900_000_000, 1_100_000_000), series("Vert.x", 2_000_000_000L, 6_000_000_000L)))
                .write(directory.resolve("client.json"));
        Files.writeString(directory.resolve("provenance.json"), "{\"commit\": \"abc\"}");
        CommandLineRun run = report();
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        String page = run.out();
        assertTrue(page.startsWith("# Client benchmarks\n"), page);
        assertTrue(
                page.contains("| ours | 1,000,000 ±10 % | 1.00 | 0.500 ±10 % | 1.00 | bytesBeyondTheMessage 112.5 |"),
                page);
        assertTrue(page.contains("| Vert.x | (250,000 ±67 %) | 0.25 | (2.000 ±50 %) | 4.00 |"), page);
        assertTrue(
                page.contains(
                        "| met | publish QoS 1 window 1000 | 4.00 | at least 3 times the rate of the best JVM peer |"),
                page);
        assertTrue(page.contains("| commit | abc |"), page);
    }

    @Test
    void refusesWhatNoRunHasWritten() throws IOException {
        Files.writeString(directory.resolve("provenance.json"), "{}");
        assertEquals(2, report().exitCode());
        Files.writeString(directory.resolve("client.json"), "[{\"scenario\": \"x\", \"samples\": [{\"units\": 1}]}]");
        assertEquals(1, report().exitCode());
    }
}
