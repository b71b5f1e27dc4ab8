package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients with brokers: ours in all cases with three, the others in those that say most with two. */
@Tag("long")
class InteropIT {
    @Test
    @Timeout(300)
    void oursDoesWhatIsExpectedOfIt() {
        run("interop", "--broker", "hivemq,artemis,activemq", "--confirm", "2");
    }

    @Test
    @Timeout(600)
    void theOthersDoWhatIsExpectedOfThem() {
        run("interop", "--client", "peers", "--broker", "hivemq,mosquitto", "--case", "qos-2,will", "--confirm", "2");
    }

    private static void run(String... arguments) {
        Properties properties = new Properties();
        properties.setProperty(Surroundings.HOME, Path.of("..").toAbsolutePath().toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Main.commandLine(Surroundings.of(
                        System.getenv(), properties, InputStream.nullInputStream(), new SplittableRandom()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);

        System.out.println(out);
        assertEquals(ExitStatus.OK, status, () -> err.toString() + out);
    }
}
