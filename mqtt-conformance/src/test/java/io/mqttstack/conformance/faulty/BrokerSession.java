package io.mqttstack.conformance.faulty;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** What the broker knows of one client. */
final class BrokerSession {
    private final FaultyBroker broker;
    private final Map<TopicFilter, Granted> subscriptions = new LinkedHashMap<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private TopicAliases aliases = new TopicAliases();
    private BrokerLink link;
    private boolean online = true;
    private boolean resumed;
    private int lastIdentifier;
    private int inFlight;

    /** A message, and since when it waits, in nanoseconds. */
    private record Waiting(Publish message, long since) {}

    /** A subscription, its identifier, and how many copies it brings. */
    private record Granted(Subscription subscription, OptionalInt identifier, int copies) {
        QoS qos() {
            return subscription.qos();
        }
    }

    BrokerSession(FaultyBroker broker, BrokerLink link) {
        this.broker = broker;
        this.link = link;
    }

    /** {@return those of the latest connection} */
    TopicAliases aliases() {
        return aliases;
    }

    boolean online() {
        return online;
    }

    void takeOver() {
        link.takenOver();
    }

    /** A connection goes on with the session, which a broker may forget to tell. */
    void resumed(BrokerLink next, boolean told) {
        link = next;
        if (!broker.has(Fault.KEEP_TOPIC_ALIASES)) {
            aliases = new TopicAliases();
        }
        online = true;
        inFlight = 0;
        resumed = told;
    }

    /** Whether the latest connection found the session here. */
    boolean resumed() {
        return resumed;
    }

    /** After CONNACK. */
    void sendQueued() {
        while (!queue.isEmpty() && mayStart()) {
            Waiting next = queue.remove();
            left(next).ifPresent(this::start);
        }
    }

