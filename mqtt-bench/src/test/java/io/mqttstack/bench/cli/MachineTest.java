package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void readsTheModelOfTheFirstProcessor() {
        List<String> lines =
                List.of("processor\t: 0", "model\t\t: 1", "model name\t: Some CPU @ 2 GHz", "model name\t: B");
        assertEquals("Some CPU @ 2 GHz", Machine.model(lines, "amd64"));
    }

    @Test
    void fallsBackToTheArchitecture() {
        assertEquals("aarch64", Machine.model(List.of("BogoMIPS\t: 50.00"), "aarch64"));
    }
}
