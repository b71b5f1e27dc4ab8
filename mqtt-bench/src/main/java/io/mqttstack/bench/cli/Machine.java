package io.mqttstack.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The machine, and how busy it is. */
final class Machine {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** {@return the model of the processor as Linux names it; elsewhere its architecture} */
    static String cpu() {
        String architecture = System.getProperty("os.arch", "unknown");
        return Files.isReadable(CPUINFO) ? model(readCpuInfo(), architecture) : architecture;
    }

    /** {@return the number of processors that the JVM may use} */
    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** {@return name, version and architecture} */
    static String operatingSystem() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** {@return the number of processes at work, averaged over the last minute; or that it is unknown} */
    static String loadAverage() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
    }

    static String model(List<String> cpuInfo, String otherwise) {
        return cpuInfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> readCpuInfo() {
        try {
            return Files.readAllLines(CPUINFO);
        } catch (IOException e) {
            throw new UncheckedIOException("The processor's model cannot be read", e);
        }
    }
}
