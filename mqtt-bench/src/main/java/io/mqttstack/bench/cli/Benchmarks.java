package io.mqttstack.bench.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Finds and runs JMH benchmarks. */
final class Benchmarks {
    /** The package above all of them, and the dot behind it. */
    static final String ROOT = "io.mqttstack.bench.";

    private Benchmarks() {}

    /** Returns the full names of those in certain packages whose name behind the root holds the pattern; sorted. */
    static List<String> named(List<String> packages, Pattern pattern) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(silent, List.of()).stream()
                .map(BenchmarkListEntry::getUsername)
                .filter(name -> packages.stream().anyMatch(each -> name.startsWith(ROOT + each + "."))
                        && pattern.matcher(name.substring(ROOT.length())).find())
                .sorted()
                .toList();
    }

    /**
     * Runs benchmarks with the profilers that count allocated bytes and CPU time.
     *
     * @param names their full names
     * @param effort how long
     * @param raw takes the results as JMH writes them
     * @param progress takes what JMH says meanwhile
     * @return the results
     * @throws RunnerException as soon as one fails
     */
    static Collection<RunResult> run(List<String> names, Effort effort, Path raw, PrintStream progress)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(raw.toString());
        names.forEach(name -> options.include("^" + Pattern.quote(name) + "$"));
        effort.applyTo(options);
        OutputFormat format = OutputFormatFactory.createFormatInstance(progress, VerboseMode.NORMAL);
        return new Runner(options.build(), format).run();
    }
}
