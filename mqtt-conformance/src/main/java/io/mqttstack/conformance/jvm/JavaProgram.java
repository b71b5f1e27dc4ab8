package io.mqttstack.conformance.jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that was built here, for a JVM of its own of the kind that runs this one. The first time that its command line is
 * asked for it is rehearsed, and the classes that it loads are archived beside it; later JVMs map the archive, and need half
 * of the time to start. Thread-safe.
 *
 * <p>An archive is for one build on one JVM, and is made anew when either changes. A program that cannot be rehearsed is
 * started without, which is logged.
 */
public final class JavaProgram {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path build;
    private final Path libraries;
    private final String main;
    private final List<String> options;
    private final Rehearsal rehearsal;

    /**
     * Describes a program. Nothing is looked at before its command line is asked for.
     *
     * @param build the directory that its module is built into, with its classes in {@code classes}; archives are kept there
     * @param libraries a file with the class path of its libraries
     * @param main the class to run
     * @param options what the JVM is told; no class path
     * @param rehearsal how to make it load its classes
     */
    public JavaProgram(Path build, Path libraries, String main, List<String> options, Rehearsal rehearsal) {
        this.build = build;
        this.libraries = libraries;
        this.main = main;
        this.options = List.copyOf(options);
        this.rehearsal = rehearsal;
    }

    /**
     * Makes a command line. Takes some seconds the first time, for the rehearsal.
     *
     * @param arguments the program's arguments
     * @return what to run, the JVM first
     * @throws IOException if what was built cannot be read
     */
    public List<String> command(List<String> arguments) throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(build.resolve("classes")));
        Arrays.stream(Files.readString(libraries).strip().split(File.pathSeparator, 0))
                .map(Path::of)
                .forEach(classPath::add);
        ClassArchive archive = ClassArchive.of(build.resolve("jvm"), options, classPath);
        List<String> mapping = archive.mapping(this::rehearse);
        return command(mapping.isEmpty() ? List.of("-cp", ClassArchive.join(classPath)) : mapping, arguments);
    }

    private List<String> command(List<String> loading, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(loading);
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    private void rehearse(List<String> archiving, Path directory) throws IOException {
        rehearsal.play(command(archiving, rehearsal.arguments().apply(directory)));
    }
}
