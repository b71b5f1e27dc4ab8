package io.mqttstack.bench.load;

import java.lang.management.ManagementFactory;

/** What a stretch of time cost this process: real time, CPU time of all threads, bytes allocated by all threads. */
final class Span {
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long time;
    private final long cpu;
    private final long allocated;

    private Span(long time, long cpu, long allocated) {
        this.time = time;
        this.cpu = cpu;
        this.allocated = allocated;
    }

    /** The state now, to be followed by {@link #until()}. */
    static Span now() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return new Span(System.nanoTime(), PROCESS.getProcessCpuTime(), sum);
    }

    /** What has passed since then. */
    Span until() {
        Span end = now();
        return new Span(end.time - time, end.cpu - cpu, end.allocated - allocated);
    }

    long nanoseconds() {
        return time;
    }

    long cpuNanoseconds() {
        return cpu;
    }

    long allocatedBytes() {
        return allocated;
    }
}
