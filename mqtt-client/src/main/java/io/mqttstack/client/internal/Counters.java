package io.mqttstack.client.internal;

import io.mqttstack.client.Stats;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The eight counters. Written by the loop alone, read by anybody. */
final class Counters {
    private static final long NEVER = Long.MIN_VALUE;

    private final long processStart;
    private final AtomicLong firstConnection = new AtomicLong(NEVER);
    private final AtomicLong lastConnection = new AtomicLong(NEVER);
    private final AtomicLong lastDisconnection = new AtomicLong(NEVER);
    private final AtomicLong disconnections = new AtomicLong();
    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicLong receivedMessages = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong sentMessages = new AtomicLong();

    Counters() {
        Instant now = Instant.now();
        long age = ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Math.max(0, TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli() - start.toEpochMilli())))
                .orElse(0L);
        processStart = System.nanoTime() - age;
    }

    void connected() {
        long now = sinceStart();
        firstConnection.compareAndSet(NEVER, now);
        lastConnection.set(now);
    }

    void disconnected() {
        lastDisconnection.set(sinceStart());
        disconnections.incrementAndGet();
    }

    void received() {
        receivedMessages.setRelease(receivedMessages.getPlain() + 1);
    }

    void sent() {
        sentMessages.setRelease(sentMessages.getPlain() + 1);
    }

    void bytes(long received, long sent) {
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
