package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is a script, which starts the program that matters. */
@DisabledOnOs(OS.WINDOWS)
class ClientProcessTest {
    private static final String HELLO =
            " printf '{\"protocol\":1,\"client\":\"tree\",\"version\":\"\",\"features\":[]}\\n'; ";

    /** A script that does not end by itself, and one that ends and leaves behind what it has started. */
    @ParameterizedTest
    @ValueSource(strings = {"wait", "read line"})
    void endsWhatTheClientHasStarted(String then)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        String script = "sleep 1000 >/dev/null 2>&1 &" + HELLO + then + " # "
                + getClass().getName();
        ClientProcess client = ClientProcess.start("tree", List.of("sh", "-c", script));
        List<ProcessHandle> started = ProcessHandle.current()
                .children()
                .filter(each -> each.info()
                        .arguments()
                        .filter(list -> Arrays.asList(list).contains(script))
                        .isPresent())
                .flatMap(ProcessHandle::children)
                .toList();
        assertEquals(1, started.size(), "the script has started one program before it says hello");

        client.close();

        started.get(0).onExit().get(60, TimeUnit.SECONDS);
    }
}
