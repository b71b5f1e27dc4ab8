package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    @Test
    void benchWithoutWordPrintsItsUsageAndFails() {
        CommandLineRun run = CommandLineRun.of("bench");
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("Usage: mqtt bench"), run.err());
        assertTrue(run.err().contains("codec"), run.err());
    }

    @Test
    void helpGoesToStandardOutput() {
        CommandLineRun run = CommandLineRun.of("bench", "codec", "--help");
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
        assertTrue(run.out().contains("--filter=REGEX"), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--filter, NoSuchBenchmark, NoSuchBenchmark",
        "--filter, (, --filter",
        "--forks, 0, --forks",
        "--warmup, -1, --warmup",
        "--nonsense, 1, --nonsense"
    })
    void wrongUseIsNamedAndNothingIsMeasured(String option, String value, String named) {
        CommandLineRun run = CommandLineRun.of("bench", "codec", option, value);
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(named), run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--filter, no such scenario, No scenario of the transport matches no such scenario",
        "--repetitions, 0, --repetitions is 0",
        "--warmup, 0, --warmup is 0"
    })
    void wrongUseBetweenProcessesIsNamed(String option, String value, String named) {
        CommandLineRun run = CommandLineRun.of("bench", "transport", option, value);
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(named), run.err());
    }
}
