package io.mqttstack.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds at present. */
public final class Resources {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Resources() {}

    /** How many threads of transports are alive. */
    public static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("mqtt-(nio|tls|resolver)-.*"))
                .count();
    }

    /** How many files and sockets are open; 0 where the system does not say. */
    public static long descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
