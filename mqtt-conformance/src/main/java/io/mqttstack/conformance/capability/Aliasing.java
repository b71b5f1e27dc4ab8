package io.mqttstack.conformance.capability;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.RawConnection;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import io.mqttstack.conformance.raw.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Topic Aliases, in both directions. */
final class Aliasing {
    private static final int PUBLISH = 0x30;
    private static final int TOPIC_ALIAS = 0x23;
    private static final int LARGEST = 65_535;
    private static final int OWN_MAXIMUM = 2;
    private static final long SESSION_SECONDS = 10;

    private Aliasing() {}

    /** The lowest and the highest alias, each set, used, and set anew; what comes has to be where its payload says. */
    static void accepted(Trial trial) throws InterruptedException {
        RawConnection publisher = trial.raw();
        int maximum = connect(publisher, trial.connect("pub"));
        RawConnection subscriber = subscriber(trial, trial.connect("sub"));
        List<String> sent = new ArrayList<>();
        for (int alias : maximum == 1 ? List.of(1) : List.of(1, maximum)) {
            for (String topic : List.of("first" + alias, "second" + alias)) {
                publish(publisher, TopicName.of(aliased(trial, topic)), topic, alias);
                publish(publisher, TopicName.EMPTY, topic, alias);
                sent.addAll(List.of(topic, topic));
            }
        }
        List<String> came = new ArrayList<>();
        for (Publish each : untilEnd(trial, subscriber, sent.size())) {
            String payload = each.payload().utf8();
            Expect.that(
                    each.topic().value().equals(aliased(trial, payload)),
                    "wrong-topic",
                    "A message that was published by a Topic Alias came on another topic");
            came.add(payload);
        }
        sent.sort(null);
        came.sort(null);
        Expect.that(
                came.equals(sent),
                "not-delivered",
                "Of " + sent.size() + " messages with Topic Aliases " + came.size() + " came");
    }

    private static int connect(RawConnection client, Connect.Builder connect) throws InterruptedException {
        int maximum = client.connect(connect.build()).properties().topicAliasMaximum();
        if (maximum == 0) {
            throw Finding.unsupported("CONNACK says that there are no Topic Aliases");
        }
        return maximum;
    }

    private static void publish(RawConnection publisher, TopicName topic, String payload, int alias)
            throws InterruptedException {
        Publish.Properties properties =
                Publish.Properties.builder().topicAlias(alias).build();
        publisher.send(new Publish(topic, Bytes.utf8(payload), QoS.AT_LEAST_ONCE, false, false, 1, properties));
        publisher.next("publish-incomplete", "PUBLISH with Topic Alias " + alias + " was not answered");
    }

    private static String aliased(Trial trial, String topic) {
        return trial.topic("aliased/" + topic);
    }

    private static RawConnection subscriber(Trial trial, Connect.Builder connect) throws InterruptedException {
        RawConnection subscriber = trial.raw();
        subscriber.connect(connect.build());
        for (String filter : List.of(aliased(trial, "+"), trial.topic("end"))) {
            subscriber.subscribe(List.of(Subscription.of(TopicFilter.of(filter), QoS.AT_LEAST_ONCE)));
        }
        return subscriber;
    }

    private static List<Publish> untilEnd(Trial trial, RawConnection subscriber, int due) throws InterruptedException {
        String end = trial.topic("end");
        trial.connected("last").publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        return subscriber.receiveUntil(end, due);
    }

    /** An alias that is 0, one above the maximum, and one that stands for nothing. */
    static void refused(Trial trial) throws InterruptedException {
        RawConnection asked = trial.raw();
        int maximum = asked.connect(trial.connect("ask").build()).properties().topicAliasMaximum();
        byte[] topic = Wire.text(aliased(trial, "wrong"));
        Map<String, byte[]> wrong = new HashMap<>();
        wrong.put("alias-0", message(topic, 0));
        if (maximum > 0) {
            wrong.put("unknown-alias", message(Wire.text(""), 1));
        }
        if (maximum < LARGEST) {
            wrong.put("alias-above-maximum", message(topic, maximum + 1));
        }
        Refusing.each(trial, wrong);
    }

    private static byte[] message(byte[] topic, int alias) {
        return Wire.packet(PUBLISH, topic, Wire.properties(Wire.property(TOPIC_ALIAS, Wire.u16(alias))), Wire.u8('x'));
    }

    /** A session that goes on does not go on with the aliases of its former connection. */
    static void forgotten(Trial trial) throws InterruptedException {
        Connect.Properties kept = Connect.Properties.builder()
                .sessionExpiryInterval(SESSION_SECONDS)
                .build();
        RawConnection before = trial.raw();
        connect(before, trial.connect("back").cleanStart(true).properties(kept));
        publish(before, TopicName.of(aliased(trial, "before")), "before", 1);
        before.abort();
        RawConnection after = trial.raw();
        after.connect(trial.connect("back").cleanStart(false).properties(kept).build());
        after.send(message(Wire.text(""), 1));
        after.send(PingReq.INSTANCE);
        Refusing.close(trial, Map.of("former-alias", after));
        trial.connected("back").disconnect();
    }

    /** What the server itself sends, to a client that takes no aliases and to one that takes two. */
    static void used(Trial trial) throws InterruptedException {
        RawConnection without = subscriber(trial, trial.connect("none"));
        RawConnection with = subscriber(
                trial,
                trial.connect("two")
                        .properties(Connect.Properties.builder()
                                .topicAliasMaximum(OWN_MAXIMUM)
                                .build()));
        TestClient publisher = trial.connected("pub");
        for (String topic : List.of("a", "b", "c", "a", "b", "c")) {
            publisher.publish(Expect.of(aliased(trial, topic), topic, QoS.AT_LEAST_ONCE));
        }
        publisher.publish(Expect.of(trial.topic("end"), "end", QoS.AT_LEAST_ONCE));
        check(trial, without, 0);
        check(trial, with, OWN_MAXIMUM);
    }

    private static void check(Trial trial, RawConnection subscriber, int maximum) throws InterruptedException {
        Map<Integer, String> known = new HashMap<>();
        for (Publish each : subscriber.receiveUntil(trial.topic("end"))) {
            OptionalInt alias = each.properties().topicAlias();
            Expect.that(
                    alias.orElse(0) <= maximum,
                    "alias-above-maximum",
                    "Topic Alias " + alias.orElse(0) + " came to a client with Topic Alias Maximum " + maximum);
            String topic = each.topic().isEmpty()
                    ? known.getOrDefault(alias.orElse(0), "")
                    : each.topic().value();
            alias.ifPresent(number -> known.put(number, topic));
            Expect.that(
                    each.payload().equals(Bytes.utf8(topic.replaceFirst(".*/", ""))),
                    "wrong-topic",
                    "A Topic Alias stands for another topic than that of the message");
        }
    }
}
