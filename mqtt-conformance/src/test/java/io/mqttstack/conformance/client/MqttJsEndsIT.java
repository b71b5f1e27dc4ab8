package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program for MQTT.js ends with the one that has started it, whatever it is doing. */
class MqttJsEndsIT {
    private static final Path PROGRAM = Path.of("clients", "mqttjs", "client.mjs");
    private static final long SECONDS = 60;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void beInstalled() {
        Path packages = PROGRAM.resolveSibling("node_modules");
        Assumptions.assumeTrue(Files.exists(packages), () -> "there is no " + packages);
    }

    @AfterEach
    void end() {
        for (Process each : started) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
    }

    /** Starts a program that says hello. */
    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        assertNotNull(process.inputReader(StandardCharsets.UTF_8).readLine(), "hello");
        return process;
    }

    /** Has it tell that it cannot. */
    private static void sing(Process process) throws IOException {
        process.getOutputStream().write("{\"number\":1,\"command\":\"sing\"}\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    @Test
    void whenNobodyReadsWhatItTells() throws IOException, InterruptedException {
        Process node = start("node", PROGRAM.toString());
        node.getInputStream().close();
        sing(node);
        assertTrue(node.waitFor(SECONDS, TimeUnit.SECONDS), "it goes on without a reader");
    }

    @Test
    void whenItIsBusyAndItsParentIsGone()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        String busyAfterAnswer = "data:text/javascript,const write = process.stdout.write.bind(process.stdout);"
                + "let lines = 0; process.stdout.write = text => { write(text);"
                + " if (++lines === 2) setImmediate(() => { for (;;); }) }";
        Process shell =
                start("sh", "-c", "exec 3<&0; node --import '" + busyAfterAnswer + "' " + PROGRAM + " <&3 & wait");
        ProcessHandle node = shell.children().findFirst().orElseThrow();
        sing(shell);
        assertNotNull(shell.inputReader(StandardCharsets.UTF_8).readLine(), "answer");
        shell.destroyForcibly();
        node.onExit().get(SECONDS, TimeUnit.SECONDS);
    }
}
