package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Launch;
import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Scenario.Contender;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scenarios of the transports. */
public final class TransportSuite implements Suite {
    private static final String OURS = "ours";
    private static final String BOUND = "bound";
    private static final double OF_THE_BOUND = 0.7;
    private static final List<String> JVM = List.of("-Xmx256m", "-Xms256m");
    private static final int MANY = 1000;
    private static final long FIRST = 100_000;

    /** Creates the suite. */
    public TransportSuite() {}

    @Override
    public List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (Job job : Job.values()) {
            for (int connections : new int[] {1, MANY}) {
                all.add(plain(job, connections));
            }
        }
        return all;
    }

    private static Scenario plain(Job job, int connections) {
        List<String> arguments = List.of(job.name(), String.valueOf(connections));
        return new Scenario(
                name(job, connections),
                "messages",
                Optional.of(new Launch(PlainPeer.class, JVM, List.of())),
                List.of(
                        new Contender(BOUND, Launch.of(BoundWork.class, JVM, arguments)),
                        new Contender(OURS, Launch.of(StackWork.class, JVM, arguments))),
                FIRST,
                false);
    }

    private static String name(Job job, int connections) {
        return job.name().toLowerCase(Locale.ROOT) + " " + connections;
    }

    @Override
    public List<Target> targets(Results results) {
        List<Target> targets = new ArrayList<>();
        for (Series each : results.series()) {
            if (each.contender().equals(OURS)) {
                results.quotient(each.scenario(), OURS, BOUND, Series::rate)
                        .ifPresent(actual -> targets.add(
                                new Target(each.scenario(), "of the bound's rate", actual, OF_THE_BOUND, true)));
            }
        }
        return targets;
    }

    @Override
    public String legend() {
        return "send, receive: messages of 104 bytes over so many connections, handed over by another thread when sent.\n";
    }
}
