package io.mqttstack.bench.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Counts the CPU time of all Java threads, which, unlike the time that passes, says little about what else the machine
 * does. The collector's and the compiler's threads do not count. JMH makes the instance, in the measured JVM.
 */
public final class CpuProfiler implements InternalProfiler {
    /** The name of the result: nanoseconds of CPU time an operation. */
    static final String RESULT = "cpu.norm";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    /** Creates the profiler. */
    public CpuProfiler() {}

    @Override
    public String getDescription() {
        return "CPU time of the Java threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuTime();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanoseconds = cpuTime() - before;
        long operations = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(RESULT, nanoseconds / operations, "ns/op", AggregationPolicy.AVG));
    }

    private long cpuTime() {
        long sum = 0;
        for (long thread : threads.getAllThreadIds()) {
            // A thread that has ended since counts as -1 ns, which is nothing.
            sum += threads.getThreadCpuTime(thread);
        }
        return sum;
    }
}
