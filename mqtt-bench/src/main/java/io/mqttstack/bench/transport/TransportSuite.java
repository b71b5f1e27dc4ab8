package io.mqttstack.bench.transport;

import io.mqttstack.bench.process.Footprint;
import io.mqttstack.bench.process.Launch;
import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Scenario.Contender;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import io.mqttstack.transport.TlsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The scenarios of the transports. */
public final class TransportSuite implements Suite {
    private static final String OURS = "ours";
    private static final String BOUND = "bound";
    private static final String NETTY = "Netty";
    private static final double OF_THE_BOUND = 0.7;
    private static final List<String> JVM = List.of("-Xmx256m", "-Xms256m");
    private static final int MANY = 1000;
    private static final int IDLE = 2000;
    private static final double IDLE_BYTES = 3 * 1024;
    private static final long FIRST = 100_000;
    private static final long FIRST_PIECES = 1_000;
    private static final long FIRST_HANDSHAKES = 300;
    private static final double OF_NETTY = 1.2;

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
        all.add(idle());
        for (TlsProvider provider : TlsProvider.values()) {
            for (Job job : Job.values()) {
                all.add(bulk(job, provider));
            }
            all.add(handshakes(provider));
        }
        return all;
    }

    private static Scenario idle() {
        return new Scenario(
                "idle",
                "connections",
                Optional.of(new Launch(PlainPeer.class, JVM, List.of())),
                List.of(
                        new Contender(BOUND, Launch.of(BoundIdle.class, Footprint.FIXED_HEAP, List.of())),
                        new Contender(OURS, Launch.of(StackIdle.class, Footprint.FIXED_HEAP, List.of()))),
                IDLE,
                true);
    }

    private static Scenario bulk(Job job, TlsProvider provider) {
        List<String> arguments = List.of(job.name(), provider.name());
        return new Scenario(
                "tls " + name(job, provider),
                "16-KiB-pieces",
                Optional.of(new Launch(TlsPeer.class, JVM, List.of())),
                List.of(
                        new Contender(NETTY, Launch.of(NettyBulk.class, JVM, arguments)),
                        new Contender(OURS, Launch.of(StackBulk.class, JVM, arguments))),
                FIRST_PIECES,
                false);
    }

    private static Scenario handshakes(TlsProvider provider) {
        List<String> arguments = List.of(provider.name());
        return new Scenario(
                "tls handshake " + provider,
                "handshakes",
                Optional.of(new Launch(TlsPeer.class, JVM, List.of())),
                List.of(
                        new Contender(NETTY, Launch.of(NettyHandshakes.class, JVM, arguments)),
                        new Contender(OURS, Launch.of(StackHandshakes.class, JVM, arguments))),
                FIRST_HANDSHAKES,
                false);
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

    private static String name(Job job, Object where) {
        return job.name().toLowerCase(Locale.ROOT) + " " + where;
    }

    @Override
    public List<Target> targets(Results results) {
        List<Target> targets = new ArrayList<>();
        for (Series each : results.series()) {
            if (each.contender().equals(OURS) && !each.scenario().equals("idle")) {
                results.quotient(each.scenario(), OURS, NETTY, Series::cpuPerUnit)
                        .ifPresent(actual -> targets.add(
                                new Target(each.scenario(), "of Netty's CPU time", actual, OF_NETTY, false)));
                results.quotient(each.scenario(), NETTY, OURS, Series::rate)
                        .ifPresent(actual ->
                                targets.add(new Target(each.scenario(), "of Netty's time", actual, OF_NETTY, false)));
                results.quotient(each.scenario(), OURS, BOUND, Series::rate)
                        .ifPresent(actual -> targets.add(
                                new Target(each.scenario(), "of the bound's rate", actual, OF_THE_BOUND, true)));
            }
        }
        results.find("idle", OURS).ifPresent(idle -> {
            targets.add(new Target("idle", "bytes of heap a connection", idle.figure("heap"), IDLE_BYTES, false));
            targets.add(new Target("idle", "bytes outside the heap", idle.figure("outside"), IDLE_BYTES, false));
            targets.add(new Target("idle", "threads", idle.figure("threads"), 0, false));
        });
        return targets;
    }

    @Override
    public String legend() {
        return """
                send, receive: messages of 104 bytes over so many connections, handed over by another thread when sent.
                idle: connections on which nothing happens; bytes of each on the heap and outside, and threads for all; \
                its times mean nothing.
                tls: the same through Netty's SslHandler and ours, with engines of the same provider, the JDK's at the other end.
                """;
    }
}
