package io.mqttstack.conformance.capability;

import io.mqttstack.client.Message;
import io.mqttstack.client.Subscription;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which messages reach whom. */
final class Subscribing {
    private Subscribing() {}

    static void wildcards(Trial trial) throws InterruptedException {
        match(
                trial,
                List.of("one/+/x", "all/#", "last/+"),
                Set.of("one/a/x", "one/b/x", "all", "all/a", "all/a/b/c", "last/a"),
                Set.of("one/x", "one/a/b/x", "one/a/y", "allx", "last", "last/a/b"));
    }

    /** A level may be empty: {@code +} matches it, and {@code a//b} is not {@code a/b}. */
    static void emptyLevels(Trial trial) throws InterruptedException {
        match(
                trial,
                List.of("one/+/x", "last/+", "exact//x"),
                Set.of("one//x", "last/", "exact//x"),
                Set.of("one/x", "last", "exact/x"));
    }

    /** First what must not come is published, then what must, and when all that has come, the end. */
    private static void match(Trial trial, List<String> filters, Set<String> matching, Set<String> others)
            throws InterruptedException {
        String end = trial.topic("end");
        TestClient subscriber = trial.connected("sub");
        for (String filter : filters) {
            subscriber.subscribe(trial.topic(filter), QoS.AT_LEAST_ONCE);
        }
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        TestClient publisher = trial.connected("pub");
        for (Set<String> names : List.of(others, matching)) {
            for (String name : names) {
                publisher.publish(Expect.of(trial.topic(name), name, QoS.AT_LEAST_ONCE));
            }
        }
        Set<String> missing = new TreeSet<>(matching);
        try {
            while (!missing.isEmpty()) {
                take(trial, subscriber.receive(), filters, matching, missing);
            }
        } catch (Finding e) {
            throw e.symptom().equals("not-delivered")
                    ? Finding.failure("no-match", "The filters " + filters + " did not match " + missing)
                    : e;
        }
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        for (Message message : subscriber.receiveUntil(end)) {
            take(trial, message, filters, matching, missing);
        }
    }

    private static void take(
            Trial trial, Message message, List<String> filters, Set<String> matching, Set<String> missing) {
        String topic = message.topic().value();
        String name = topic.startsWith(trial.topic(""))
                ? topic.substring(trial.topic("").length())
                : topic;
        Expect.that(matching.contains(name), "wrong-match", "The filters " + filters + " matched " + name);
        missing.remove(name);
    }

    /** A witness with the whole topic as its filter shows that the message was there to be seen. */
    static void dollarTopics(Trial trial) throws InterruptedException {
        String topic = "$" + trial.topic("hidden");
        String end = trial.topic("end");
        TestClient subscriber = trial.connected("sub");
        subscriber.subscribe("+" + topic.substring(topic.indexOf('/')), QoS.AT_LEAST_ONCE);
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        TestClient witness = trial.connected("witness");
        witness.subscribe(end, QoS.AT_LEAST_ONCE);
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(trial.topic("ordinary"), "seen", QoS.AT_LEAST_ONCE));
        try {
            witness.subscribe(topic, QoS.AT_LEAST_ONCE);
            publisher.publish(Expect.of(topic, "hidden", QoS.AT_LEAST_ONCE));
            witness.receive();
        } catch (Finding e) {
            throw Finding.unsupported("carries no messages on topics that begin with $: " + e.reason());
        }
        boolean seen = false;
        // Twice, by two clients: a broker may well deliver different topics in another order than they were published.
        for (TestClient last : List.of(publisher, subscriber)) {
            last.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
            seen |= subscriber.receiveUntil(end).stream()
                    .anyMatch(each -> each.topic().value().equals(topic));
        }
        Expect.that(!seen, "wildcard-matches-dollar", "A filter that begins with + matched a topic that begins with $");
    }

    static void everything(Trial trial) throws InterruptedException {
        String topic = trial.topic("any");
        TestClient subscriber = trial.connected("sub");
        subscriber.subscribe("#", QoS.AT_MOST_ONCE);
        trial.connected("pub").publish(Expect.of(topic, "any", QoS.AT_LEAST_ONCE));
        List<Message> others = subscriber.receiveUntil(topic);
        Expect.that(
                others.stream().noneMatch(each -> each.topic().value().startsWith("$")),
                "wildcard-matches-dollar",
                "The filter # matched a topic that begins with $");
    }

    /** Counted on the wire: a client would hand each copy to every handler that matches. */
    static void overlapping(Trial trial) throws InterruptedException {
        String topic = trial.topic("overlap/a");
        String end = trial.topic("end");
        RawConnection subscriber = trial.raw();
        subscriber.connect(trial.connect("sub").build());
        subscriber.subscribe(List.of(
                subscription(trial.topic("overlap/+"), QoS.AT_MOST_ONCE),
                subscription(trial.topic("overlap/#"), QoS.AT_LEAST_ONCE),
                subscription(end, QoS.AT_LEAST_ONCE)));
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(topic, "once or twice", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        List<Publish> copies = subscriber.receiveUntil(end, Subscribing::atHighestQoS);
        Expect.that(!copies.isEmpty(), "not-delivered", "No copy came although two filters match");
        Expect.that(copies.size() <= 2, "too-many-copies", copies.size() + " copies came for two matching filters");
        Expect.that(atHighestQoS(copies), "lower-qos", "No copy came at the highest QoS of the matching subscriptions");
    }

    private static boolean atHighestQoS(List<Publish> copies) {
        return copies.stream().anyMatch(each -> each.qos() == QoS.AT_LEAST_ONCE);
    }

    private static io.mqttstack.codec.packet.Subscription subscription(String filter, QoS qos) {
        return io.mqttstack.codec.packet.Subscription.of(TopicFilter.of(filter), qos);
    }

    /** A filter that comes again takes the place of the former one, and retained messages come again. */
    static void resubscribe(Trial trial) throws InterruptedException {
        String topic = trial.topic("again");
        String end = trial.topic("end");
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.retained(topic, "kept"));
        RawConnection subscriber = trial.raw();
        subscriber.connect(trial.connect("sub").build());
        subscriber.subscribe(List.of(subscription(topic, QoS.AT_LEAST_ONCE)));
        subscriber.subscribe(List.of(subscription(topic, QoS.AT_LEAST_ONCE)));
        subscriber.subscribe(List.of(subscription(end, QoS.AT_LEAST_ONCE)));
        publisher.publish(Expect.of(topic, "live", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        List<Bytes> came =
                subscriber.receiveUntil(end, 3).stream().map(Publish::payload).toList();
        publisher.publish(Expect.retained(topic, ""));
        long live = came.stream().filter(Bytes.utf8("live")::equals).count();
        Expect.that(live == 1, "not-replaced", "A filter that was subscribed to twice brought " + live + " copies");
        long kept = came.stream().filter(Bytes.utf8("kept")::equals).count();
        Expect.that(kept == 2, "retained-not-sent", "A retained message came " + kept + " times for two SUBSCRIBEs");
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
        Expect.that(subscriber.receiveUntil(end).isEmpty(), "still-subscribed", "A message came after UNSUBACK");
    }
}
