package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.process.Work;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Connects and disconnects one client after the other. Arguments: the class of the client, the port of the sink. */
public final class ConnectWork implements Work {
    private static final double MEDIAN = 50;
    private static final double MICROSECOND = 1e3;

    private final LoadedClient first;
    private final int port;

    /**
     * Makes the first client, which connects last.
     *
     * @param arguments as above
     * @throws ReflectiveOperationException if there is no such client
     */
    public ConnectWork(List<String> arguments) throws ReflectiveOperationException {
        first = ClientWork.make(arguments.get(0));
        port = Integer.parseInt(arguments.get(arguments.size() - 1));
    }

    @Override
    public Outcome run(long units) throws Exception {
        Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        for (long i = 0; i < units; i++) {
            LoadedClient client = first.another();
            long start = System.nanoTime();
            client.connect(port, "connect-" + ProcessHandle.current().pid(), 1);
            times.recordValue(System.nanoTime() - start);
            client.close();
        }
        return new Outcome(units, Map.of("p50us", times.getValueAtPercentile(MEDIAN) / MICROSECOND));
    }

    @Override
    public void close() {
        first.close();
    }
}
