package io.mqttstack.bench.load;

import io.mqttstack.bench.sink.Tally;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Receives a flood of numbered messages, first to warm up and then to be measured by the handler. */
final class ReceiveJob {
    private static final long PATIENCE = 20_000;

    private final LoadedClient client;
    private final int qos;
    private final int window;
    private final Effort effort;

    ReceiveJob(LoadedClient client, int qos, int window, Effort effort) {
        this.client = client;
        this.qos = qos;
        this.window = window;
        this.effort = effort;
    }

    Map<String, Double> run(int port) throws Exception {
        client.connect(port, "bench", window);
        receive(PublishJob.WARM_UP, effort.warmUpMillis());
        Span start = Span.now();
        Tally tally = receive(PublishJob.MEASURED, effort.measuredMillis());
        Span span = start.until();
        Map<String, Double> result = new TreeMap<>();
        result.put("messages", (double) tally.count());
        result.put("missing", (double) tally.missing());
        result.put("disordered", (double) tally.disordered());
        result.put("nanoseconds", (double) tally.nanoseconds());
        result.put("cpuNanoseconds", (double) span.cpuNanoseconds());
        result.put("bytesPerMessage", (double) span.allocatedBytes() / Math.max(1, tally.count()));
        return result;
    }

    private Tally receive(long phase, long millis) throws Exception {
        Tally tally = new Tally();
        CountDownLatch last = new CountDownLatch(1);
        String filter = "flood/" + phase + "/" + effort.count() + "/" + millis + "/" + window + "/" + effort.payload();
        client.subscribe(filter, qos, (seen, sequence) -> {
            if (seen == phase) {
                if (sequence < 0) {
                    last.countDown();
                } else {
                    tally.arrived(sequence, System.nanoTime());
                }
            }
        });
        if (!last.await(millis + PATIENCE, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The end of the flood did not arrive; " + tally.count() + " messages did");
        }
        return tally;
    }
}
