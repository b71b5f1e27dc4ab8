package com.example.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the consumer projects, as its build left it: its own jar and the jars it needs at run time. */
record Consumer(String library, Path jar, List<Path> libraries) {

    private static final long SECONDS_TO_FINISH = 60;

    /** The consumer of {@code library}, for instance {@code codec}; fails when it was not packaged. */
    static Consumer of(String library) throws IOException {
        Path target = Path.of(property("consumers.directory"), library + "-consumer", "target");
        Path jar = target.resolve(library + "-consumer-" + property("consumers.version") + ".jar");
        String path = Files.readString(target.resolve("runtime.path")).strip();
        return new Consumer(
                library,
                requireFile(jar),
                List.of(path.split(File.pathSeparator)).stream()
                        .map(entry -> requireFile(Path.of(entry)))
                        .toList());
    }

    List<String> libraryNames() {
        return libraries.stream()
                .map(path -> path.getFileName().toString())
                .sorted()
                .toList();
    }

    Result runOnClassPath(Path directory) throws IOException, InterruptedException {
        return run(directory, List.of("-cp", path(), mainClass()));
    }

    Result runOnModulePath(Path directory) throws IOException, InterruptedException {
        return run(directory, List.of("-p", path(), "-m", "com.example." + library + "/" + mainClass()));
    }

    private String mainClass() {
        return "com.example." + library + ".Main";
    }

    private String path() {
        List<String> all = new ArrayList<>();
        all.add(jar.toString());
        libraries.forEach(entry -> all.add(entry.toString()));
        return String.join(File.pathSeparator, all);
    }

    private static Result run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end after " + SECONDS_TO_FINISH + " s: " + command);
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private static Path requireFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(path + " is not a packaged jar; run mvn verify from the top");
        }
        return path;
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("system property " + name + " is set by the build; run mvn verify");
        }
        return value;
    }

    record Result(int exitCode, String output, String errors) {}
}