    /** {@return the message with the rest of its time; empty: nothing is left of it} */
    private Optional<Publish> left(Waiting waiting) {
        Publish message = waiting.message();
        OptionalLong interval = message.properties().messageExpiryInterval();
        if (interval.isEmpty()) {
            return Optional.of(message);
        }
        long left = interval.getAsLong()
                - Duration.ofNanos(System.nanoTime() - waiting.since()).toSeconds();
        if (left <= 0 && !broker.has(Fault.NEVER_EXPIRE)) {
            return Optional.empty();
        }
        Publish.Properties counted = message.properties().toBuilder()
                .messageExpiryInterval(broker.has(Fault.NO_EXPIRY_COUNTDOWN) ? interval.getAsLong() : Math.max(0, left))
                .build();
        return Optional.of(new Publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                message.duplicate(),
                message.packetIdentifier(),
                counted));
    }

    /** A PUBACK or PUBCOMP came. */
    void acknowledged() {
        if (!broker.has(Fault.STALL_AT_RECEIVE_MAXIMUM)) {
            inFlight--;
        }
        sendQueued();
    }

    private boolean mayStart() {
        return online && (inFlight < link.receiveMaximum() || broker.has(Fault.IGNORE_RECEIVE_MAXIMUM));
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

    void subscribe(Subscription subscription, OptionalInt identifier) {
        Granted former = subscriptions.get(subscription.filter());
        int copies = former != null && broker.has(Fault.ADD_SAME_FILTER) ? former.copies() + 1 : 1;
        subscriptions.put(subscription.filter(), new Granted(subscription, identifier, copies));
        boolean wanted = switch (subscription.retainHandling()) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_IF_NEW -> former == null;
            case DO_NOT_SEND -> false;
        };
        if (wanted || broker.has(Fault.IGNORE_RETAIN_HANDLING)) {
            for (Publish each : broker.retainedMessages()) {
                if (matches(subscription.filter(), each.topic())) {
                    send(each, each.retain(), lower(each.qos(), subscription.qos()), identifiers(identifier));
                }
            }
        }
    }

    private static List<Integer> identifiers(OptionalInt identifier) {
        return identifier.stream().boxed().toList();
    }

    void unsubscribe(TopicFilter filter) {
        if (!broker.has(Fault.IGNORE_UNSUBSCRIBE)) {
            subscriptions.remove(filter);
        }
    }

    /**
     * Delivers a message that a client of this broker has published, perhaps that of this session.
     *
     * @param first tells of the filter of a Shared Subscription whether nobody has had the message for it yet
     */
    void deliver(Publish message, BrokerSession publisher, Predicate<String> first) {
        boolean local = publisher == this && !broker.has(Fault.IGNORE_NO_LOCAL);
        List<Granted> matching = subscriptions.values().stream()
                .filter(each -> matches(each.subscription().filter(), message.topic()))
                .filter(each -> !local || !each.subscription().noLocal())
                .filter(each -> !each.subscription().filter().isShared()
                        || first.test(each.subscription().filter().value()))
                .toList();
        if (matching.isEmpty()) {
            return;
        }
        List<QoS> granted = matching.stream()
                .map(Granted::qos)
                .sorted(Comparator.reverseOrder())
                .toList();
        boolean lowest = broker.has(Fault.OVERLAP_AT_LOWEST_QOS);
        QoS qos = lower(message.qos(), granted.get(lowest ? granted.size() - 1 : 0));
        boolean twice = broker.has(Fault.DELIVER_QOS_2_TWICE) && qos == QoS.EXACTLY_ONCE;
        int usual = matching.get(0).copies();
        int copies = broker.has(Fault.OVERLAP_THREE_COPIES) && granted.size() > 1 ? 3 : twice ? 2 : usual;
        boolean asPublished = !broker.has(Fault.IGNORE_RETAIN_AS_PUBLISHED)
                && matching.stream().anyMatch(each -> each.subscription().retainAsPublished());
        boolean retain = message.retain() && (asPublished || broker.has(Fault.RETAIN_FLAG_ON_LIVE));
        List<Integer> identifiers = matching.stream()
                .flatMap(each -> identifiers(each.identifier()).stream())
                .toList();
        for (int i = 0; i < copies; i++) {
            send(message, retain, broker.has(Fault.DELIVER_AT_QOS_0) ? QoS.AT_MOST_ONCE : qos, identifiers);
        }
    }

    void leak(Publish internal) {
        if (subscriptions.containsKey(TopicFilter.of("#"))) {
            send(internal, false, QoS.AT_MOST_ONCE, List.of());
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

    private void send(Publish message, boolean retain, QoS qos, List<Integer> identifiers) {
        boolean atMostOnce = qos == QoS.AT_MOST_ONCE;
        Publish copy = new Publish(
                message.topic(),
                message.payload(),
                qos,
                retain,
                message.duplicate() && broker.has(Fault.COPY_DUP) && !atMostOnce,
                atMostOnce ? 0 : 1 + lastIdentifier++ % 0xFFFF,
                properties(message, identifiers));
        broker.send(message, () -> startOrQueue(copy));
    }

    private void startOrQueue(Publish copy) {
        boolean atMostOnce = copy.qos() == QoS.AT_MOST_ONCE;
        if (online && (atMostOnce || mayStart())) {
            start(copy);
        } else if (!atMostOnce && (online || !broker.has(Fault.NO_QUEUE))) {
            queue.add(new Waiting(copy, System.nanoTime()));
        }
    }

    private Publish.Properties properties(Publish message, List<Integer> identifiers) {
        Publish.Properties forwarded =
                broker.has(Fault.FORWARD_NO_PROPERTIES) ? Publish.Properties.NONE : message.properties();
        Publish.Properties.Builder own = forwarded.toBuilder();
        if (broker.has(Fault.USE_TOPIC_ALIASES) && message.topic().value().contains("/aliased/")) {
            own.topicAlias(TopicAliases.MAXIMUM);
        }
        return broker.has(Fault.NO_SUBSCRIPTION_IDENTIFIERS)
                ? own.build()
                : own.subscriptionIdentifiers(identifiers).build();
    }

    private void start(Publish copy) {
        boolean tooLarge =
                copy.payload().length() > link.maximumPacketSize() && !broker.has(Fault.IGNORE_MAXIMUM_PACKET_SIZE);
        if (!tooLarge) {
            inFlight += copy.qos() == QoS.AT_MOST_ONCE ? 0 : 1;
            link.send(copy);
        }
    }
}
