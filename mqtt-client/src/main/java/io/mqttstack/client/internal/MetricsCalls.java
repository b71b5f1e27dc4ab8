package io.mqttstack.client.internal;

import io.mqttstack.client.Delivery;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the metrics, on the thread that it is called on. Without metrics nothing is done, and no clock is read. */
final class MetricsCalls {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final @Nullable ClientMetrics metrics;
    private final EventLoop clock;

    MetricsCalls(Optional<ClientMetrics> metrics, EventLoop clock) {
        this.metrics = metrics.orElse(null);
        this.clock = clock;
    }

    void connected(long since) {
        if (metrics != null) {
            long nanos = clock.nanoTime() - since;
            call(each -> each.connected(nanos));
        }
    }

    void connectFailed(MqttException cause) {
        call(each -> each.connectFailed(cause));
    }

    void disconnected(@Nullable MqttException cause) {
        call(each -> each.disconnected(Optional.ofNullable(cause)));
    }

    void bytes(long received, long sent) {
        if (metrics != null) {
            call(each -> each.bytes(received, sent));
        }
    }

    void sent(QoS qos, int payload, boolean duplicate) {
        if (metrics != null) {
            call(each -> each.sent(qos, payload, duplicate));
        }
    }

    void completed(Outbound outbound, @Nullable PublishResult result) {
        if (metrics != null) {
            long nanos = outbound.age(clock.nanoTime());
            Outcome outcome = result == null ? Outcome.REFUSED : result.outcome();
            call(each -> each.completed(outbound.message(), outcome, nanos));
        }
    }

    void received(QoS qos, int payload, boolean duplicate) {
        if (metrics != null) {
            call(each -> each.received(qos, payload, duplicate));
        }
    }

    void dropped() {
        call(ClientMetrics::dropped);
    }

    void unhandled(Message message) {
        call(each -> each.unhandled(message));
    }

    /** Calls a handler, and tells how long it took. */
    void handle(Consumer<Delivery> handler, Delivery delivery) {
        if (metrics == null) {
            handler.accept(delivery);
            return;
        }
        long start = clock.nanoTime();
        try {
            handler.accept(delivery);
        } finally {
            long nanos = clock.nanoTime() - start;
            call(each -> each.handled(delivery.message(), nanos));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // metrics must not stop the client, whatever they throw
    private void call(Consumer<ClientMetrics> event) {
        if (metrics != null) {
            try {
                event.accept(metrics);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "The client metrics threw", e);
            }
        }
    }
}
