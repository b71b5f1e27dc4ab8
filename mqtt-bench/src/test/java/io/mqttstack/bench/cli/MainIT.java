package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainIT {

    @Test
    void measuresInAJvmOfItsOwnAndKeepsTheEvidence(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("results");
        CommandLineRun run = CommandLineRun.of(
                "bench", "codec", "--quick", "--filter", "^codec.DecodePubAck", "--output", directory.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("DecodePubAckBenchmark.packet  version=V3_1_1"), run.out());
        assertTrue(run.out().contains("DecodePubAckBenchmark.packet  version=V5_0"), run.out());
        assertTrue(run.out().startsWith(Files.readString(directory.resolve("codec.txt"))), run.out());

        String raw = Files.readString(directory.resolve("codec.json"));
        assertTrue(raw.contains("gc.alloc.rate.norm"), raw);
        assertTrue(raw.contains("cpu.norm"), raw);
        assertTrue(raw.contains("\"jvm\" : \"java"), raw);
        String provenance = Files.readString(directory.resolve("provenance.json"));
        assertTrue(provenance.contains("\"outcome\": \"finished\""), provenance);
        assertTrue(provenance.contains("\"started\": \"2026-11-01T12:00:00Z\""), provenance);
        assertTrue(
                provenance.contains("\"command\": \"mqtt bench codec --quick --filter ^codec.DecodePubAck"),
                provenance);
        assertTrue(provenance.contains("\"jvmArguments\": \"-Xmx512m\""), provenance);
        assertTrue(provenance.contains("\"forks\": \"1\""), provenance);
    }

    @Test
    void measuresBetweenProcessesAndKeepsEveryRun(@TempDir Path parent) throws IOException {
        Path directory = parent.resolve("results");
        CommandLineRun run = CommandLineRun.of(
                "bench",
                "transport",
                "--quick",
                "--warmup",
                "1",
                "--filter",
                "receive 1$",
                "--output",
                directory.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(Files.readString(directory.resolve("transport.txt"))), run.out());
        assertTrue(run.out().contains("of the bound's rate"), run.out());
        assertTrue(Files.readString(directory.resolve("transport.md")).startsWith("| scenario |"));
        String raw = Files.readString(directory.resolve("transport.json"));
        assertEquals(6, raw.split("\"units\"", -1).length - 1, raw);
        String provenance = Files.readString(directory.resolve("provenance.json"));
        assertTrue(provenance.contains("\"outcome\": \"finished\""), provenance);
        assertTrue(provenance.contains("\"receive 1: ours\": \"-Xmx256m"), provenance);
    }
}
