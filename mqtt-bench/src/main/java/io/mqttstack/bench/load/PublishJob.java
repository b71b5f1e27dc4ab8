package io.mqttstack.bench.load;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Publishes numbered messages from one thread, first to warm up and then to be measured by the sink. */
final class PublishJob {
    static final long WARM_UP = 0;
    static final long MEASURED = 1;

    private static final String TOPIC = "site/berlin/line/17/sensor/00042/temp";

    /** So often the clock is looked at. */
    private static final int BURST = 64;

    private static final int MESSAGES_ALONE = 20_000;

    private final LoadedClient client;
    private final int qos;
    private final int window;
    private final Effort effort;

    PublishJob(LoadedClient client, int qos, int window, Effort effort) {
        this.client = client;
        this.qos = qos;
        this.window = window;
        this.effort = effort;
    }

    Map<String, Double> run(int port) throws Exception {
        client.connect(port, "bench", window);
        publish(WARM_UP, effort.warmUpMillis());
        messagesAlone(MESSAGES_ALONE);
        Span alone = Span.now();
        messagesAlone(MESSAGES_ALONE);
        double made = (double) alone.until().allocatedBytes() / MESSAGES_ALONE;
        Span start = Span.now();
        long count = publish(MEASURED, effort.measuredMillis());
        Span span = start.until();
        Map<String, Double> result = new TreeMap<>();
        result.put("messages", (double) count);
        result.put("nanoseconds", (double) span.nanoseconds());
        result.put("cpuNanoseconds", (double) span.cpuNanoseconds());
        result.put("bytesPerMessage", (double) span.allocatedBytes() / count);
        result.put("bytesOfTheMessage", made);
        return result;
    }

    private long publish(long phase, long millis) throws Exception {
        Window open = new Window(window);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long sequence = 0;
        while (sequence < effort.count() && (sequence == 0 || System.nanoTime() - end < 0)) {
            for (int i = 0; i < BURST && sequence < effort.count(); i++) {
                open.take();
                client.publish(message(phase, sequence++), open);
            }
        }
        open.drain();
        return sequence;
    }

    private void messagesAlone(int count) {
        for (int i = 0; i < count; i++) {
            if (message(WARM_UP, i).hashCode() == 0) {
                throw new IllegalStateException("No message has the hash code 0 in practice");
            }
        }
    }

    private Object message(long phase, long sequence) {
        byte[] payload = new byte[effort.payload()];
        ByteBuffer.wrap(payload).putLong(phase).putLong(sequence);
        return client.message(TOPIC, payload, qos);
    }
}
