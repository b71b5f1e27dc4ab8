package io.mqttstack.bench.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class EveryBenchmarkIT {

    @Test
    void runsOnceWithTheRightAnswer() {
        Options once = new OptionsBuilder()
                .include("^io\\.mqttstack\\.bench\\.")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .build();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream progress = new PrintStream(log, true, StandardCharsets.UTF_8);
        try {
            assertFalse(new Runner(once, OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL))
                    .run()
                    .isEmpty());
        } catch (RunnerException e) {
            fail("JMH printed:\n" + log.toString(StandardCharsets.UTF_8), e);
        }
    }
}
