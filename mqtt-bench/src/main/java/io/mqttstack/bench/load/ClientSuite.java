package io.mqttstack.bench.load;

import io.mqttstack.bench.peer.client.HiveMqClient;
import io.mqttstack.bench.peer.client.LeastClient;
import io.mqttstack.bench.peer.client.PahoV3Client;
import io.mqttstack.bench.peer.client.PahoV5Client;
import io.mqttstack.bench.peer.client.StackClient;
import io.mqttstack.bench.peer.client.VertxClient;
import io.mqttstack.bench.process.Launch;
import io.mqttstack.bench.process.Results;
import io.mqttstack.bench.process.Scenario;
import io.mqttstack.bench.process.Scenario.Contender;
import io.mqttstack.bench.process.Series;
import io.mqttstack.bench.process.Suite;
import io.mqttstack.bench.process.Target;
import io.mqttstack.bench.process.Work;
import io.mqttstack.bench.sink.OneCore;
import io.mqttstack.bench.sink.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What one connection of a client can do, beside other clients. */
public final class ClientSuite implements Suite {
    private static final String OURS = "ours";
    private static final String VERTX = "Vert.x";
    private static final String LEAST = "least work";
    private static final String MESSAGES = "messages";
    private static final String ROUND_TRIP = "round trip";
    private static final String IDLE = "2000 idle connections";
    private static final int IDLE_CONNECTIONS = 2000;
    private static final int FIRST_MESSAGES = 20_000;
    private static final int FIRST_ROUND_TRIPS = 2_000;
    private static final int CONNECTS = 100;
    private static final int WINDOW = 1000;
    private static final int SMALL_WINDOW = 64;
    private static final int WINDOW_OF_QOS_0 = 4096;
    private static final double KIBIBYTE = 1024;
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");
    private static final List<String> ONE_CORE = List.of("-Xms256m", "-Xmx256m", "-XX:ActiveProcessorCount=1");
    private static final List<String> TOUCHED =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final Map<String, Class<? extends LoadedClient>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(OURS, StackClient.class);
        ALL.put("HiveMQ", HiveMqClient.class);
        ALL.put(VERTX, VertxClient.class);
        ALL.put("Paho v3", PahoV3Client.class);
        ALL.put("Paho v5", PahoV5Client.class);
        ALL.put(LEAST, LeastClient.class);
    }

    private static final List<String> PEERS = List.of("HiveMQ", VERTX, "Paho v3", "Paho v5");
    private static final List<String> RECEIVERS = List.of(OURS, "HiveMQ", VERTX, "Paho v3", "Paho v5");
    private static final List<String> IDLERS = List.of(OURS, "HiveMQ", VERTX);

    /** Creates the suite. */
    public ClientSuite() {}

    @Override
    public List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(publish(0, WINDOW_OF_QOS_0));
        all.add(publish(1, WINDOW));
        all.add(publish(1, SMALL_WINDOW));
        all.add(publish(2, WINDOW));
        for (int qos = 0; qos <= 2; qos++) {
            String name = "receive QoS " + qos;
            all.add(scenario(name, MESSAGES, ReceiveWork.class, JVM, RECEIVERS, of(qos, WINDOW), FIRST_MESSAGES));
        }
        List<String> names = List.copyOf(ALL.keySet());
        all.add(scenario(ROUND_TRIP, MESSAGES, RoundTripWork.class, ONE_CORE, names, of(1, 1), FIRST_ROUND_TRIPS));
        all.add(scenario("connect", "connections", ConnectWork.class, JVM, names, List.of(), CONNECTS));
        all.add(scenario(IDLE, "connections", IdleWork.class, TOUCHED, IDLERS, List.of(), IDLE_CONNECTIONS));
        return all;
    }

    private static Scenario publish(int qos, int window) {
        List<String> names = List.copyOf(ALL.keySet());
        return scenario(
                publishing(qos, window), MESSAGES, PublishWork.class, JVM, names, of(qos, window), FIRST_MESSAGES);
    }

    private static String publishing(int qos, int window) {
        return "publish QoS " + qos + " window " + window;
    }

    private static List<String> of(int qos, int window) {
        return List.of(String.valueOf(qos), String.valueOf(window));
    }

    private static Scenario scenario(
            String name,
            String unit,
            Class<? extends Work> work,
            List<String> jvm,
            List<String> names,
            List<String> arguments,
            long first) {
        List<Contender> contenders = new ArrayList<>();
        for (String each : names) {
            List<String> all = new ArrayList<>();
            all.add(Objects.requireNonNull(ALL.get(each), each).getName());
            all.addAll(arguments);
            contenders.add(new Contender(each, Launch.of(work, jvm, all)));
        }
        boolean oneCore = work == RoundTripWork.class;
        Launch sink = new Launch(Sink.class, oneCore ? ONE_CORE : JVM, oneCore ? List.of(OneCore.NAME) : List.of());
        boolean fixed = work == IdleWork.class || work == ConnectWork.class;
        return new Scenario(name, unit, Optional.of(sink), contenders, first, fixed);
    }

    @Override
    public List<Target> targets(Results results) {
        List<Target> targets = new ArrayList<>();
        String reliable = publishing(1, WINDOW);
        timesBest(targets, results, publishing(0, WINDOW_OF_QOS_0), 5);
        timesBest(targets, results, reliable, 3);
        add(
                targets,
                reliable,
                "of Vert.x's CPU",
                results.quotient(reliable, OURS, VERTX, Series::cpuPerUnit),
                0.35,
                false);
        timesBest(targets, results, publishing(1, SMALL_WINDOW), 1.3);
        timesBest(targets, results, publishing(2, WINDOW), 3);
        for (int qos = 0; qos <= 2; qos++) {
            String name = "receive QoS " + qos;
            OptionalDouble times = results.quotient(name, OURS, VERTX, Series::rate);
            add(targets, name, "times the rate of Vert.x", times, qos == 0 ? 1.5 : 2, true);
        }
        OptionalDouble best = PEERS.stream()
                .flatMap(each -> results.find(ROUND_TRIP, each).stream())
                .mapToDouble(each -> each.figure("p50us"))
                .min();
        OptionalDouble ours = ours(results, ROUND_TRIP, each -> each.figure("p50us"));
        if (best.isPresent() && ours.isPresent()) {
            double ratio = ours.getAsDouble() / best.getAsDouble();
            targets.add(new Target(ROUND_TRIP, "of the p50 of the best JVM peer", ratio, 1, false));
        }
        add(targets, reliable, "bytes beyond the message", ours(results, reliable, ClientSuite::bytes), 120, false);
        add(targets, IDLE, "KiB heap each", idle(results, "heap", KIBIBYTE), 3, false);
        add(targets, IDLE, "KiB of other memory each", idle(results, "outside", KIBIBYTE), 3, false);
        add(targets, IDLE, "more threads", idle(results, "threads", 1), 0, false);
        return targets;
    }

    /** Empty also where a run of earlier days named the figure otherwise. */
    private static OptionalDouble idle(Results results, String figure, double unit) {
        return results.find(IDLE, OURS).stream()
                .filter(each -> each.samples().get(0).figures().containsKey(figure))
                .mapToDouble(each -> each.figure(figure) / unit)
                .findFirst();
    }

    private static double bytes(Series each) {
        return each.figure("bytesBeyondTheMessage");
    }

    private static OptionalDouble ours(Results results, String scenario, ToDoubleFunction<Series> value) {
        return results.find(scenario, OURS).stream().mapToDouble(value).findFirst();
    }

    private static void timesBest(List<Target> targets, Results results, String scenario, double bound) {
        OptionalDouble best = PEERS.stream()
                .flatMap(each -> results.find(scenario, each).stream())
                .mapToDouble(Series::rate)
                .max();
        OptionalDouble ours = ours(results, scenario, Series::rate);
        if (best.isPresent() && ours.isPresent()) {
            double times = ours.getAsDouble() / best.getAsDouble();
            targets.add(new Target(scenario, "times the rate of the best JVM peer", times, bound, true));
        }
    }

    private static void add(
            List<Target> targets, String scenario, String what, OptionalDouble actual, double bound, boolean atLeast) {
        actual.ifPresent(value -> targets.add(new Target(scenario, what, value, bound, atLeast)));
    }

    @Override
    public String legend() {
        return """
                publish: messages of 64 bytes from one thread, so many unacknowledged at most. receive: with a window of 1000.
                round trip: publish at QoS 1 to PUBACK, one in flight, client and sink on one core.
                """;
    }
}
