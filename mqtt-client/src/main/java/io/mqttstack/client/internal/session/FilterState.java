package io.mqttstack.client.internal.session;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.value.TopicFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one Topic Filter stands between us and the server.
 *
 * <pre>
 *   TO_SUBSCRIBE --SUBSCRIBE--> ASKED --SUBACK--> GRANTED | REFUSED
 *   last subscriber leaves: TO_UNSUBSCRIBE --UNSUBSCRIBE--> LEAVING --UNSUBACK--> GONE
 * </pre>
 */
final class FilterState {
    enum Step {
        GONE,
        TO_SUBSCRIBE,
        ASKED,
        GRANTED,
        REFUSED,
        TO_UNSUBSCRIBE,
        LEAVING
    }

    final TopicFilter filter;
    final List<Subscriber> subscribers = new ArrayList<>(1);
    final List<Subscriber> leaving = new ArrayList<>(0);
    Step step = Step.GONE;

    /** Whether the server may know the filter from earlier, so that only UNSUBSCRIBE ends it. */
    boolean known;

    /** The latest request that names the filter; the answer to an older one no longer decides. */
    @Nullable
    SubscriptionRequest request;

    FilterState(TopicFilter filter) {
        this.filter = filter;
    }

    /** What to ask the server for: the options of the latest subscriber, at the highest QoS that one of them asked for. */
    Subscribe wanted() {
        Subscribe latest = subscribers.get(subscribers.size() - 1).request();
        QoS highest = subscribers.stream()
                .map(each -> each.request().qos())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return latest.qos() == highest
                ? latest
                : new Subscribe(filter, highest, latest.noLocal(), latest.retainAsPublished(), latest.retainHandling());
    }

    boolean pending() {
        return step == Step.TO_SUBSCRIBE || step == Step.ASKED;
    }

    void granted(QoS qos, SubAck packet) {
        for (Subscriber each : List.copyOf(subscribers)) {
            each.granted(qos, packet);
        }
    }

    void refused(MqttException failure) {
        for (Subscriber each : List.copyOf(subscribers)) {
            each.refused(failure);
        }
    }

    void left(@Nullable MqttException failure) {
        left(failure, null);
    }

    void left(@Nullable MqttException failure, @Nullable UnsubAck packet) {
        List<Subscriber> told = List.copyOf(leaving);
        leaving.clear();
        for (Subscriber each : told) {
            each.ended(failure, packet);
        }
    }
}
