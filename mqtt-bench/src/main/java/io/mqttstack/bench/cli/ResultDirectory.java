package io.mqttstack.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Chooses the directory that takes a run's results. */
final class ResultDirectory {
    private static final int SHORT_COMMIT = 12;

    private ResultDirectory() {}

    /**
     * Creates the directory that was asked for, or a new one named after the date (UTC) and the commit.
     *
     * @throws IOException if it cannot be created
     */
    static Path create(Optional<Path> wanted, Checkout checkout, Clock clock) throws IOException {
        if (wanted.isPresent()) {
            return Files.createDirectories(wanted.get());
        }
        String commit =
                checkout.commit().map(hash -> hash.substring(0, SHORT_COMMIT)).orElse("unknown");
        String name = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "-" + commit;
        Optional<Path> results =
                checkout.module().map(module -> module.resolve("results")).filter(Files::isWritable);
        return createNew(results.orElse(Path.of("target", "bench")), name);
    }

    private static Path createNew(Path parent, String name) throws IOException {
        Files.createDirectories(parent);
        Path directory = parent.resolve(name);
        for (int number = 2; Files.exists(directory); number++) {
            directory = parent.resolve(name + "-" + number);
        }
        return Files.createDirectory(directory);
    }
}
