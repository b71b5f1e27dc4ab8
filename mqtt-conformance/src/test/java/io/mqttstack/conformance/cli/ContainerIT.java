package io.mqttstack.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.conformance.broker.BrokerException;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mosquitto in a container, from the image that {@code .ci/engine} makes. Without an engine this is skipped; in continuous
 * integration that is a failure.
 */
class ContainerIT {
    private static final String NAME = "container:mosquitto";

    @TempDir
    Path directory;

    @BeforeEach
    void needAnEngine() {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(NAME, BrokerOptions.in(directory))) {
            Optional<String> why = broker.unavailable();
            if (why.isPresent() && Boolean.parseBoolean(System.getenv("CI"))) {
                throw new BrokerException(NAME + ": " + why.get());
            }
            Assumptions.assumeTrue(why.isEmpty(), () -> why.orElseThrow());
        }
    }

    @Test
    @Timeout(120)
    void doesInASectionWhatIsExpectedOfIt() throws Exception {
        Terminal terminal = new Terminal(Path.of("..").toAbsolutePath().normalize());
        int status = terminal.execute(
                System.getenv(),
                new PrintWriter(terminal.err, true),
                List.of("conformance", "--broker", NAME, "--section", "4.3", "--report", directory.toString()));

        System.out.println(terminal.out);
        assertEquals(ExitStatus.OK, status, () -> terminal.err.toString() + terminal.out);
        assertTrue(Files.readString(directory.resolve(Reports.JSON)).contains(NAME));
        assertTrue(terminal.out.toString().contains("9 cases, 1 subject: 9 PASS"), terminal.out::toString);
    }

    @Test
    @Timeout(120)
    void isKilledPausedAndStartedAgainOnItsPort() throws InterruptedException {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(NAME, BrokerOptions.in(directory))) {
            broker.start();
            int port = broker.port();
            broker.pause();
            assertTrue(broker.running());
            broker.resume();
            broker.kill();
            assertFalse(broker.running());
            broker.start();
            assertTrue(broker.running());
            assertEquals(port, broker.port());
            broker.pause();
            broker.stop();
            assertFalse(broker.running());
        }
    }
}
