package io.mqttstack.conformance.jvm;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Classes as a JVM has them in memory, in a file. What is in a directory of the class path is put into a jar for it, since a
 * JVM archives classes from jars alone. Its name tells what it was made from, so that none is ever out of date.
 */
final class ClassArchive {
    private static final Logger LOG = System.getLogger("io.mqttstack.conformance");
    private static final int NAME_BYTES = 8;
    private static final Duration KEPT = Duration.ofDays(1);

    /** What a JVM says of archives does not belong to the output of the program. */
    private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    /** One rehearsal at a time; also guards {@link #FAILED}. */
    private static final Object LOCK = new Object();

    private static final Set<Path> FAILED = new HashSet<>();

    private final Path file;
    private final List<Path> classPath;

    /** Runs the program with options that make an archive; the directory is there for as long as that takes. */
    @FunctionalInterface
    interface Making {
        void run(List<String> options, Path directory) throws IOException;
    }

    private ClassArchive(Path file, List<Path> classPath) {
        this.file = file;
        this.classPath = classPath;
    }

    static ClassArchive of(Path directory, List<String> options, List<Path> classPath) throws IOException {
        return new ClassArchive(directory.resolve(name(options, classPath) + ".jsa"), classPath);
    }

    private static String name(List<String> options, List<Path> classPath) throws IOException {
        StringBuilder source = new StringBuilder(System.getProperty("java.home"))
                .append(System.getProperty("java.vm.version"))
                .append(options);
        for (Path each : classPath) {
            for (Path part : files(each)) {
                source.append(part).append(Files.size(part)).append(Files.getLastModifiedTime(part));
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(source.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String join(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Tells a JVM what to load from, class path included.
     *
     * @param making called if the archive is not there yet
     * @return options; empty: there is no archive and none can be made
     */
    List<String> mapping(Making making) {
        synchronized (LOCK) {
            if (!Files.exists(file) && !FAILED.contains(file)) {
                try {
                    make(making);
                } catch (IOException e) {
                    LOG.log(
                            Level.WARNING,
                            "No archive of classes {0}, so that the program starts slowly: {1}",
                            file,
                            e.getMessage());
                    FAILED.add(file);
                }
            }
        }
        return Files.exists(file) ? options("-XX:SharedArchiveFile=" + file) : List.of();
    }

    private List<String> options(String archive) {
        List<String> options = new ArrayList<>(QUIET);
        options.addAll(List.of(archive, "-cp", join(jars())));
        return options;
    }

    /** The class path without directories. */
    private List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        for (int index = 0; index < classPath.size(); index++) {
            jars.add(Files.isDirectory(classPath.get(index)) ? jar(index) : classPath.get(index));
        }
        return jars;
    }

    private Path jar(int index) {
        return Path.of(file.toString().replace(".jsa", "-" + index + ".jar"));
    }

    /** Others may be making the same; who comes first is right. */
    private void make(Making making) throws IOException {
        Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
        Path directory = Files.createTempDirectory(parent, "making");
        try {
            sweep(parent, directory);
            for (int index = 0; index < classPath.size(); index++) {
                if (Files.isDirectory(classPath.get(index))) {
                    Path jar = directory.resolve(index + ".jar");
                    write(classPath.get(index), jar);
                    publish(jar, jar(index));
                }
            }
            Path archive = directory.resolve("archive");
            making.run(options("-XX:ArchiveClassesAtExit=" + archive), directory);
            publish(archive, file);
        } finally {
            delete(directory);
        }
    }

    /** Takes away what is a day older than a new neighbour: archives of earlier builds, and what a killed rehearsal left. */
    private static void sweep(Path parent, Path neighbour) throws IOException {
        Instant old = Files.getLastModifiedTime(neighbour).toInstant().minus(KEPT);
        List<Path> all;
        try (Stream<Path> list = Files.list(parent)) {
            all = list.toList();
        }
        for (Path each : all) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(old)) {
                delete(each);
            }
        }
    }

    private static void publish(Path made, Path name) throws IOException {
        try {
            Files.move(made, name);
        } catch (FileAlreadyExistsException e) {
            LOG.log(Level.DEBUG, "somebody else has made {0}", name);
        }
    }

    private static void write(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Path each : files(classes)) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = walk.collect(Collectors.toCollection(ArrayList::new));
        }
        Collections.reverse(all);
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
