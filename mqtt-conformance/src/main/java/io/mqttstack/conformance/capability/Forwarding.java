package io.mqttstack.conformance.capability;

import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a message reaches a subscriber: what of the packet stays, and what the subscriber asked for. */
final class Forwarding {
    private static final int RECEIVE_MAXIMUM = 2;
    private static final int MESSAGES = 5;
    private static final int PACKET_BYTES = 400;
    private static final int FIRST_IDENTIFIER = 5;
    private static final int SECOND_IDENTIFIER = 300;

    private Forwarding() {}

    /** A client with nothing but a subscription to a topic and to the one that marks the end. */
    private static RawConnection subscriber(Trial trial, Connect.Builder connect, Subscription... subscriptions)
            throws InterruptedException {
        RawConnection subscriber = trial.raw();
        subscriber.connect(connect.build());
        subscriber.subscribe(List.of(subscriptions));
        subscriber.subscribe(List.of(subscription(trial.topic("end"))));
        return subscriber;
    }

    /** One that tells the server what it can take. */
    private static RawConnection limited(Trial trial, Connect.Properties.Builder limits, String topic)
            throws InterruptedException {
        return subscriber(trial, trial.connect("sub").properties(limits.build()), subscription(topic));
    }

    private static Subscription subscription(String filter) {
        return Subscription.of(TopicFilter.of(filter), QoS.AT_LEAST_ONCE);
    }

    /** Has a client with no other purpose publish a packet as it is. */
    private static void send(Trial trial, Publish publish) throws InterruptedException {
        RawConnection publisher = trial.raw();
        publisher.connect(trial.connect("pub").build());
        publisher.send(publish);
        publisher.next("publish-incomplete", "PUBLISH was not answered");
        end(trial, trial.connected("last"));
    }

    private static void end(Trial trial, TestClient publisher) throws InterruptedException {
        publisher.publish(Expect.of(trial.topic("end"), "end", QoS.AT_LEAST_ONCE));
    }

    private static Publish publish(String topic, boolean retain, boolean dup, Publish.Properties properties) {
        return new Publish(
                TopicName.of(topic), Bytes.utf8("some text"), QoS.AT_LEAST_ONCE, retain, dup, 11, properties);
    }

    static void dup(Trial trial) throws InterruptedException {
        String topic = trial.topic("dup");
        RawConnection subscriber = subscriber(trial, trial.connect("sub"), subscription(topic));
        send(trial, publish(topic, false, true, Publish.Properties.NONE));
        Publish copy = single(subscriber.receiveUntil(trial.topic("end"), 1));
        Expect.that(!copy.duplicate(), "dup-copied", "DUP of the publisher's packet was set for the subscriber, too");
    }

    private static Publish single(List<Publish> copies) {
        Expect.that(copies.size() == 1, "not-delivered", "One copy was due, " + copies.size() + " came");
        return copies.get(0);
    }

    static void properties(Trial trial) throws InterruptedException {
        String topic = trial.topic("properties");
        Publish.Properties sent = Publish.Properties.builder()
                .payloadIsUtf8(true)
                .contentType("text/plain")
                .responseTopic(TopicName.of("answers/here"))
                .correlationData(Bytes.utf8("17"))
                .userProperty("b", "1")
                .userProperty("a", "2")
                .userProperty("b", "1")
                .build();
        RawConnection subscriber = subscriber(trial, trial.connect("sub"), subscription(topic));
        send(trial, publish(topic, false, false, sent));
        Publish.Properties came =
                single(subscriber.receiveUntil(trial.topic("end"), 1)).properties();
        Expect.that(came.payloadIsUtf8(), "property-changed", "The Payload Format Indicator was not forwarded");
        same("Content Type", sent.contentType(), came.contentType());
        same("Response Topic", sent.responseTopic(), came.responseTopic());
        same("Correlation Data", sent.correlationData(), came.correlationData());
        List<UserProperty> users = came.userProperties();
        Expect.that(
                users.size() >= 3 && users.subList(0, 3).equals(sent.userProperties()),
                "property-changed",
                "Three User Properties were sent, " + users.size() + " came, changed or in another order");
    }

    private static void same(String name, Object sent, Object came) {
        Expect.that(sent.equals(came), "property-changed", name + " was not forwarded as it was sent");
    }

    static void noLocal(Trial trial) throws InterruptedException {
        String topic = trial.topic("local");
        RawConnection subscriber = subscriber(
                trial,
                trial.connect("sub"),
                new Subscription(
                        TopicFilter.of(topic), QoS.AT_LEAST_ONCE, true, false, RetainHandling.SEND_AT_SUBSCRIBE));
        subscriber.send(publish(topic, false, false, Publish.Properties.NONE));
        TestClient other = trial.connected("other");
        other.publish(Expect.of(topic, "from another", QoS.AT_LEAST_ONCE));
        end(trial, other);
        List<Publish> copies = subscriber.receiveUntil(trial.topic("end"), 1);
        Expect.that(
                copies.stream().allMatch(each -> each.payload().equals(Bytes.utf8("from another"))),
                "own-message",
                "With No Local, a client's own message came");
        Expect.that(copies.size() == 1, "not-delivered", "With No Local, another client's message did not come");
    }

