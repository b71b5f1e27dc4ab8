package io.mqttstack.conformance.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds installed programs: along PATH, then where servers are usually put, which PATH often leaves out. */
public final class Programs {

    private static final List<String> USUAL = List.of(
            "/usr/local/sbin",
            "/usr/sbin",
            "/sbin",
            "/usr/local/bin",
            "/usr/bin",
            "/bin",
            "/opt/homebrew/sbin",
            "/opt/homebrew/bin");

    private final List<Path> directories;

    /**
     * Programs of a given machine.
     *
     * @param environment where PATH is read; it may be missing
     */
    public Programs(Map<String, String> environment) {
        List<Path> found = new ArrayList<>();
        List<String> names =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)));
        names.addAll(USUAL);
        for (String name : names) {
            directory(name).ifPresent(found::add);
        }
        directories = List.copyOf(found);
    }

    private static Optional<Path> directory(String name) {
        try {
            Path path = Path.of(name);
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Looks for a program.
     *
     * @param program its name
     * @return the first executable file of that name; empty: there is none
     */
    public Optional<Path> find(String program) {
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
