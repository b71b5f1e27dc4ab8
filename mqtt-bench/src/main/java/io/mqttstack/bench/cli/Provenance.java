package io.mqttstack.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.RunResult;

/** Where results come from: all that a reader needs to judge them and to repeat the run. */
final class Provenance {
    private final Clock clock;
    private final Map<String, String> facts = new LinkedHashMap<>();

    /**
     * Notes what is known before the run.
     *
     * @param checkout where the code is
     * @param command what was typed
     * @param clock tells when the run started and ended
     */
    Provenance(Checkout checkout, String command, Clock clock) {
        this.clock = clock;
        facts.put("outcome", "not finished");
        facts.put("started", now());
        facts.put("commit", checkout.commit().orElse("unknown"));
        facts.put("uncommittedChanges", String.valueOf(checkout.changed()));
        facts.put("command", command);
        facts.put("cpu", Machine.cpu());
        facts.put("cores", String.valueOf(Machine.cores()));
        facts.put("operatingSystem", Machine.operatingSystem());
        facts.put("loadAverageAtStart", Machine.loadAverage());
    }

    /** Notes the end of a run, and the configuration that was in effect. */
    void finished(Collection<RunResult> results) {
        ended("finished");
        facts.put("results", String.valueOf(results.size()));
        results.stream().map(RunResult::getParams).findFirst().ifPresent(this::effective);
    }

    /** Notes the end of a run, and the configuration that was in effect. */
    void finished(Map<String, String> configuration) {
        ended("finished");
        facts.putAll(configuration);
    }

    /** Notes that the run failed, and why. */
    void failed(Exception cause) {
        ended("failed: " + cause);
    }

    /**
     * Writes {@code provenance.json}, anew if it is there.
     *
     * @throws IOException if it cannot be written
     */
    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("provenance.json"), Json.object(facts));
    }

    private void ended(String outcome) {
        facts.put("outcome", outcome);
        facts.put("ended", now());
        facts.put("loadAverageAtEnd", Machine.loadAverage());
    }

    private void effective(BenchmarkParams params) {
        facts.put("jdk", params.getVmName() + " " + params.getVmVersion());
        facts.put("jvm", RawResults.fileName(params.getJvm()));
        facts.put("jvmArguments", String.join(" ", params.getJvmArgs()));
        facts.put("jmh", params.getJmhVersion());
        facts.put("mode", params.getMode().longLabel());
        facts.put("threads", String.valueOf(params.getThreads()));
        facts.put("forks", String.valueOf(params.getForks()));
        facts.put("warmup", iterations(params.getWarmup()));
        facts.put("measurement", iterations(params.getMeasurement()));
        facts.put("profilers", "gc, " + CpuProfiler.class.getName());
    }

    private static String iterations(IterationParams params) {
        return params.getCount() + " x " + params.getTime();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