    static void retainAsPublished(Trial trial) throws InterruptedException {
        String topic = trial.topic("as-published");
        RawConnection subscriber = subscriber(
                trial,
                trial.connect("sub"),
                new Subscription(
                        TopicFilter.of(topic), QoS.AT_LEAST_ONCE, false, true, RetainHandling.SEND_AT_SUBSCRIBE));
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.retained(topic, "kept"));
        publisher.publish(Expect.of(topic, "passing", QoS.AT_LEAST_ONCE));
        publisher.publish(Expect.retained(topic, ""));
        end(trial, publisher);
        List<Boolean> flags = subscriber.receiveUntil(trial.topic("end"), 3).stream()
                .map(Publish::retain)
                .toList();
        Expect.that(
                flags.equals(List.of(true, false, true)),
                "other-retain-flag",
                "With Retain As Published, RETAIN was 1, 0, 1 and came as " + flags);
    }

    static void retainHandling(Trial trial) throws InterruptedException {
        String topic = trial.topic("handling");
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.retained(topic, "kept"));
        RawConnection never = subscriber(trial, trial.connect("never"), handling(topic, RetainHandling.DO_NOT_SEND));
        RawConnection once = subscriber(trial, trial.connect("once"), handling(topic, RetainHandling.SEND_IF_NEW));
        once.subscribe(List.of(handling(topic, RetainHandling.SEND_IF_NEW)));
        end(trial, publisher);
        int ofNever = never.receiveUntil(trial.topic("end")).size();
        int ofOnce = once.receiveUntil(trial.topic("end"), 1).size();
        publisher.publish(Expect.retained(topic, ""));
        Expect.that(ofNever == 0, "retained-sent", "With Retain Handling 2, a retained message came");
        Expect.that(
                ofOnce == 1,
                "retained-sent",
                "With Retain Handling 1, a retained message came " + ofOnce + " times for two subscriptions");
    }

    private static Subscription handling(String topic, RetainHandling handling) {
        return new Subscription(TopicFilter.of(topic), QoS.AT_LEAST_ONCE, false, false, handling);
    }

    static void subscriptionIdentifiers(Trial trial) throws InterruptedException {
        RawConnection subscriber = trial.raw();
        ConnAck connAck = subscriber.connect(trial.connect("sub").build());
        if (!connAck.properties().subscriptionIdentifierAvailable()) {
            throw Finding.unsupported("CONNACK says that there are no Subscription Identifiers");
        }
        subscriber.subscribe(identified(trial, "ids/+", FIRST_IDENTIFIER));
        subscriber.subscribe(identified(trial, "ids/#", SECOND_IDENTIFIER));
        subscriber.subscribe(List.of(subscription(trial.topic("end"))));
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(trial.topic("ids/a"), "once or twice", QoS.AT_LEAST_ONCE));
        end(trial, publisher);
        Set<Integer> both = Set.of(FIRST_IDENTIFIER, SECOND_IDENTIFIER);
        List<Publish> copies = subscriber.receiveUntil(
                trial.topic("end"), came -> identifiers(came).equals(both));
        Expect.that(
                identifiers(copies).equals(both)
                        && copies.stream()
                                .noneMatch(each -> each.properties()
                                        .subscriptionIdentifiers()
                                        .isEmpty()),
                "wrong-identifiers",
                "Subscriptions " + FIRST_IDENTIFIER + " and " + SECOND_IDENTIFIER + " match, and " + copies.size()
                        + " copies came with the Subscription Identifiers " + new TreeSet<>(identifiers(copies)));
    }

    private static Set<Integer> identifiers(List<Publish> copies) {
        return copies.stream()
                .flatMap(each -> each.properties().subscriptionIdentifiers().stream())
                .collect(Collectors.toSet());
    }

    private static Subscribe identified(Trial trial, String filter, int identifier) {
        return new Subscribe(
                1,
                List.of(subscription(trial.topic(filter))),
                false,
                Subscribe.Properties.builder()
                        .subscriptionIdentifier(identifier)
                        .build());
    }

    /** The publisher is done when the broker has all messages; a PINGRESP comes after what the broker would send at once. */
    static void receiveMaximum(Trial trial) throws InterruptedException {
        String topic = trial.topic("flow");
        RawConnection subscriber = limited(trial, Connect.Properties.builder().receiveMaximum(RECEIVE_MAXIMUM), topic);
        TestClient publisher = trial.connected("pub");
        for (int i = 0; i < MESSAGES; i++) {
            publisher.publish(Expect.of(topic, "message " + i, QoS.AT_LEAST_ONCE));
        }
        subscriber.send(PingReq.INSTANCE);
        List<Packet> sent = new ArrayList<>();
        for (Packet each = pingResp(subscriber); each.type() != PacketType.PINGRESP; each = pingResp(subscriber)) {
            sent.add(each);
        }
        Expect.that(
                sent.size() <= RECEIVE_MAXIMUM,
                "more-than-receive-maximum",
                "With Receive Maximum " + RECEIVE_MAXIMUM + ", " + sent.size()
                        + " messages came before any acknowledgement");
        sent.forEach(subscriber::putBack);
        end(trial, publisher);
        int count = subscriber.receiveUntil(trial.topic("end"), MESSAGES).size();
        Expect.that(count == MESSAGES, "not-delivered", "Of " + MESSAGES + " messages " + count + " came");
    }

    private static Packet pingResp(RawConnection subscriber) throws InterruptedException {
        return subscriber.next("no-pingresp", "PINGREQ was not answered while messages wait for acknowledgement");
    }

    static void maximumPacketSize(Trial trial) throws InterruptedException {
        String topic = trial.topic("size");
        RawConnection subscriber = limited(trial, Connect.Properties.builder().maximumPacketSize(PACKET_BYTES), topic);
        TestClient publisher = trial.connected("pub");
        publisher.publish(Expect.of(topic, "x".repeat(2 * PACKET_BYTES), QoS.AT_LEAST_ONCE));
        end(trial, publisher);
        Expect.that(
                subscriber.receiveUntil(trial.topic("end")).isEmpty(),
                "too-large",
                "A packet came that is larger than the client's Maximum Packet Size of " + PACKET_BYTES + " bytes");
    }
}
