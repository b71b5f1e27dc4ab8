package io.mqttstack.conformance.faulty;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the broker knows of one client. */
final class BrokerSession {
    private final FaultyBroker broker;
    private final Map<TopicFilter, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<Publish> queue = new ArrayList<>();
    private BrokerLink link;
    private boolean online = true;
    private boolean resumed;
    private int lastIdentifier;

    BrokerSession(FaultyBroker broker, BrokerLink link) {
        this.broker = broker;
        this.link = link;
    }

    boolean online() {
        return online;
    }

    void takeOver() {
        link.takenOver();
    }

    void resumed(BrokerLink next) {
        link = next;
        online = true;
        resumed = true;
    }

    /** Whether the latest connection found the session here. */
    boolean resumed() {
        return resumed;
    }

    /** After CONNACK. */
    void sendQueued() {
        List<Publish> due = List.copyOf(queue);
        queue.clear();
        due.forEach(each -> send(each, each.qos()));
    }

    /** A connection is over; it counts only if no other has taken its place. */
    void offline(BrokerLink ended, boolean kept) {
        if (ended == link) {
            online = false;
            if (!kept) {
                broker.forget(this);
            }
        }
    }

    void subscribe(Subscription subscription) {
        subscriptions.put(subscription.filter(), subscription);
        for (Publish each : broker.retainedMessages()) {
            if (matches(subscription.filter(), each.topic())) {
                send(each, lower(each.qos(), subscription.qos()));
            }
        }
    }

    void unsubscribe(TopicFilter filter) {
        if (!broker.has(Fault.IGNORE_UNSUBSCRIBE)) {
            subscriptions.remove(filter);
        }
    }

    void deliver(Publish message) {
        List<QoS> granted = subscriptions.values().stream()
                .filter(each -> matches(each.filter(), message.topic()))
                .map(Subscription::qos)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (granted.isEmpty()) {
            return;
        }
        boolean lowest = broker.has(Fault.OVERLAP_AT_LOWEST_QOS);
        QoS qos = lower(message.qos(), granted.get(lowest ? granted.size() - 1 : 0));
        boolean twice = broker.has(Fault.DELIVER_QOS_2_TWICE) && qos == QoS.EXACTLY_ONCE;
        int copies = broker.has(Fault.OVERLAP_THREE_COPIES) && granted.size() > 1 ? 3 : twice ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            send(message, broker.has(Fault.DELIVER_AT_QOS_0) ? QoS.AT_MOST_ONCE : qos);
        }
    }

    void leak(Publish internal) {
        if (subscriptions.containsKey(TopicFilter.of("#"))) {
            send(internal, QoS.AT_MOST_ONCE);
        }
    }

    private boolean matches(TopicFilter filter, TopicName topic) {
        String text = filter.value();
        if (broker.has(Fault.NO_WILDCARDS)) {
            return text.equals(topic.value());
        }
        if (broker.has(Fault.PLUS_MATCHES_MANY_LEVELS)
                && topic.value()
                        .matches(text.replace("$", "\\$").replace("+", ".*").replace("/#", "(/.*)?"))) {
            return true;
        }
        if (broker.has(Fault.IGNORE_EMPTY_LEVELS)) {
            return TopicFilter.of(compact(text)).matches(TopicName.of(compact(topic.value())));
        }
        if (broker.has(Fault.WILDCARDS_MATCH_DOLLAR)
                && topic.value().startsWith("$")
                && filter.matches(TopicName.of(topic.value().substring(1)))) {
            return true;
        }
        return filter.matches(topic);
    }

    private static String compact(String text) {
        return text.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static QoS lower(QoS a, QoS b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void send(Publish message, QoS qos) {
        boolean atMostOnce = qos == QoS.AT_MOST_ONCE;
        Publish copy = new Publish(
                message.topic(),
                message.payload(),
                qos,
                message.retain(),
                false,
                atMostOnce ? 0 : 1 + lastIdentifier++ % 0xFFFF,
                Publish.Properties.NONE);
        if (online) {
            link.send(copy);
        } else if (!atMostOnce && !broker.has(Fault.NO_QUEUE)) {
            queue.add(copy);
        }
    }
}
