package io.mqttstack.bench.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.bench.process.Contest;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("long")
class EveryScenarioIT {

    private static final int PART = 10;

    static Stream<Scenario> scenarios() {
        return new TransportSuite().scenarios().stream().map(EveryScenarioIT::small);
    }

    private static Scenario small(Scenario whole) {
        return new Scenario(
                whole.name(), whole.unit(), whole.peer(), whole.contenders(), whole.firstUnits() / PART, whole.fixed());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void runsOnceWithTheRightCount(Scenario scenario) throws IOException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Contest once = new Contest(
                new Contest.Effort(0, 1, Duration.ZERO), new PrintStream(progress, true, StandardCharsets.UTF_8));
        List<Series> series = once.run(scenario);
        assertEquals(scenario.contenders().size(), series.size());
        assertTrue(series.stream().allMatch(each -> each.samples().get(0).units() == scenario.firstUnits()));
    }
}
