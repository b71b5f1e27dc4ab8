package io.mqttstack.bench.process;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs scenarios: the contenders take turns, A B A B. */
public final class Contest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Effort effort;
    private final PrintStream progress;

    /**
     * How much is measured.
     *
     * @param warmups runs of each contender before those that count
     * @param repetitions runs of each contender that count
     * @param time how long each run should take; zero to do the first number of units every time
     */
    public record Effort(int warmups, int repetitions, Duration time) {}

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
        List<ChildProcess> open = new ArrayList<>();
        try {
            List<String> address = new ArrayList<>();
            if (scenario.peer().isPresent()) {
                ChildProcess peer = ChildProcess.start(scenario.peer().get());
                open.add(peer);
                address.add(peer.ask("address", PATIENCE));
            }
            List<ChildProcess> children = new ArrayList<>();
            for (Scenario.Contender contender : scenario.contenders()) {
                ChildProcess child = ChildProcess.start(contender.work().with(address));
                open.add(0, child);
                children.add(child);
            }
            return measure(scenario, children);
        } finally {
            open.forEach(ChildProcess::close);
        }
    }

    private List<Series> measure(Scenario scenario, List<ChildProcess> children) {
        long[] units = new long[children.size()];
        Arrays.fill(units, scenario.firstUnits());
        for (int run = 0; run < effort.warmups(); run++) {
            for (int index = 0; index < children.size(); index++) {
                double rate = run(scenario, index, children, units[index]).rate();
                if (!scenario.fixed() && !effort.time().isZero()) {
                    units[index] = (long)
                            Math.max((double) units[index], rate * effort.time().toNanos() / 1e9);
                }
            }
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
