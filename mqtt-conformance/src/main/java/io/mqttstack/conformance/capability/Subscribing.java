package io.mqttstack.conformance.capability;

import io.mqttstack.client.Message;
import io.mqttstack.client.Subscription;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which messages reach whom. */
final class Subscribing {
    private Subscribing() {}

    static void wildcards(Trial trial) throws InterruptedException {
        TestClient subscriber = trial.connected("sub");
        for (String filter : List.of("one/+/x", "all/#", "last/+")) {
            subscriber.subscribe(trial.topic(filter), QoS.AT_LEAST_ONCE);
        }
        Set<String> matching =
                Set.of("one/a/x", "one/b/x", "all", "all/a", "all/a/b/c", "last/a");
        List<String> published = List.of(
                "one/a/x", "one/x", "one/a/b/x", "one/a/y", "one/b/x", "all", "allx", "all/a", "all/a/b/c", "last", "last/a");
        Expect.that(
                received(trial, subscriber, published).equals(matching),
                "wrong-matches",
                "Other topics were matched than one/+/x, all/# and last/+ should");
    }

    /** A level may be empty: {@code +} matches it, and {@code a//b} is not {@code a/b}. */
    static void emptyLevels(Trial trial) throws InterruptedException {
        TestClient subscriber = trial.connected("sub");
        for (String filter : List.of("one/+/x", "last/+", "exact//x")) {
            subscriber.subscribe(trial.topic(filter), QoS.AT_LEAST_ONCE);
        }
        Set<String> matching = Set.of("one//x", "last/", "exact//x");
        List<String> published = List.of("one//x", "one/x", "last/", "last", "exact//x", "exact/x");
        Expect.that(
                received(trial, subscriber, published).equals(matching),
                "wrong-matches",
                "Other topics were matched than one/+/x, last/+ and exact//x should, where levels are empty");
    }

    /** Publishes to topics and tells which of them came, by their names below this run's topic. */
    private static Set<String> received(Trial trial, TestClient subscriber, List<String> names)
            throws InterruptedException {
        String end = trial.topic("end");
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        TestClient publisher = trial.connected("pub");
        for (String name : names) {
            publisher.publish(Expect.of(trial.topic(name), name, QoS.AT_LEAST_ONCE));
        }
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        Set<String> received = new TreeSet<>();
        for (Message message : subscriber.receiveUntil(end)) {
            received.add(message.topic().value().substring(trial.topic("").length()));
        }
        return received;
    }

    static void dollarTopics(Trial trial) throws InterruptedException {
        String topic = "$" + trial.topic("hidden");
        String end = trial.topic("end");
        TestClient subscriber = trial.connected("sub");
        subscriber.subscribe("#", QoS.AT_LEAST_ONCE);
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(topic, "hidden", QoS.AT_MOST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        boolean seen = subscriber.receiveUntil(end).stream()
                .anyMatch(each -> each.topic().value().equals(topic));
        Expect.that(!seen, "wildcard-matches-dollar", "The filter # matched a topic that begins with $");
    }

    static void overlapping(Trial trial) throws InterruptedException {
        String topic = trial.topic("overlap/a");
        String end = trial.topic("end");
        TestClient subscriber = trial.connected("sub");
        subscriber.subscribe(trial.topic("overlap/+"), QoS.AT_MOST_ONCE);
        subscriber.subscribe(trial.topic("overlap/#"), QoS.AT_LEAST_ONCE);
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(topic, "once or twice", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        List<Message> copies = subscriber.receiveUntil(end);
        Expect.that(!copies.isEmpty(), "not-delivered", "No copy came although two filters match");
        Expect.that(copies.size() <= 2, "too-many-copies", copies.size() + " copies came for two matching filters");
        Expect.that(
                copies.stream().anyMatch(each -> each.qos() == QoS.AT_LEAST_ONCE),
                "lower-qos",
                "No copy came at the highest QoS of the matching subscriptions");
    }

    static void unsubscribe(Trial trial) throws InterruptedException {
        String topic = trial.topic("left");
        String end = trial.topic("end");
        TestClient subscriber = trial.connected("sub");
        TestClient publisher = trial.connected("pub");
        Subscription subscription = subscriber.subscription(topic, QoS.AT_LEAST_ONCE);
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        publisher.publish(Expect.of(topic, "before", QoS.AT_LEAST_ONCE));
        subscriber.receive();
        subscriber.unsubscribe(subscription);
        publisher.publish(Expect.of(topic, "after", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        Expect.that(
                subscriber.receiveUntil(end).isEmpty(), "still-subscribed", "A message came after UNSUBACK");
    }
}
