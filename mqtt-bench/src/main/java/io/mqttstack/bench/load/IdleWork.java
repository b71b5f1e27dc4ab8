package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Connects many clients and lets them idle. The heap is counted after a collection; the memory of the process counts beside the
 * heap, which the JVM's options have touched as a whole beforehand. Arguments: the class of the client, the port of the sink.
 */
public final class IdleWork implements Work {
    private static final int COLLECTIONS = 3;
    private static final long KIBIBYTE = 1024;

    private final LoadedClient first;
    private final int port;
    private int runs;

    /**
     * Connects one client, so that what all share is there.
     *
     * @param arguments as above
     * @throws Exception if the client throws it
     */
    public IdleWork(List<String> arguments) throws Exception {
        first = ClientWork.make(arguments.get(0));
        port = Integer.parseInt(arguments.get(arguments.size() - 1));
        first.connect(port, "idle", 1);
    }

    @Override
    public Outcome run(long units) throws Exception {
        runs++;
        long heap = heap();
        long resident = resident();
        int threads = threads();
        List<LoadedClient> clients = new ArrayList<>();
        for (long i = 0; i < units; i++) {
            LoadedClient client = first.another();
            clients.add(client);
            client.connect(port, "idle-" + runs + "-" + i, 1);
        }
        Map<String, Double> figures = Map.of(
                "heapBytesEach", (double) (heap() - heap) / units,
                "residentBytesEach", (double) (resident() - resident) / units,
                "threads", (double) (threads() - threads));
        clients.forEach(LoadedClient::close);
        return new Outcome(units, figures);
    }

    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return KIBIBYTE * Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("The system does not tell the memory of a process");
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    @Override
    public void close() {
        first.close();
    }
}
