package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole matrix on every broker of this machine, as {@code ./mqtt conformance --broker all} runs it. In continuous
 * integration a broker that is not there is an error; elsewhere its column says so. A verdict that a busy machine or a
 * broker's mood brought about once is asked for again, and named.
 */
@Tag("long")
class MatrixIT {
    @TempDir
    Path directory;

    @Test
    @Timeout(900)
    void hasNoFailureAndNoError() throws Exception {
        Path home = Path.of("..").toAbsolutePath().normalize();
        assertTrue(Files.isDirectory(home.resolve("mqtt-conformance")), home::toString);
        Properties properties = new Properties();
        properties.setProperty("user.dir", directory.toString());
        properties.setProperty(Surroundings.HOME, home.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Main.commandLine(Surroundings.of(
                        System.getenv(), properties, InputStream.nullInputStream(), new SplittableRandom()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("conformance", "--broker", "all", "--confirm", "2", "--report", directory.toString());

        System.out.println(out);
        assertEquals(ExitStatus.OK, status, () -> err.toString() + out);
        assertTrue(Files.size(directory.resolve(Reports.JUNIT)) > 0);
        assertTrue(Files.size(directory.resolve(Reports.JSON)) > 0);
    }
}
