package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Outcome;
import io.mqttstack.bench.sink.OneCore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Publishes at QoS 1 one message at a time and waits for each, on one core. */
public final class RoundTripWork extends ClientWork {
    private static final double PERCENTILE_99 = 99;
    private static final double MEDIAN = 50;
    private static final double MICROSECOND = 1e3;

    /**
     * Connects.
     *
     * @param arguments those of {@link ClientWork}
     * @throws Exception if the client throws it
     */
    public RoundTripWork(List<String> arguments) throws Exception {
        super(arguments);
        OneCore.use();
        connect();
    }

    @Override
    public Outcome run(long units) throws Exception {
        Run run = nextRun();
        Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        for (long sequence = 0; sequence < units; sequence++) {
            Object message = client.message(Run.TOPIC, run.payload(sequence), 1);
            long start = System.nanoTime();
            client.publishAndWait(message);
            times.recordValue(System.nanoTime() - start);
        }
        return new Outcome(
                units,
                Map.of(
                        "p50us", times.getValueAtPercentile(MEDIAN) / MICROSECOND,
                        "p99us", times.getValueAtPercentile(PERCENTILE_99) / MICROSECOND));
    }
}
