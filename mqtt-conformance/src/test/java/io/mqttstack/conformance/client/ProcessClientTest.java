package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients that are scripts; the version of each is the number of its process. */
@DisabledOnOs(OS.WINDOWS)
class ProcessClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HELLO = "printf '{\"protocol\":1,\"client\":\"sh\",\"version\":\"%s\",\"features\":"
            + "[\"mqtt-5-0\",\"reconnect\",\"renewal\"]}\\n' $$; ";

    /** Prints an event, which bears the number of the command. */
    private static final String ANSWER =
            "answer() { n=${line#*:}; printf '{\"event\":\"%s\",\"command\":%s,\"text\":\"\"}\\n' $1 ${n%%,*}; }; ";

    private ProcessClient subject = script("answer renewed");

    private static ProcessClient script(String renewal) {
        String script = HELLO + ANSWER + "while read -r line; do case $line in *renew*) " + renewal
                + ";; *) answer failed;; esac; done";
        return new ProcessClient("sh", List.of(), "", () -> List.of("sh", "-c", script));
    }

    @AfterEach
    void close() {
        subject.rest();
    }

    private ClientDriver open() {
        return new ClientDriver(subject, PATIENCE);
    }

    private static String retired(ClientDriver driver) {
        String process = driver.client().version();
        driver.retire();
        return process;
    }

    @Test
    void theNextClientHasTheProcessOfOneThatWasRetired() {
        String first = retired(open());
        assertEquals(first, retired(open()));
    }

    @Test
    void twoAtATimeHaveProcessesOfTheirOwn() {
        try (ClientDriver other = open()) {
            assertNotEquals(other.client().version(), retired(open()));
        }
    }

    @Test
    void aClientThatWasClosedTakesItsProcessWithIt() {
        ClientDriver first = open();
        String process = first.client().version();
        first.close();
        first.retire();
        assertNotEquals(process, retired(open()));
    }

    @Test
    void aClientThatMayComeBackTakesItsProcessWithIt() throws InterruptedException {
        ClientDriver first = open();
        Connect packet = Connect.builder(ProtocolVersion.V5_0, "id").build();
        assertTrue(first.call(Command.Connect.to("mqtt://localhost:1", packet).reconnecting())
                .isPresent());
        assertNotEquals(retired(first), retired(open()));
    }

    @Test
    void aProcessThatCannotRenewIsEnded() {
        subject = script("answer failed");
        assertNotEquals(retired(open()), retired(open()));
    }

    @Test
    void aProcessThatDoesNotAnswerIsEnded() {
        subject = script(":");
        assertNotEquals(retired(open()), retired(open()));
    }

    @Test
    void aProcessThatHasEndedMeanwhileIsNotUsed() {
        subject = script("answer renewed; exit");
        String first = retired(open());
        ProcessHandle.of(Long.parseLong(first)).ifPresent(each -> each.onExit().join());
        assertNotEquals(first, retired(open()));
    }

    @Test
    void aProcessCarriesTwentyClientsAndNoMore() {
        String process = retired(open());
        for (int client = 2; client <= 20; client++) {
            assertEquals(process, retired(open()));
        }
        assertNotEquals(process, retired(open()));
    }
}
