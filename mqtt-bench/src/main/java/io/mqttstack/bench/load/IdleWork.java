package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Footprint;
import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Connects many clients and lets them idle. The heap is counted object by object after a collection; the memory of the process counts beside the
 * heap, which the JVM's options have touched as a whole beforehand. Arguments: the class of the client, the port of the sink.
 */
public final class IdleWork implements Work {
    private static final long SETTLED = 64 * 1024;

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
        Footprint before = settled();
        List<LoadedClient> clients = new ArrayList<>();
        for (long i = 0; i < units; i++) {
            LoadedClient client = first.another();
            clients.add(client);
            client.connect(port, "idle-" + runs + "-" + i, 1);
        }
        Map<String, Double> figures = Footprint.now().since(before, units);
        clients.forEach(LoadedClient::close);
        return new Outcome(units, figures);
    }

    /** Waits until what earlier runs left behind is gone, because it would hide what this one adds. */
    private static Footprint settled() throws IOException {
        Footprint before = Footprint.now();
        Footprint now = Footprint.now();
        while (now.heap() < before.heap() - SETTLED) {
            before = now;
            now = Footprint.now();
        }
        return now;
    }

    @Override
    public void close() {
        first.close();
    }
}
