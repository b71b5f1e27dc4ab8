package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class BrokerProcessTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void returnsWhatIsAnnounced() throws InterruptedException {
        BrokerProcess process = shell("echo noise; echo READY port=17; cat", "READY port=\\d+");

        assertEquals("READY port=17", process.awaitAnnouncement(LONG));

        process.closeInput();
        process.awaitEnd(LONG);
        assertFalse(process.alive());
        assertEquals(List.of("noise", "READY port=17"), process.log());
    }

    @Test
    void saysWhatAProgramPrintedThatEndedTooEarly() {
        BrokerProcess process = shell("echo reason >&2; exit 3", "READY port=\\d+");

        BrokerException e = assertThrows(BrokerException.class, () -> process.awaitAnnouncement(LONG));

        assertEquals("shell ended with status 3; it printed:\n  reason", e.getMessage());
    }

    @Test
    void doesNotWaitForEverForTheAnnouncement() throws InterruptedException {
        BrokerProcess process = shell("cat", "READY port=\\d+");

        BrokerException e = assertThrows(BrokerException.class, () -> process.awaitAnnouncement(SHORT));

        assertEquals("shell was not ready within PT0.2S", e.getMessage());
        process.kill();
    }

    @Test
    void doesNotWaitForEverForThePort() throws InterruptedException {
        BrokerProcess process = shell("cat", "(?!)");

        assertThrows(BrokerException.class, () -> process.awaitPort(1, SHORT));

        process.kill();
    }

    @Test
    void killsWhatTheProgramStarted() throws InterruptedException {
        BrokerProcess process = shell("exec 3<&0; cat <&3 & echo READY $!; wait", "READY \\d+");
        long child = Long.parseLong(process.awaitAnnouncement(LONG).substring("READY ".length()));
        ProcessHandle handle = ProcessHandle.of(child).orElseThrow();

        process.kill();

        assertFalse(process.alive());
        handle.onExit().join();
    }

    @Test
    void killsWhatDoesNotEndWhenAsked() throws InterruptedException {
        BrokerProcess process = shell("trap '' TERM; echo READY; while :; do read x; done", "READY");
        process.awaitAnnouncement(LONG);

        process.terminate();
        BrokerException e = assertThrows(BrokerException.class, () -> process.awaitEnd(SHORT));

        assertTrue(e.getMessage().startsWith("shell did not stop within PT0.2S and was killed"), e::getMessage);
        assertFalse(process.alive());
    }

    @Test
    void saysThatAProgramDoesNotExist() {
        BrokerException e = assertThrows(
                BrokerException.class,
                () -> BrokerProcess.start(
                        "nothing", new ProcessBuilder("/nonexistent/program"), BrokerProcess.NO_ANNOUNCEMENT));
        assertTrue(e.getMessage().startsWith("nothing cannot be run"), e::getMessage);
    }

    private static BrokerProcess shell(String script, String announcement) {
        return BrokerProcess.start("shell", new ProcessBuilder("sh", "-c", script), Pattern.compile(announcement));
    }
}
