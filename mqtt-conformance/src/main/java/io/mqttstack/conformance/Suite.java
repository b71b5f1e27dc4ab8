package io.mqttstack.conformance;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.broker.BrokerException;
import io.mqttstack.conformance.broker.BrokerOptions;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.BrokerUnderTest;
import io.mqttstack.conformance.broker.Brokers;
import io.mqttstack.conformance.broker.Carrier;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Starts brokers, runs the cases against them, and ends them: two brokers at a time. */
public final class Suite {
    private static final int AT_A_TIME = 2;
    private static final String USER = "tester";

    private final BiFunction<String, BrokerOptions, BrokerUnderTest> brokers;
    private final Runner runner;
    private final InstantSource clock;
    private final Path directory;

    /**
     * Makes a suite.
     *
     * @param brokers makes a broker of a name, not started
     * @param runner runs the cases; belongs to the caller
     * @param clock the time
     * @param directory where brokers may write; belongs to the caller
     */
    public Suite(
            BiFunction<String, BrokerOptions, BrokerUnderTest> brokers,
            Runner runner,
            InstantSource clock,
            Path directory) {
        this.brokers = brokers;
        this.runner = runner;
        this.clock = clock;
        this.directory = directory;
    }

    /**
     * Runs cases against brokers. Each broker lets in one user only, whose password every client of the cases has.
     *
     * @param names the brokers
     * @param cases what to ask them
     * @param absent what becomes of the cases of a broker that is not installed: ERROR or UNTESTED
     * @param watches makes the watch over the cases of a broker, by any thread
     * @param done told of each broker that is done with, by any thread
     * @return the matrix, with the brokers in the order of the names
     * @throws InterruptedException if interrupted; no broker is left running
     */
    public Matrix run(
            List<String> names,
            List<BrokerCase> cases,
            Outcome absent,
            Function<String, Watch> watches,
            Consumer<SubjectResult> done)
            throws InterruptedException {
        UnaryOperator<BrokerOptions> listeners = listeners(names, cases);
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<SubjectResult>> running = new ArrayList<>();
            for (String name : names) {
                running.add(threads.submit(() -> {
                    SubjectResult result = column(name, listeners, cases, absent, watches.apply(name));
                    done.accept(result);
                    return result;
                }));
            }
            List<SubjectResult> columns = new ArrayList<>();
            for (Future<SubjectResult> each : running) {
                columns.add(each.get());
            }
            return new Matrix(List.copyOf(cases), columns);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The suite failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Has the brokers that are started here listen on whatever the cases come over. */
    private UnaryOperator<BrokerOptions> listeners(List<String> names, List<BrokerCase> cases)
            throws InterruptedException {
        Set<Carrier> carriers = cases.stream()
                .flatMap(each -> each.capability().carrier().stream())
                .collect(Collectors.toSet());
        if (carriers.isEmpty() || names.stream().allMatch(Brokers::isUrl)) {
            return options -> options;
        }
        BrokerTls tls = BrokerTls.make(directory.resolve("tls-" + runner.tag()));
        return options -> options.withListeners(carriers, tls);
    }

    private SubjectResult column(
            String name, UnaryOperator<BrokerOptions> listeners, List<BrokerCase> cases, Outcome absent, Watch watch)
            throws InterruptedException {
        Optional<String> halted = watch.halted();
        if (halted.isPresent()) {
            return SubjectResult.without(name, clock.instant(), cases, Outcome.UNTESTED, halted.get());
        }
        Path data = directory.resolve(name.replaceAll("[^a-z0-9]+", "-") + "-" + runner.tag());
        BrokerOptions options = BrokerOptions.in(data).withUser(USER, runner.tag());
        try (BrokerUnderTest broker = brokers.apply(name, listeners.apply(options))) {
            if (broker.unavailable().isPresent()) {
                return SubjectResult.without(
                        name,
                        clock.instant(),
                        cases,
                        absent,
                        broker.unavailable().get());
            }
            broker.start();
            return runner.run(subject(broker), DeviationProfile.of(Brokers.product(name)), cases, watch);
        } catch (BrokerException e) {
            return SubjectResult.without(name, clock.instant(), cases, Outcome.ERROR, String.valueOf(e.getMessage()));
        }
    }

    private Subject subject(BrokerUnderTest broker) throws InterruptedException {
        Subject subject = Subject.of(broker);
        if (broker.versionsKnown()) {
            return subject;
        }
        Set<ProtocolVersion> spoken = runner.spoken(subject);
        return spoken.isEmpty() ? subject : subject.speaking(spoken);
    }
}
