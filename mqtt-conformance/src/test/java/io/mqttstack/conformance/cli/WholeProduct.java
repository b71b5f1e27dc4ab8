package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All that there is: every client in every client case, every broker of this machine in every broker case, and every client
 * with every broker in every case for both, in every version. It takes minutes, and is run by the profile {@code product}
 * alone. Lines are printed as they come. In continuous integration a client or broker that is not there is an error.
 */
class WholeProduct {
    private static final String CLIENTS = "ours,hivemq,paho3,paho5,vertx,mqttjs";

    @Test
    @Timeout(1_800)
    void everyClientAndEveryBrokerDoesWhatIsExpectedOfIt() {
        run("conformance", "--client", CLIENTS, "--broker", "all", "--confirm", "2", "--report", "target/product");
    }

    @Test
    @Timeout(1_800)
    void everyClientDoesWithEveryBrokerWhatIsExpectedOfBoth() {
        run("interop", "--client", CLIENTS, "--broker", "all", "--confirm", "2");
    }

    private static void run(String... arguments) {
        Properties properties = new Properties();
        properties.setProperty(Surroundings.HOME, Path.of("..").toAbsolutePath().toString());
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

        int status = Main.commandLine(Surroundings.of(
                        System.getenv(), properties, InputStream.nullInputStream(), new SplittableRandom()))
                .setOut(out)
                .setErr(out)
                .execute(arguments);

        assertEquals(ExitStatus.OK, status, "the exit status; what was found is in the output");
    }
}
