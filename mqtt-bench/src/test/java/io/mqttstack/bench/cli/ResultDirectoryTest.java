package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultDirectoryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path module;

    @Test
    void isTheOneAskedFor() throws IOException {
        Path wanted = module.resolve("a/b");
        assertEquals(wanted, ResultDirectory.create(Optional.of(wanted), new Checkout(Optional.empty()), CLOCK));
        assertTrue(Files.isDirectory(wanted));
    }

    @Test
    void isNewForEachRun() throws IOException {
        Path results = Files.createDirectory(module.resolve("results"));
        Checkout checkout = new Checkout(Optional.of(module));
        assertEquals(results.resolve("2026-11-01-unknown"), ResultDirectory.create(Optional.empty(), checkout, CLOCK));
        assertEquals(
                results.resolve("2026-11-01-unknown-2"), ResultDirectory.create(Optional.empty(), checkout, CLOCK));
    }
}
