package io.mqttstack.conformance.rule;

import io.mqttstack.conformance.Case;
import io.mqttstack.conformance.DeviationProfile;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.Judge;
import io.mqttstack.conformance.Lanes;
import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.Outcome;
import io.mqttstack.conformance.SubjectResult;
import io.mqttstack.conformance.Verdict;
import io.mqttstack.conformance.Watch;
import io.mqttstack.conformance.client.ClientException;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.client.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs client cases: each with a client and a server of its own, and none for longer than its bound. */
public final class ClientRunner implements AutoCloseable {
    private final InstantSource clock;
    private final Limits limits;
    private final Lanes lanes;

    /**
     * How much time and company a case has.
     *
     * @param bound the longest a case may run; one that runs longer is an ERROR
     * @param starting the longest a client may take for its first connection; one that takes longer is started once more,
     *     and then an ERROR
     * @param patience the longest a client may take for any other step; one that takes longer is a FAIL
     * @param lanes how many cases of one client run at the same time, if it may be had so many times
     */
    public record Limits(Duration bound, Duration starting, Duration patience, int lanes) {
        /** 180 s a case, 30 s to start, 5 s a step, eight cases at a time: most of them wait. */
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(180), Duration.ofSeconds(30), Duration.ofSeconds(5), 8);
    }

    /**
     * Makes a runner.
     *
     * @param clock tells when a run started
     * @param limits how much time and company a case has
     */
    public ClientRunner(InstantSource clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
        this.lanes = new Lanes(limits.bound(), limits.lanes(), System::nanoTime);
    }

    /**
     * Runs cases with clients, one client after the other.
     *
     * @param subjects the clients
     * @param cases what to ask them
     * @param absent what becomes of the cases of a client that is not there: ERROR or UNTESTED
     * @param watches makes the watch over the cases of a client
     * @param done told of each client that is done with
     * @return the matrix, with the clients in their order
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public Matrix run(
            List<ClientUnderTest> subjects,
            List<ClientCase> cases,
            Outcome absent,
            Function<String, Watch> watches,
            Consumer<SubjectResult> done)
            throws InterruptedException {
        List<SubjectResult> columns = new ArrayList<>();
        for (ClientUnderTest subject : subjects) {
            SubjectResult result = subject.unavailable().isPresent()
                    ? SubjectResult.without(
                            subject.name(),
                            clock.instant(),
                            cases,
                            absent,
                            subject.unavailable().get())
                    : run(subject, DeviationProfile.of(subject.name()), cases, watches.apply(subject.name()));
            done.accept(result);
            columns.add(result);
        }
        return new Matrix(List.<Case>copyOf(cases), columns);
    }

    /**
     * Runs cases with one client.
     *
     * @param subject the client
     * @param profile its known deviations
     * @param cases what to ask it
     * @param watch told of each verdict as it is reached; may end the run early
     * @return the verdicts, in the order of the cases
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public SubjectResult run(ClientUnderTest subject, DeviationProfile profile, List<ClientCase> cases, Watch watch)
            throws InterruptedException {
        Judge judge = new Judge(profile);
        Instant started = clock.instant();
        long start = System.nanoTime();
        Versions versions = new Versions();
        try {
            List<Verdict> verdicts =
                    lanes.run(subject.atATime(), cases, testCase -> verdict(subject, judge, versions, testCase), watch);
            return new SubjectResult(subject.name(), started, since(start), verdicts);
        } finally {
            subject.rest();
        }
    }

    private Verdict verdict(ClientUnderTest subject, Judge judge, Versions versions, ClientCase testCase)
            throws InterruptedException {
        long start = System.nanoTime();
        Optional<Feature> lacking = versions.lacking(testCase.version());
        if (lacking.isPresent()) {
            Finding unspoken =
                    Finding.unsupported("the client has no " + lacking.get().id());
            return judge.found(testCase, unspoken, since(start));
        }
        try {
            return attempt(subject, judge, versions, testCase, start);
        } catch (ClientException first) {
            // A busy machine may be the reason, which says nothing about the client.
            return second(subject, judge, versions, testCase, start);
        }
    }

    private Verdict second(ClientUnderTest subject, Judge judge, Versions versions, ClientCase testCase, long start)
            throws InterruptedException {
        try {
            return attempt(subject, judge, versions, testCase, start);
        } catch (ClientException e) {
            throw new IllegalStateException("The client cannot be started: " + e.getMessage(), e);
        }
    }

    private Verdict attempt(ClientUnderTest subject, Judge judge, Versions versions, ClientCase testCase, long start)
            throws InterruptedException {
        try (ClientTrial trial = new ClientTrial(subject, testCase.version(), limits.starting(), limits.patience())) {
            versions.learn(trial.driver().client().features());
            Verdict verdict;
            try {
                testCase.rule().check().run(trial);
                verdict = trial.lax()
                        .map(found -> judge.found(testCase, found, since(start)))
                        .orElseGet(() -> judge.passed(testCase, since(start)));
            } catch (Finding e) {
                verdict = judge.found(testCase, e, since(start));
            }
            if (verdict.outcome() == Outcome.PASS || verdict.outcome() == Outcome.UNSUPPORTED) {
                trial.sound();
            }
            return verdict.with(trial.evidence());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - start));
    }

    /** Gives up what still runs. */
    @Override
    public void close() {
        lanes.close();
    }
}
