package io.mqttstack.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.bench.process.Scenario.Contender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestIT {

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    /** The other end. */
    public static final class Somewhere implements Program {
        public Somewhere(List<String> arguments) {}

        @Override
        public String answer(String request) {
            return request + "-of-somewhere";
        }

        @Override
        public void close() {}
    }

    /** Adds up, is told where the other end is, and can miscount or fail. */
    public static final class Adding implements Work {
        private final List<String> arguments;

        public Adding(List<String> arguments) {
            this.arguments = arguments;
        }

        @Override
        public Outcome run(long units) throws IOException {
            System.out.println("what libraries print is no answer");
            if (!arguments.get(1).equals("address-of-somewhere")) {
                throw new IOException("told " + arguments);
            }
            return switch (arguments.get(0)) {
                case "well" -> new Outcome(units, Map.of("twice", 2.0 * units));
                case "short" -> Outcome.of(units - 1);
                default -> throw new IOException("broken\non purpose");
            };
        }

        @Override
        public void close() {}
    }

    private List<Series> run(Contest.Effort effort, boolean fixed, String... contenders) throws IOException {
        List<Contender> all = List.of(contenders).stream()
                .map(how -> new Contender(how, Launch.of(Adding.class, List.of("-Xmx32m"), List.of(how))))
                .toList();
        Scenario scenario = new Scenario(
                "adding",
                "numbers",
                Optional.of(new Launch(Somewhere.class, List.of("-Xmx32m"), List.of())),
                all,
                7,
                fixed);
        return new Contest(effort, new PrintStream(progress, true, StandardCharsets.UTF_8)).run(scenario);
    }

    @Test
    void contendersTakeTurnsInProcessesOfTheirOwn() throws IOException {
        List<Series> series = run(new Contest.Effort(0, 2, Duration.ZERO), false, "well", "well");

        assertEquals(2, series.size());
        for (Series each : series) {
            assertEquals("adding", each.scenario());
            assertEquals(2, each.samples().size());
            assertEquals(7, each.samples().get(0).units());
            assertEquals(14, each.figure("twice"));
            assertTrue(each.rate() > 0);
        }
        assertEquals(4, progress.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void warmingUpFindsHowManyUnitsTakeTheTimeWanted() throws IOException {
        Contest.Effort effort = new Contest.Effort(1, 1, Duration.ofSeconds(1000));
        assertTrue(run(effort, false, "well").get(0).samples().get(0).units() > 7);
        assertEquals(7, run(effort, true, "well").get(0).samples().get(0).units());
    }

    @Test
    void whatAChildThrowsIsTheReason() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class, () -> run(new Contest.Effort(0, 1, Duration.ZERO), false, "not"));
        assertTrue(thrown.getMessage().contains("IOException: broken on purpose"), thrown.getMessage());
    }

    @Test
    void whoDoesLessThanAskedForIsFoundOut() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class, () -> run(new Contest.Effort(0, 1, Duration.ZERO), false, "short"));
        assertEquals("adding: asked for 7, did 6", thrown.getMessage());
    }
}
