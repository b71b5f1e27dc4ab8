package io.mqttstack.bench.load;

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
class EveryClientIT {
    private static final int UNITS = 100;

    /** Where each unit is a connection, which costs some clients a third of a second. */
    private static final int CONNECTIONS = 10;

    static Stream<Scenario> scenarios() {
        return new ClientSuite()
                .scenarios().stream()
                        .map(each -> new Scenario(
                                each.name(),
                                each.unit(),
                                each.peer(),
                                each.contenders(),
                                each.fixed() ? CONNECTIONS : UNITS,
                                each.fixed()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void runsTwiceWithTheRightCount(Scenario scenario) throws IOException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Contest twice = new Contest(
                new Contest.Effort(1, 1, Duration.ZERO), new PrintStream(progress, true, StandardCharsets.UTF_8));
        List<Series> series = twice.run(scenario);
        assertEquals(scenario.contenders().size(), series.size());
        assertTrue(series.stream().allMatch(each -> each.samples().get(0).units() == scenario.firstUnits()));
    }
}
