package io.mqttstack.client.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.codec.packet.QoS;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The example of docs/client.md, as it stands there. */
final class MicrometerMetrics implements ClientMetrics {
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Outcome, Timer> publishes = new EnumMap<>(Outcome.class);
    private final Counter received;
    private final Timer handlers;

    MicrometerMetrics(MeterRegistry registry) {
        registry.gauge("mqtt.connections", connections);
        for (Outcome each : Outcome.values()) {
            publishes.put(each, registry.timer("mqtt.publish", "outcome", each.name()));
        }
        received = registry.counter("mqtt.received");
        handlers = registry.timer("mqtt.handler");
    }

    @Override
    public void connected(long nanos) {
        connections.incrementAndGet();
    }

    @Override
    public void disconnected(Optional<MqttException> cause) {
        connections.decrementAndGet();
    }

    @Override
    public void completed(Message message, Outcome outcome, long nanos) {
        publishes.get(outcome).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void received(QoS qos, int payload, boolean duplicate) {
        received.increment();
    }

    @Override
    public void handled(Message message, long nanos) {
        handlers.record(nanos, TimeUnit.NANOSECONDS);
    }
}
