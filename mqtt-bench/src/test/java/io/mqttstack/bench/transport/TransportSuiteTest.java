package io.mqttstack.bench.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Sample;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransportSuiteTest {

    private final TransportSuite suite = new TransportSuite();

    private static Series series(String scenario, String contender, long nanoseconds, Map<String, Double> figures) {
        return new Series(scenario, "units", contender, List.of(new Sample(10, nanoseconds, nanoseconds * 2, figures)));
    }

    @Test
    void oursIsComparedWithTheBound() {
        Results results =
                new Results(List.of(series("send 1", "bound", 60, Map.of()), series("send 1", "ours", 80, Map.of())));
        assertEquals(List.of(new Target("send 1", "of the bound's rate", 0.75, 0.7, true)), suite.targets(results));
    }

    @Test
    void oursIsComparedWithNettyInBothTimes() {
        Results results = new Results(
                List.of(series("tls send JDK", "Netty", 60, Map.of()), series("tls send JDK", "ours", 90, Map.of())));
        assertEquals(
                List.of(
                        new Target("tls send JDK", "of Netty's CPU time", 1.5, 1.2, false),
                        new Target("tls send JDK", "of Netty's time", 1.5, 1.2, false)),
                suite.targets(results));
    }

    @Test
    void idleConnectionsAreJudgedByWhatTheyOccupyAlone() {
        Map<String, Double> figures = Map.of("heap", 900.0, "outside", 4000.0, "threads", 1.0);
        Results results =
                new Results(List.of(series("idle", "bound", 60, figures), series("idle", "ours", 80, figures)));
        assertEquals(
                List.of(true, false, false),
                suite.targets(results).stream().map(Target::met).toList());
    }

    @Test
    void whatDidNotRunIsNotJudged() {
        assertEquals(List.of(), suite.targets(new Results(List.of(series("send 1", "ours", 80, Map.of())))));
    }

    @Test
    void everyScenarioHasANameOfItsOwn() {
        assertEquals(
                suite.scenarios().size(),
                suite.scenarios().stream().map(each -> each.name()).distinct().count());
    }
}
