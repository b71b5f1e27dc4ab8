package io.mqttstack.conformance.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JavaProgramTest {
    private static final String CLASS = Rehearsed.class.getName().replace('.', '/') + ".class";

    @TempDir
    private Path build;

    @BeforeEach
    void putTheProgramWhereABuildWould() throws IOException {
        Path file = build.resolve("classes").resolve(CLASS);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream bytes =
                Objects.requireNonNull(Rehearsed.class.getClassLoader().getResourceAsStream(CLASS))) {
            Files.copy(bytes, file);
        }
        Path library = build.resolve("library.jar");
        new JarOutputStream(Files.newOutputStream(library), new Manifest()).close();
        Files.writeString(build.resolve("classpath"), library + "\n");
    }

    private JavaProgram program(String rehearsedStatus, String... options) {
        return new JavaProgram(
                build,
                build.resolve("classpath"),
                Rehearsed.class.getName(),
                List.of(options),
                new Rehearsal(
                        directory -> List.of(
                                rehearsedStatus, build.resolve("rehearsals").toString()),
                        List.of("a line")));
    }

    private int rehearsals() throws IOException {
        return Files.readAllLines(build.resolve("rehearsals")).size();
    }

    private List<String> kept(String ending) throws IOException {
        try (Stream<Path> all = Files.list(build.resolve("jvm"))) {
            return all.map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(ending))
                    .toList();
        }
    }

    private static String output(List<String> command, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(all.indexOf(Rehearsed.class.getName()), List.of(options));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void mapsWhatItsRehearsalHasLoaded() throws Exception {
        List<String> command = program("0", "-Xmx64m").command(List.of("0"));
        assertEquals("ready", output(command).strip());
        String loading = output(command, "-Xlog:class+load");
        assertTrue(
                loading.lines()
                        .anyMatch(line ->
                                line.contains(Rehearsed.class.getName()) && line.contains("shared objects file (top)")),
                loading);
        assertEquals(command, program("0", "-Xmx64m").command(List.of("0")));
        assertEquals(1, rehearsals());
        assertEquals(1, kept(".jsa").size());
        assertEquals(0, kept("making").size());
    }

    @Test
    void rehearsesAgainWhatWasBuiltAgainOrRunsOtherwise() throws Exception {
        List<String> before = program("0", "-Xmx64m").command(List.of("0"));
        assertNotEquals(before, program("0", "-Xmx65m").command(List.of("0")));
        assertEquals(2, rehearsals());
        Files.writeString(build.resolve("classes").resolve("more"), "x");
        List<String> after = program("0", "-Xmx64m").command(List.of("0"));
        assertNotEquals(before, after);
        assertEquals(3, rehearsals());
        assertEquals("ready", output(after).strip());
    }

    @Test
    void takesAwayWhatEarlierBuildsLeft() throws Exception {
        Path kept = Files.createDirectories(build.resolve("jvm"));
        Path left = Files.createDirectory(kept.resolve("making1")).resolve("0.jar");
        List<Path> old = List.of(left, kept.resolve("making1"), kept.resolve("old.jsa"));
        Files.writeString(left, "x");
        Files.writeString(kept.resolve("old.jsa"), "x");
        Files.writeString(kept.resolve("new.jsa"), "x");
        for (Path each : old) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        List<String> command = program("0", "-Xmx64m").command(List.of("0"));
        assertEquals("ready", output(command).strip());
        assertTrue(old.stream().noneMatch(Files::exists), old::toString);
        assertTrue(kept(".jsa").contains("new.jsa"));
        assertEquals(2, kept(".jsa").size());
    }

    @Test
    void startsWithoutWhereTheRehearsalFails() throws Exception {
        for (int run = 0; run < 2; run++) {
            List<String> command = program("1").command(List.of("0"));
            assertFalse(String.join(" ", command).contains(".jsa"), command::toString);
            assertEquals("ready", output(command).strip());
            assertEquals(1, rehearsals(), "one that failed is not tried again");
        }
    }
}
