package io.mqttstack.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process occupies.
 *
 * @param heap bytes of all objects that are reachable
 * @param resident bytes of memory that the system has given the process: with a heap that is touched at the start
 *     ({@link #FIXED_HEAP}) it grows by what is outside the heap
 * @param threads live threads
 */
public record Footprint(long heap, long resident, int threads) {

    /** Options of a JVM whose heap stands still. */
    public static final List<String> FIXED_HEAP =
            List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    /**
     * Collects garbage and looks.
     *
     * @return the footprint
     * @throws IOException if it cannot be found out; the resident memory is known on Linux only
     */
    public static Footprint now() throws IOException {
        long heap = histogramTotal();
        return new Footprint(
                heap, residentMemory(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** The histogram of the JVM collects garbage first; its last line tells instances and bytes. */
    private static long histogramTotal() throws IOException {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            String total = text.toString().strip();
            return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
        } catch (JMException unknown) {
            throw new IOException("The JVM gives no histogram of its heap", unknown);
        }
    }

    private static long residentMemory() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return KIB * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(STATUS + " does not tell VmRSS");
    }

    /**
     * What was added.
     *
     * @param before an earlier footprint
     * @param count among how many it is divided
     * @return figures for an {@link Outcome}: bytes of heap, bytes outside, each divided; and threads
     */
    public Map<String, Double> since(Footprint before, long count) {
        Map<String, Double> figures = new HashMap<>();
        figures.put("heap", (double) (heap - before.heap) / count);
        figures.put("outside", (double) (resident - before.resident) / count);
        figures.put("threads", (double) threads - before.threads);
        return figures;
    }
}
