package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.Stats;
import io.mqttstack.codec.packet.QoS;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The eight counters, written by the loop alone and read by anybody; and the metrics, which hear of the same and more. */
final class Counters {
    private static final long NEVER = Long.MIN_VALUE;

    private final MetricsCalls metrics;
    private final long processStart;
    private final AtomicLong firstConnection = new AtomicLong(NEVER);
    private final AtomicLong lastConnection = new AtomicLong(NEVER);
    private final AtomicLong lastDisconnection = new AtomicLong(NEVER);
    private final AtomicLong disconnections = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicLong receivedMessages = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong sentMessages = new AtomicLong();

    Counters(MetricsCalls metrics) {
        this.metrics = metrics;
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
        firstConnection.compareAndSet(NEVER, now);
        lastConnection.set(now);
    }

    void disconnected(@Nullable MqttException cause) {
        metrics.disconnected(cause);
        lastDisconnection.set(sinceStart());
        disconnections.incrementAndGet();
    }

    void received(QoS qos, int payload, boolean duplicate) {
        metrics.received(qos, payload, duplicate);
        receivedMessages.setRelease(receivedMessages.getPlain() + 1);
    }

    void sent(QoS qos, int payload, boolean duplicate) {
        metrics.sent(qos, payload, duplicate);
        sentMessages.setRelease(sentMessages.getPlain() + 1);
    }

    void bytes(long received, long sent) {
        metrics.bytes(received, sent);
        receivedBytes.setRelease(receivedBytes.getPlain() + received);
        sentBytes.setRelease(sentBytes.getPlain() + sent);
    }

    Stats snapshot() {
        return new Stats(
                time(firstConnection),
                time(lastConnection),
                time(lastDisconnection),
                disconnections.get(),
                receivedBytes.get(),
                receivedMessages.get(),
                sentBytes.get(),
                sentMessages.get());
    }

    private long sinceStart() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - processStart);
    }

    private static OptionalLong time(AtomicLong counter) {
        long value = counter.get();
        return value == NEVER ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
