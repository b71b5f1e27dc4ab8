package io.mqttstack.bench.process;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios: the contenders warm up one after the other, and take turns then, A B A B. */
public final class Contest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A contender is warm when so many runs in a row were not faster than the best by more than this. */
    private static final int STEADY = 2;

    private static final double FASTER = 1.05;

    private final Effort effort;
    private final PrintStream progress;

    /**
     * How much is measured.
     *
     * @param warmups runs of each contender before those that count, at least
     * @param mostWarmups such runs at most: there are more than {@code warmups} while a contender still becomes faster
     * @param repetitions runs of each contender that count
     * @param time how long each run should take; zero to do the first number of units every time
     */
    public record Effort(int warmups, int mostWarmups, int repetitions, Duration time) {

        /**
         * Warms up for a fixed number of runs.
         *
         * @param warmups runs of each contender before those that count
         * @param repetitions runs of each contender that count
         * @param time how long each run should take; zero to do the first number of units every time
         */
        public Effort(int warmups, int repetitions, Duration time) {
            this(warmups, warmups, repetitions, time);
        }
    }

    /**
     * Makes a contest.
     *
     * @param effort how much is measured
     * @param progress takes a line for each run
     */
    public Contest(Effort effort, PrintStream progress) {
        this.effort = effort;
        this.progress = progress;
    }

    /**
     * Runs a scenario.
     *
     * @param scenario the scenario
     * @return a series for each contender, in their order
     * @throws IOException if a process cannot be started
     * @throws IllegalStateException if a process failed
     */
    public List<Series> run(Scenario scenario) throws IOException {
        List<ChildProcess> peers =
                ChildProcess.startAll(scenario.peer().stream().toList());
        try {
            List<String> address = new ArrayList<>();
            peers.forEach(each -> address.add(each.ask("address", PATIENCE)));
            List<ChildProcess> children = ChildProcess.startAll(scenario.contenders().stream()
                    .map(each -> each.work().with(address))
                    .toList());
            try {
                return measure(scenario, children);
            } finally {
                ChildProcess.closeAll(children);
            }
        } finally {
            ChildProcess.closeAll(peers);
        }
    }

    private List<Series> measure(Scenario scenario, List<ChildProcess> children) {
        long[] units = new long[children.size()];
        for (int index = 0; index < children.size(); index++) {
            units[index] = warmUp(scenario, index, children);
        }
        List<List<Sample>> samples = new ArrayList<>();
        children.forEach(child -> samples.add(new ArrayList<>()));
        for (int run = 0; run < effort.repetitions(); run++) {
            for (int index = 0; index < children.size(); index++) {
                samples.get(index).add(run(scenario, index, children, units[index]));
            }
        }
        List<Series> series = new ArrayList<>();
        for (int index = 0; index < children.size(); index++) {
            String contender = scenario.contenders().get(index).name();
            series.add(new Series(scenario.name(), scenario.unit(), contender, samples.get(index)));
        }
        return series;
    }

    /** Finds out how many units take the time wanted, and lets the compiler finish; returns the units. */
    private long warmUp(Scenario scenario, int index, List<ChildProcess> children) {
        long units = scenario.firstUnits();
        double best = 0;
        int steady = 0;
        for (int run = 0; run < effort.warmups() || (steady < STEADY && run < effort.mostWarmups()); run++) {
            double rate = run(scenario, index, children, units).rate();
            steady = rate > best * FASTER ? 0 : steady + 1;
            best = Math.max(best, rate);
            if (!scenario.fixed() && !effort.time().isZero()) {
                units = (long) Math.max((double) units, rate * effort.time().toNanos() / 1e9);
            }
        }
        return units;
    }

    private Sample run(Scenario scenario, int index, List<ChildProcess> children, long units) {
        Sample sample = Sample.parse(children.get(index).ask(String.valueOf(units), PATIENCE));
        if (sample.units() != units) {
            throw new IllegalStateException(scenario.name() + ": asked for " + units + ", did " + sample.units());
        }
        progress.printf(
                "%s, %s: %,.0f %s/s, %,.1f ns CPU each%n",
                scenario.name(),
                scenario.contenders().get(index).name(),
                sample.rate(),
                scenario.unit(),
                sample.cpuPerUnit());
        return sample;
    }
}
