package io.mqttstack.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Sample;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndToEndReportTest {

    private static final Results RESULTS = new Results(List.of(
            series("send", "bound", 500_000_000, 1_000_000_000, Map.of()),
            series("send", "ours", 1_000_000_000, 2_000_000_000, Map.of("p50", 12.5, "p99", 40.0)),
            series("idle", "ours", 1_000_000_000, 1_000_000_000, Map.of())));

    private static Series series(String scenario, String contender, long first, long second, Map<String, Double> more) {
        return new Series(
                scenario,
                "messages",
                contender,
                List.of(
                        new Sample(1_000_000, first, first / 2, more),
                        new Sample(1_000_000, second, second / 2, more)));
    }

    private static Suite judging(List<Target> targets) {
        return new Suite() {
            @Override
            public List<Scenario> scenarios() {
                return List.of();
            }

            @Override
            public List<Target> targets(Results results) {
                return targets;
            }

            @Override
            public String legend() {
                return "legend\n";
            }
        };
    }

    @Test
    void contendersAreComparedWithTheFirstOfTheirScenario() {
        assertEquals("""
                scenario  contender   a second  spread     x  CPU s/million  spread     x      unit              others
                send      bound      1,500,000    67 %  1.00          0.375    67 %  1.00  messages
                send      ours         750,000    67 %  0.50          0.750    67 %  2.00  messages  p50 12.5, p99 40.0
                idle      ours       1,000,000     0 %  1.00          0.500     0 %  1.00  messages
                """, EndToEndReport.of(RESULTS, judging(List.of())).replaceAll("(?s)Medians.*", ""));
    }

    @Test
    void targetsFollowTheLegend() {
        String report = EndToEndReport.of(
                RESULTS,
                judging(List.of(
                        new Target("send", "of the bound's rate", 0.5, 0.7, true),
                        new Target("idle", "bytes of heap", 900, 3072, false))));
        assertEquals("""
                legend

                Targets, in this run:
                not met  send  0.50    at least 0.7 of the bound's rate
                met      idle  900.00  at most 3072 bytes of heap
                """, report.substring(report.indexOf("legend")));
    }

    @Test
    void aPageGetsTheTableWithoutSpreads() {
        assertEquals("""
                | scenario | contender | a second | x | CPU s/million | x | unit | others |
                |---|---|---|---|---|---|---|---|
                | send | bound | 1,500,000 | 1.00 | 0.375 | 1.00 | messages |  |
                | send | ours | 750,000 | 0.50 | 0.750 | 2.00 | messages | p50 12.5, p99 40.0 |
                | idle | ours | 1,000,000 | 1.00 | 0.500 | 1.00 | messages |  |
                """, EndToEndReport.markdown(RESULTS));
    }
}
