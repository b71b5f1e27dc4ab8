package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker whose owner forgets it, or dies, does not go on for ever. */
class BrokerEndsWithJvmIT {

    @TempDir
    Path directory;

    private Process jvm;

    @ParameterizedTest
    @ValueSource(strings = {"moquette", "mosquitto"})
    void isKilledByTheShutdownHook(String name) throws IOException, InterruptedException {
        start(name);
        jvm.destroy();
        jvm.waitFor();
        BrokerTests.requireNoProcessOf(directory);
    }

    @Test
    void seesTheEndOfItsInputWhenTheJvmIsKilled() throws IOException, InterruptedException {
        start("moquette");
        jvm.destroyForcibly().waitFor();
        BrokerTests.requireNoProcessOf(directory);
    }

    private void start(String name) throws IOException, InterruptedException {
        try (BrokerUnderTest broker = Brokers.ofSystem().create(name, BrokerOptions.in(directory))) {
            BrokerTests.startOrSkip(broker);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        jvm = new ProcessBuilder(java, "-cp", classPath, BrokerStarter.class.getName(), name, directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("started", output.readLine());
        assertFalse(BrokerTests.processesOf(directory).isEmpty());
    }
}
