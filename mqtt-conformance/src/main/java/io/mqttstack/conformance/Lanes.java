package io.mqttstack.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Runs cases a few at a time, none for longer than its bound: one that does not end, or fails in a way of its own, is an
 * ERROR. Its threads are daemons.
 */
public final class Lanes implements AutoCloseable {
    private final Duration bound;
    private final int lanes;
    private final LongSupplier nanoTime;
    private final ThreadFactory daemons = task -> {
        Thread thread = new Thread(task, "mqtt-conformance");
        thread.setDaemon(true);
        return thread;
    };
    private final ExecutorService bodies = Executors.newCachedThreadPool(daemons);

    /**
     * Decides a case.
     *
     * @param <C> the kind of case
     */
    @FunctionalInterface
    public interface Body<C extends Case> {
        /**
         * Runs a case and judges it.
         *
         * @param testCase the case
         * @return what came of it
         * @throws InterruptedException if the time for the case is over
         */
        Verdict run(C testCase) throws InterruptedException;
    }

    /**
     * Makes lanes.
     *
     * @param bound the longest a case may run
     * @param lanes how many cases run at the same time
     * @param nanoTime the time in nanoseconds, from an arbitrary origin
     */
    public Lanes(Duration bound, int lanes, LongSupplier nanoTime) {
        this.bound = bound;
        this.lanes = lanes;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs cases beside each other. May be called by several threads.
     *
     * @param <C> the kind of case
     * @param cases what to run
     * @param body decides each
     * @param watch told of each verdict as it is reached; a case that has not begun when it halts the run is UNTESTED
     * @return the verdicts, in the order of the cases
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public <C extends Case> List<Verdict> run(List<C> cases, Body<C> body, Watch watch) throws InterruptedException {
        return run(lanes, cases, body, watch);
    }

    /**
     * Runs cases beside each other, where the subject bears only so many at a time. May be called by several threads.
     *
     * @param <C> the kind of case
     * @param atATime how many cases run at the same time, if there are so many lanes
     * @param cases what to run
     * @param body decides each
     * @param watch told of each verdict, and asked before each case
     * @return the verdicts, in the order of the cases
     * @throws InterruptedException if interrupted; cases under way are given up
     */
    public <C extends Case> List<Verdict> run(int atATime, List<C> cases, Body<C> body, Watch watch)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(atATime, lanes), daemons);
        try {
            Map<C, Future<Verdict>> verdicts = new HashMap<>();
            for (C each : cases) {
                verdicts.put(each, threads.submit(() -> alone(each, body, watch)));
            }
            List<Verdict> inOrder = new ArrayList<>();
            for (C each : cases) {
                inOrder.add(Objects.requireNonNull(verdicts.get(each)).get());
            }
            return inOrder;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The suite failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Runs one case.
     *
     * @param <C> the kind of case
     * @param testCase the case
     * @param body decides it
     * @param watch told of the verdict, or halts the run before it
     * @return the verdict
     * @throws InterruptedException if interrupted; the case is given up
     */
    public <C extends Case> Verdict alone(C testCase, Body<C> body, Watch watch) throws InterruptedException {
        Optional<String> halted = watch.halted();
        Verdict verdict = halted.isPresent()
                ? new Verdict(testCase, Outcome.UNTESTED, halted.get(), Optional.empty(), Duration.ZERO)
                : bounded(testCase, body);
        watch.decided(verdict);
        return verdict;
    }

    private <C extends Case> Verdict bounded(C testCase, Body<C> body) throws InterruptedException {
        long start = nanoTime.getAsLong();
        Future<Verdict> running = bodies.submit(() -> body.run(testCase));
        try {
            return running.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return error(testCase, "the case did not end within " + bound.toSeconds() + " s", start);
        } catch (ExecutionException e) {
            return error(testCase, "the suite failed: " + e.getCause(), start);
        } finally {
            running.cancel(true);
        }
    }

    private Verdict error(Case testCase, String reason, long start) {
        Duration duration = Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - start));
        return new Verdict(testCase, Outcome.ERROR, reason, Optional.empty(), duration);
    }

    /** Gives up what still runs. */
    @Override
    public void close() {
        bodies.shutdownNow();
    }
}
