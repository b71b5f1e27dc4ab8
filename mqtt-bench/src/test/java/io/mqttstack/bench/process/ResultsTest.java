package io.mqttstack.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static Series series(String contender, long... nanoseconds) {
        return new Series(
                "walk",
                "steps",
                contender,
                Arrays.stream(nanoseconds)
                        .mapToObj(time -> new Sample(10, time, time / 2, Map.of("tired", time / 10.0)))
                        .toList());
    }

    @Test
    void medianAndSpreadAreThoseOfTheRuns() {
        Series odd = series("a", 10, 20, 100);
        assertEquals(0.5e9, odd.rate());
        assertEquals(1, odd.cpuPerUnit());
        assertEquals(2, odd.figure("tired"));
        assertEquals(4.5, odd.spread(Sample::cpuPerUnit));
        assertEquals(1.5, series("b", 20, 40).cpuPerUnit());
        assertThrows(IllegalArgumentException.class, () -> odd.figure("awake"));
        assertThrows(IllegalArgumentException.class, () -> new Series("walk", "steps", "nobody", List.of()));
    }

    @Test
    void quotientsAreOfOneScenario() {
        Results results = new Results(List.of(series("a", 10), series("b", 20)));
        assertEquals(OptionalDouble.of(2), results.quotient("walk", "a", "b", Series::rate));
        assertEquals(OptionalDouble.empty(), results.quotient("walk", "a", "c", Series::rate));
        assertEquals(OptionalDouble.empty(), results.quotient("run", "a", "b", Series::rate));
    }

    @Test
    void everyRunIsWritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("walk.json");
        new Results(List.of(series("a", 10, 20))).write(file);
        String expected = """
                [ {
                  "scenario" : "walk",
                  "unit" : "steps",
                  "contender" : "a",
                  "samples" : [ {
                    "units" : 10,
                    "nanoseconds" : 10,
                    "cpuNanoseconds" : 5,
                    "tired" : 1.0
                  }, {
                    "units" : 10,
                    "nanoseconds" : 20,
                    "cpuNanoseconds" : 10,
                    "tired" : 2.0
                  } ]
                } ]""";
        assertEquals(expected, Files.readString(file).replace("\r\n", "\n"));
    }

    @Test
    void aSampleIsALine() {
        Sample sample = new Sample(1, 2, 3, Map.of("p50", 4.5, "p99", 6.0));
        assertEquals("1 2 3 p50=4.5 p99=6.0", sample.line());
        assertEquals(sample, Sample.parse(sample.line()));
        assertEquals(new Sample(1, 2, 3, Map.of()), Sample.parse("1 2 3"));
    }

    @Test
    void aTargetIsMetOnItsBound() {
        assertEquals(true, new Target("walk", "steps", 2, 2, true).met());
        assertEquals(false, new Target("walk", "steps", 1.9, 2, true).met());
        assertEquals(true, new Target("walk", "steps", 2, 2, false).met());
        assertEquals(false, new Target("walk", "steps", 2.1, 2, false).met());
    }
}
