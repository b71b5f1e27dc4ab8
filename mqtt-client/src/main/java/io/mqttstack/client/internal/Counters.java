package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.Stats;
import io.mqttstack.codec.packet.QoS;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The eight counters, written by the loop alone and read by anybody; and the metrics, which hear of the same and more. */
final class Counters {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long PROCESS_START = processStart();
    private static final VarHandle DISCONNECTIONS = counter("disconnections");
    private static final VarHandle RECEIVED_BYTES = counter("receivedBytes");
    private static final VarHandle RECEIVED_MESSAGES = counter("receivedMessages");
    private static final VarHandle SENT_BYTES = counter("sentBytes");
    private static final VarHandle SENT_MESSAGES = counter("sentMessages");

    private final MetricsCalls metrics;
    private volatile long firstConnection = NEVER;
    private volatile long lastConnection = NEVER;
    private volatile long lastDisconnection = NEVER;
    private volatile long disconnections;
    private volatile long receivedBytes;
    private volatile long receivedMessages;
    private volatile long sentBytes;
    private volatile long sentMessages;

    Counters(MetricsCalls metrics) {
        this.metrics = metrics;
    }

    private static VarHandle counter(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Counters.class, name, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** When this process began, by the clock of {@link System#nanoTime()}. */
    private static long processStart() {
        long now = System.nanoTime();
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start ->
                        now - Math.max(0, Duration.between(start, Instant.now()).toNanos()))
                .orElse(now);
    }

    MetricsCalls metrics() {
        return metrics;
    }

    void connected(long attemptedAt) {
        metrics.connected(attemptedAt);
        long now = sinceStart();
        if (firstConnection == NEVER) {
            firstConnection = now;
        }
        lastConnection = now;
    }

    void disconnected(@Nullable MqttException cause) {
        metrics.disconnected(cause);
        lastDisconnection = sinceStart();
        add(DISCONNECTIONS, 1);
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
                time(firstConnection),
                time(lastConnection),
                time(lastDisconnection),
                disconnections,
                receivedBytes,
                receivedMessages,
                sentBytes,
                sentMessages);
    }

    /** By the loop alone. */
    private void add(VarHandle counter, long more) {
        counter.setRelease(this, (long) counter.get(this) + more);
    }

    private long sinceStart() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - PROCESS_START);
    }

    private static OptionalLong time(long value) {
        return value == NEVER ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
