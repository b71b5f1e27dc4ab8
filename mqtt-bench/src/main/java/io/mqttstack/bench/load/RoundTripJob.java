package io.mqttstack.bench.load;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Publishes at QoS 1, one message at a time, and waits for each. */
final class RoundTripJob {
    private static final String TOPIC = "site/berlin/line/17/sensor/00042/temp";
    private static final double PERCENTILE_99 = 99;
    private static final double MEDIAN = 50;

    private final LoadedClient client;
    private final Effort effort;

    RoundTripJob(LoadedClient client, Effort effort) {
        this.client = client;
        this.effort = effort;
    }

    Map<String, Double> run(int port) throws Exception {
        client.connect(port, "bench", 1);
        publish(PublishJob.WARM_UP, effort.warmUpMillis());
        Span start = Span.now();
        Histogram times = publish(PublishJob.MEASURED, effort.measuredMillis());
        Span span = start.until();
        Map<String, Double> result = new TreeMap<>();
        result.put("messages", (double) times.getTotalCount());
        result.put("nanoseconds", (double) span.nanoseconds());
        result.put("cpuNanoseconds", (double) span.cpuNanoseconds());
        result.put("p50", (double) times.getValueAtPercentile(MEDIAN));
        result.put("p99", (double) times.getValueAtPercentile(PERCENTILE_99));
        return result;
    }

    private Histogram publish(long phase, long millis) throws Exception {
        Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long sequence = 0; sequence < effort.count(); sequence++) {
            byte[] payload = new byte[effort.payload()];
            ByteBuffer.wrap(payload).putLong(phase).putLong(sequence);
            Object message = client.message(TOPIC, payload, 1);
            long before = System.nanoTime();
            client.publishAndWait(message);
            long after = System.nanoTime();
            times.recordValue(after - before);
            if (after - end >= 0) {
                break;
            }
        }
        return times;
    }
}
