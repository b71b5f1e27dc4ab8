package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the tests of brokers share. */
public final class BrokerTests {

    private static final long GONE_SECONDS = 30;

    private BrokerTests() {}

    /**
     * Starts the broker. One that is not built or not installed, or is installed and does not start, skips the test and
     * says why; in continuous integration, where every broker is there, that is a failure instead. An embedded broker
     * that is built always has to start.
     */
    public static void startOrSkip(BrokerUnderTest broker) throws InterruptedException {
        try {
            broker.start();
        } catch (BrokerException e) {
            boolean mustStart =
                    broker instanceof EmbeddedBroker && broker.unavailable().isEmpty();
            if (mustStart || Boolean.parseBoolean(System.getenv("CI"))) {
                throw e;
            }
            System.err.println("skipped: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    /** Waits until no process of this machine has the directory in its command line. */
    static void requireNoProcessOf(Path directory) throws InterruptedException {
        for (ProcessHandle process : processesOf(directory)) {
            try {
                process.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                fail("left behind: " + process.info(), e);
            }
        }
    }

    static List<ProcessHandle> processesOf(Path directory) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                    .toList();
        }
    }
}
