package io.mqttstack.bench.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What all threads together have allocated. */
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** In bytes since their starts; threads that have ended are not counted. */
    static long sum() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
