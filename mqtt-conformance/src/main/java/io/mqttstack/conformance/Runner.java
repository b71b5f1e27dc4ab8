package io.mqttstack.conformance;

import io.mqttstack.client.ClientRuntime;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs cases against subjects, a few at a time: each with clients, topics and Client Identifiers of its own, and none
 * for longer than its bound.
 */
public final class Runner implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.mqttstack.conformance");
    private static final int TAG_LENGTH = 8;
    private static final int TAG_RADIX = 36;

    private final ClientRuntime runtime;
    private final InstantSource clock;
    private final EventLoop stopwatch;
    private final Limits limits;
    private final Lanes lanes;

    /**
     * How much time and company a case has.
     *
     * @param bound the longest a case may run; one that runs longer is an ERROR
     * @param patience the longest a subject may take for one step; one that takes longer is a FAIL
     * @param lanes how many cases of one subject run at the same time
     */
    public record Limits(Duration bound, Duration patience, int lanes) {
        /** 20 s a case, 5 s a step, four cases at a time. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(5), 4);
    }

    /**
     * Makes a runner.
     *
     * @param runtime carries all clients; belongs to the caller
     * @param clock tells when a run started
     * @param limits how much time and company a case has
     */
    public Runner(ClientRuntime runtime, InstantSource clock, Limits limits) {
        this.runtime = runtime;
        this.clock = clock;
        this.limits = limits;
        this.stopwatch = runtime.transport().loop();
        this.lanes = new Lanes(limits.bound(), limits.lanes(), stopwatch::nanoTime);
    }

    /**
     * Runs cases against one subject. May be called by several threads, for several subjects.
     *
     * @param subject the broker
     * @param profile its known deviations
     * @param cases what to ask it
     * @param watch told of each verdict as it is reached; may end the run early
     * @return the verdicts, in the order of the cases
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public SubjectResult run(Subject subject, DeviationProfile profile, List<BrokerCase> cases, Watch watch)
            throws InterruptedException {
        Judge judge = new Judge(profile);
        Lanes.Body<BrokerCase> body = testCase -> verdict(subject, judge, testCase);
        var started = clock.instant();
        long start = stopwatch.nanoTime();
        Map<String, Verdict> verdicts = new HashMap<>();
        List<BrokerCase> together =
                cases.stream().filter(each -> !each.capability().alone()).toList();
        lanes.run(together, body, watch)
                .forEach(each -> verdicts.put(each.testCase().id(), each));
        for (BrokerCase each : byCapability(cases)) {
            if (each.capability().alone()) {
                verdicts.put(each.id(), lanes.alone(each, body, watch));
            }
        }
        List<Verdict> inOrder = cases.stream()
                .map(each -> Objects.requireNonNull(verdicts.get(each.id())))
                .toList();
        return new SubjectResult(subject.name(), started, since(start), inOrder);
    }

    /**
     * Tries which versions a subject speaks.
     *
     * @param subject the broker; the versions it is said to speak are tried
     * @return those in which it lets a client in
     * @throws InterruptedException if interrupted
     */
    public Set<ProtocolVersion> spoken(Subject subject) throws InterruptedException {
        Set<ProtocolVersion> spoken = EnumSet.noneOf(ProtocolVersion.class);
        for (ProtocolVersion version : subject.versions()) {
            try (Trial trial = trial(subject, Optional.empty(), version)) {
                trial.connected("probe").disconnect();
                spoken.add(version);
            } catch (Finding e) {
                LOG.log(Level.DEBUG, "{0} does not let MQTT {1} in: {2}", subject.name(), Case.number(version), e);
            }
        }
        return spoken;
    }

    /** A capability in all versions, then the next: one that does harm, does it to itself before it does to others. */
    private static List<BrokerCase> byCapability(List<BrokerCase> cases) {
        Map<String, List<BrokerCase>> groups = new LinkedHashMap<>();
        cases.forEach(each -> groups.computeIfAbsent(each.capability().id(), id -> new ArrayList<>())
                .add(each));
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private Verdict verdict(Subject subject, Judge judge, BrokerCase testCase) throws InterruptedException {
        long start = stopwatch.nanoTime();
        try (Trial trial = trial(subject, testCase.capability().carrier(), testCase.version())) {
            if (subject.versions().contains(testCase.version())) {
                testCase.capability().check().run(trial);
            } else {
                unspoken(trial, testCase);
            }
            return judge.passed(testCase, since(start));
        } catch (Finding e) {
            return judge.found(testCase, e, since(start));
        }
    }

    /** Over a carrier of its own a run has twice the patience: the first of them load what TLS and WebSocket need. */
    private Trial trial(Subject subject, Optional<Carrier> asked, ProtocolVersion version) {
        Carrier carrier = asked.orElse(subject.carrier());
        Listener listener = subject.listener(carrier).orElseThrow(() -> without(subject, carrier));
        Duration patience = limits.patience().multipliedBy(asked.isPresent() ? 2 : 1);
        return new Trial(subject, listener, version, runtime, tag(), patience);
    }

    /** Of a subject of which one listener is known, nobody can say what others it has. */
    private static Finding without(Subject subject, Carrier carrier) {
        String title = carrier.title();
        return subject.listeners().size() > 1
                ? Finding.unsupported("has no listener over " + title)
                : Finding.untested("no listener over " + title + " is known");
    }

    /** A version that the subject is said not to speak: tried once, by the case that connects. */
    private static void unspoken(Trial trial, BrokerCase testCase) throws InterruptedException {
        String version = "MQTT " + Case.number(testCase.version());
        if (testCase.capability().id().equals(Capability.CONNECT)) {
            String refusal = "";
            try {
                testCase.capability().check().run(trial);
            } catch (Finding e) {
                refusal = e.reason();
            }
            if (refusal.isEmpty()) {
                throw Finding.failure(
                        "speaks-after-all", "The subject was said not to speak " + version + ", but does");
            }
            throw Finding.unsupported("does not speak " + version + ": " + refusal);
        }
        throw Finding.unsupported("does not speak " + version);
    }

    private Duration since(long start) {
        return Duration.ofNanos(Math.max(0, stopwatch.nanoTime() - start));
    }

    /** A word that no other run has: eight letters and digits. */
    String tag() {
        StringBuilder tag = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) {
            tag.append(Character.forDigit((int) (runtime.random().getAsDouble() * TAG_RADIX), TAG_RADIX));
        }
        return tag.toString();
    }

    /** Gives up what still runs. */
    @Override
    public void close() {
        lanes.close();
    }
}
