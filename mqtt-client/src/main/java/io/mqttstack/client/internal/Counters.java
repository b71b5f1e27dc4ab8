package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.Stats;
import io.mqttstack.codec.packet.QoS;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** The eight counters, written by the loop alone and read by anybody; and the metrics, which hear of the same and more. */
final class Counters {
    private static final long NEVER = Long.MIN_VALUE;
    private static final int FIRST_CONNECTION = 0;
    private static final int LAST_CONNECTION = 1;
    private static final int LAST_DISCONNECTION = 2;
    private static final int DISCONNECTIONS = 3;
    private static final int RECEIVED_BYTES = 4;
    private static final int RECEIVED_MESSAGES = 5;
    private static final int SENT_BYTES = 6;
    private static final int SENT_MESSAGES = 7;
    private static final int COUNT = 8;

    private final MetricsCalls metrics;
    private final long processStart;
    /** All eight in one array: a client is small. */
    private final AtomicLongArray values = new AtomicLongArray(COUNT);

    Counters(MetricsCalls metrics) {
        this.metrics = metrics;
        for (int time : new int[] {FIRST_CONNECTION, LAST_CONNECTION, LAST_DISCONNECTION}) {
            values.set(time, NEVER);
        }
        Instant now = Instant.now();
        long age = ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Math.max(0, TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli() - start.toEpochMilli())))
                .orElse(0L);
        processStart = System.nanoTime() - age;
    }

    MetricsCalls metrics() {
        return metrics;
    }

    void connected(long attemptedAt) {
        metrics.connected(attemptedAt);
        long now = sinceStart();
        values.compareAndSet(FIRST_CONNECTION, NEVER, now);
        values.set(LAST_CONNECTION, now);
    }

    void disconnected(@Nullable MqttException cause) {
        metrics.disconnected(cause);
        values.set(LAST_DISCONNECTION, sinceStart());
        values.incrementAndGet(DISCONNECTIONS);
    }

    void received(QoS qos, int payload, boolean duplicate) {
        metrics.received(qos, payload, duplicate);
        add(RECEIVED_MESSAGES, 1);
    }

    void sent(QoS qos, int payload, boolean duplicate) {
        metrics.sent(qos, payload, duplicate);
        add(SENT_MESSAGES, 1);
    }

    void bytes(long received, long sent) {
        metrics.bytes(received, sent);
        add(RECEIVED_BYTES, received);
        add(SENT_BYTES, sent);
    }

    Stats snapshot() {
        return new Stats(
                time(FIRST_CONNECTION),
                time(LAST_CONNECTION),
                time(LAST_DISCONNECTION),
                values.get(DISCONNECTIONS),
                values.get(RECEIVED_BYTES),
                values.get(RECEIVED_MESSAGES),
                values.get(SENT_BYTES),
                values.get(SENT_MESSAGES));
    }

    /** By the loop alone. */
    private void add(int which, long more) {
        values.setRelease(which, values.getPlain(which) + more);
    }

    private long sinceStart() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - processStart);
    }

    private OptionalLong time(int which) {
        long value = values.get(which);
        return value == NEVER ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
