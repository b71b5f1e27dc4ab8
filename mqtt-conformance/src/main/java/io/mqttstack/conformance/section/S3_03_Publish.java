package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Section 3.3: PUBLISH. */
final class S3_03_Publish {
    private static final String TOPIC = "publish";

    private S3_03_Publish() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "3.3.1/1",
                        "sets DUP when it sends a message again",
                        "3.3.1-1",
                        "3.3.1-1",
                        "nothing for messages of QoS 1 and 2, then a reset; CONNACK with Session Present",
                        "both come again with DUP 1",
                        t -> {
                            RawLink link = t.openKeeping();
                            Flows.published(t, link, TOPIC, QoS.AT_LEAST_ONCE);
                            Flows.published(t, link, TOPIC, QoS.EXACTLY_ONCE);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            for (int i = 0; i < 2; i++) {
                                t.that(next.expect(RawType.PUBLISH).dup(), "no-dup", "A message came again with DUP 0");
                            }
                        }),
                ClientRule.of(
                        "3.3.1/2",
                        "sends messages of QoS 0 with DUP 0, and once",
                        "3.3.1-2 4.3.1-1",
                        "3.3.1-2 4.3.1-1",
                        "nothing for a message of QoS 0, then a reset; CONNACK with Session Present",
                        "QoS 0 and DUP 0 at first, and the message does not come again",
                        t -> {
                            RawLink link = t.openKeeping();
                            RawPacket publish = Flows.published(t, link, TOPIC, QoS.AT_MOST_ONCE);
                            t.that(publish.qos() == 0 && !publish.dup(), "wrong-flags", "QoS or DUP is not 0");
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            t.that(
                                    Flows.none(Fence.both(t, next), RawType.PUBLISH),
                                    "sent-again",
                                    "A message of QoS 0 came again");
                        }),
                ClientRule.of(
                        "3.3.1/3",
                        "rejects QoS 3",
                        "3.3.1-4",
                        "3.3.1-4",
                        "PUBLISH with first byte 36",
                        "no message reaches the application, and the client closes (5.0: with 0x81)",
                        t -> rejects(t, 0x81, t.packets().publish(0x36, bytes(TOPIC), 7, "x"))),
                ClientRule.of(
                        "3.3.1/4",
                        "rejects DUP at QoS 0",
                        "3.3.1-2",
                        "3.3.1-2 4.8.0-1",
                        "PUBLISH with first byte 38",
                        "no message reaches the application, and the client closes (5.0: with 0x81 or 0x82)",
                        t -> rejects(t, 0x81, t.packets().publish(0x38, bytes(TOPIC), -1, "x"))),
                ClientRule.of(
                        "3.3.2/1",
                        "rejects a Topic Name with a wildcard",
                        "3.3.2-2 4.7.0-1",
                        "3.3.2-2 4.7.1-1",
                        "PUBLISH on publish/#",
                        "no message reaches the application, and the client closes (5.0: with 0x81, 0x82 or 0x90)",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(0, TOPIC + "/#", 0, "x"));
                            t.rejects(link, 0x81, 0x82, 0x90);
                            t.that(t.messages(TOPIC + "/#") == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.of(
                        "3.3.2/2",
                        "publishes on no Topic Name with a wildcard",
                        "3.3.2-2 4.7.0-1",
                        "3.3.2-2 4.7.1-1",
                        "the client is told to publish on publish/+ and on #",
                        "no such PUBLISH",
                        t -> {
                            RawLink link = t.open();
                            t.publish(TOPIC + "/+", QoS.AT_MOST_ONCE);
                            t.publish("#", QoS.AT_MOST_ONCE);
                            t.that(
                                    Flows.none(Fence.outbound(t, link), RawType.PUBLISH),
                                    "wildcard",
                                    "A PUBLISH with a wildcard in its Topic Name came");
                        }),
                ClientRule.of(
                        "3.3.2/3",
                        "begins with the Topic Name",
                        "3.3.2-1",
                        "3.3.2-1",
                        "the client publishes on a topic with characters of one to four bytes",
                        "the Topic Name is the first field, in UTF-8",
                        t -> {
                            RawLink link = t.open();
                            String topic = "a/\u00e9/\u6c34/\ud83d\ude00";
                            RawPacket publish = Flows.publishedIfTaken(t, link, topic, QoS.AT_LEAST_ONCE);
                            t.that(publish.topic().equals(topic), "wrong-topic", "The Topic Name is another one");
                        }),
                ClientRule.of(
                        "3.3.4/1",
                        "answers as the QoS asks",
                        "3.3.4-1",
                        "3.3.4-1",
                        "messages of QoS 0, 1 and 2",
                        "nothing, PUBACK, PUBREC",
                        t -> {
                            RawLink link = t.open();
                            link.send(
                                    t.packets().publish(0, TOPIC, 0, "x"),
                                    t.packets().publish(1, TOPIC, 11, "x"),
                                    t.packets().publish(2, TOPIC, 12, "x"));
                            List<RawType> answers = Fence.inbound(t, link).stream()
                                    .map(RawPacket::type)
                                    .sorted()
                                    .toList();
                            t.that(
                                    answers.equals(List.of(RawType.PUBACK, RawType.PUBREC)),
                                    "wrong-answers",
                                    "The answers are " + answers);
                        }),
                ClientRule.five(
                        "3.3.2/4",
                        "accepts every Topic Alias up to its maximum",
                        "3.3.2-10",
                        "PUBLISH with the Topic Aliases 1 to 10, then without topic, then with 1 for another topic",
                        "each message reaches the application on its topic",
                        S3_03_Publish::aliases),
                ClientRule.five(
                        "3.3.2/5",
                        "rejects Topic Alias 0",
                        "3.3.2-8",
                        "PUBLISH with Topic Alias 0",
                        "no message reaches the application, and the client closes with 0x94",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(0, TOPIC, 0, "x", alias(0)));
                            t.rejects(link, 0x94);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.five(
                        "3.3.2/6",
                        "rejects a Topic Alias above its maximum",
                        "3.1.2-26 3.1.2-27",
                        "PUBLISH with Topic Alias 1 to a client that announced no Topic Alias Maximum",
                        "no message reaches the application, and the client closes with 0x94",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(0, TOPIC, 0, "x", alias(1)));
                            t.rejects(link, 0x94);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.five(
                        "3.3.2/7",
                        "forgets the server's Topic Aliases with the connection",
                        "3.3.2-7",
                        "PUBLISH with Topic Alias 1, then a reset; PUBLISH without topic and with Topic Alias 1",
                        "no second message reaches the application, and the client closes with 0x82",
                        t -> {
                            t.needs(Feature.TOPIC_ALIAS_MAXIMUM);
                            Connect.Builder connect = t.keeping()
                                    .properties(Connect.Properties.builder()
                                            .sessionExpiryInterval(3_600)
                                            .topicAliasMaximum(10)
                                            .build());
                            RawLink link = t.open(t.command(connect).reconnecting());
                            link.send(t.packets().publish(0, TOPIC, 0, "x", alias(1)));
                            t.message(TOPIC);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            next.send(t.packets().publish(0, "", 0, "x", alias(1)));
                            t.rejects(next, 0x82);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.five(
                        "3.3.2/8",
                        "forgets its own Topic Aliases with the connection",
                        "3.3.2-7",
                        "CONNACK with Topic Alias Maximum 5, two messages on a topic, then a reset",
                        "the first PUBLISH on the topic after that has a Topic Name",
                        t -> {
                            byte[] connAck = t.packets().connAck(0, 0, Wire.property(0x22, Wire.u16(5)));
                            RawLink link = t.open(t.command(t.keeping()).reconnecting(), connAck);
                            Flows.published(t, link, TOPIC, QoS.AT_MOST_ONCE);
                            Flows.published(t, link, TOPIC, QoS.AT_MOST_ONCE);
                            byte[] again = t.packets().connAck(1, 0, Wire.property(0x22, Wire.u16(5)));
                            RawLink next = t.comeBack(link, again);
                            Fence.inbound(t, next);
                            RawPacket publish = Flows.published(t, next, TOPIC, QoS.AT_MOST_ONCE);
                            t.that(publish.topic().equals(TOPIC), "stale-alias", "The PUBLISH has no Topic Name");
                        }),
                ClientRule.five(
                        "3.3.2/9",
                        "sends the properties of a message, and none that only a server may send",
                        "3.3.4-6 3.3.2-13 3.3.2-14 3.3.2-19",
                        "the client publishes a message with every property that it may have",
                        "each property is there with its value, and no Subscription Identifier",
                        S3_03_Publish::properties),
                ClientRule.five(
                        "3.3.2/10",
                        "rejects a Response Topic with a wildcard",
                        "3.3.2-14",
                        "PUBLISH with Response Topic a/#",
                        "no message reaches the application, and the client closes with 0x81 or 0x82",
                        t -> rejects(
                                t, 0x81, t.packets().publish(0, TOPIC, 0, "x", Wire.property(0x08, Wire.text("a/#"))))),
                ClientRule.five(
                        "3.3.2/11",
                        "rejects a Response Topic that is no UTF-8",
                        "3.3.2-13",
                        "PUBLISH with Response Topic C0 AF",
                        "no message reaches the application, and the client closes with 0x81",
                        t -> rejects(
                                t,
                                0x81,
                                t.packets()
                                        .publish(
                                                0,
                                                TOPIC,
                                                0,
                                                "x",
                                                Wire.property(0x08, Wire.binary(Wire.hex("C0 AF")))))),
                ClientRule.five(
                        "3.3.2/12",
                        "rejects a Content Type that is no UTF-8",
                        "3.3.2-19",
                        "PUBLISH with Content Type ED A0 80",
                        "no message reaches the application, and the client closes with 0x81",
                        t -> rejects(
                                t,
                                0x81,
                                t.packets()
                                        .publish(
                                                0,
                                                TOPIC,
                                                0,
                                                "x",
                                                Wire.property(0x03, Wire.binary(Wire.hex("ED A0 80")))))),
                ClientRule.five(
                        "3.3.4/2",
                        "rejects more messages than its Receive Maximum",
                        "3.3.4-9",
                        "three messages of QoS 1 to a client with Receive Maximum 2 that acknowledges none",
                        "the third message does not reach the application, and the client closes with 0x93",
                        t -> {
                            t.needs(Feature.RECEIVE_MAXIMUM, Feature.MANUAL_ACKNOWLEDGEMENT);
                            Connect.Builder connect = t.connect()
                                    .properties(Connect.Properties.builder()
                                            .receiveMaximum(2)
                                            .build());
                            RawLink link = t.open(t.command(connect).manual());
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                            link.send(t.packets().publish(1, TOPIC, 1, "x"));
                            t.message(TOPIC);
                            link.send(
                                    t.packets().publish(1, TOPIC, 2, "x"),
                                    t.packets().publish(1, TOPIC, 3, "x"));
                            t.rejects(link, 0x93);
                            t.that(t.messages(TOPIC) <= 1, "accepted", "The third message reached the application");
                        }),
                ClientRule.five(
                        "3.3.4/3",
                        "rejects a packet larger than its Maximum Packet Size",
                        "3.1.2-24",
                        "PUBLISH of more than 100 bytes to a client with Maximum Packet Size 100",
                        "no message reaches the application, and the client closes with 0x95",
                        t -> {
                            t.needs(Feature.MAXIMUM_PACKET_SIZE);
                            Connect.Builder connect = t.connect()
                                    .properties(Connect.Properties.builder()
                                            .maximumPacketSize(100)
                                            .build());
                            RawLink link = t.open(t.command(connect));
                            link.send(t.packets().publish(0, TOPIC, 0, "x".repeat(100)));
                            t.rejects(link, 0x95);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.five(
                        "3.3.4/4",
                        "accepts several Subscription Identifiers",
                        "3.3.4-4",
                        "PUBLISH with the Subscription Identifiers 1, 2 and 268,435,455",
                        "the message reaches the application, once",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets()
                                    .publish(
                                            0,
                                            TOPIC,
                                            0,
                                            "x",
                                            Wire.property(0x0B, Wire.variable(1)),
                                            Wire.property(0x0B, Wire.variable(2)),
                                            Wire.property(0x0B, Wire.variable(268_435_455))));
                            Fence.inbound(t, link);
                            t.that(t.messages(TOPIC) == 1, "not-once", "The message did not come once");
                        }),
                ClientRule.five(
                        "3.3.4/5",
                        "rejects Subscription Identifier 0",
                        "4.13.1-1",
                        "PUBLISH with Subscription Identifier 0",
                        "no message reaches the application, and the client closes with 0x82",
                        t -> rejects(
                                t, 0x82, t.packets().publish(0, TOPIC, 0, "x", Wire.property(0x0B, Wire.variable(0))))),
                ClientRule.five(
                        "3.3.2/13",
                        "rejects a property twice that may be there once",
                        "4.13.1-1",
                        "PUBLISH with two Content Types",
                        "no message reaches the application, and the client closes with 0x82",
                        t -> rejects(
                                t,
                                0x82,
                                t.packets()
                                        .publish(
                                                0,
                                                TOPIC,
                                                0,
                                                "x",
                                                Wire.property(0x03, Wire.text("a")),
                                                Wire.property(0x03, Wire.text("a"))))),
                ClientRule.five(
                        "3.3.2/14",
                        "rejects an unknown property",
                        "4.13.1-1",
                        "PUBLISH with property 0x7E",
                        "no message reaches the application, and the client closes with 0x81",
                        t -> rejects(t, 0x81, t.packets().publish(0, TOPIC, 0, "x", Wire.property(0x7E, Wire.u8(0))))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] alias(int value) {
        return Wire.property(0x23, Wire.u16(value));
    }

    private static void rejects(ClientTrial t, int reason, byte[] publish) throws InterruptedException {
        RawLink link = t.open();
        link.send(publish);
        t.rejects(link, reason, 0x82);
        t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
    }

    private static void aliases(ClientTrial t) throws InterruptedException {
        t.needs(Feature.TOPIC_ALIAS_MAXIMUM);
        Connect.Builder connect = t.connect()
                .properties(Connect.Properties.builder().topicAliasMaximum(10).build());
        RawLink link = t.open(t.command(connect));
        for (int i = 1; i <= 10; i++) {
            link.send(t.packets().publish(0, TOPIC + i, 0, "x", alias(i)));
        }
        for (int i = 1; i <= 10; i++) {
            link.send(t.packets().publish(0, "", 0, "x", alias(i)));
        }
        link.send(t.packets().publish(0, TOPIC, 0, "x", alias(1)), t.packets().publish(0, "", 0, "x", alias(1)));
        Fence.inbound(t, link);
        for (int i = 1; i <= 10; i++) {
            t.that(t.messages(TOPIC + i) == 2, "wrong-topic", "The messages with Topic Alias " + i + " did not come");
        }
        t.that(t.messages(TOPIC) == 2, "wrong-topic", "A Topic Alias did not change its topic");
    }

    private static void properties(ClientTrial t) throws InterruptedException {
        RawLink link = t.open();
        Publish.Properties properties = Publish.Properties.builder()
                .payloadIsUtf8(true)
                .messageExpiryInterval(60)
                .responseTopic(TopicName.of("answer"))
                .correlationData(Bytes.utf8("42"))
                .contentType("text/plain")
                .userProperty("a", "1")
                .userProperty("b", "2")
                .userProperty("a", "3")
                .build();
        int number =
                t.publish(ApplicationMessage.of(TOPIC, "x", QoS.AT_MOST_ONCE).with(properties));
        RawPacket publish;
        try {
            publish = link.expect(RawType.PUBLISH);
        } catch (Finding e) {
            t.answer(number);
            throw e;
        }
        t.that(
                publish.property(0x0B).isEmpty(),
                "subscription-identifier",
                "The PUBLISH has a Subscription Identifier");
        value(t, publish, 0x01, Wire.u8(1));
        value(t, publish, 0x02, Wire.u32(60));
        value(t, publish, 0x08, bytes("answer"));
        value(t, publish, 0x09, bytes("42"));
        value(t, publish, 0x03, bytes("text/plain"));
        List<Bytes> pairs = publish.property(0x26).stream().map(Bytes::copyOf).toList();
        List<Bytes> withoutB =
                pairs.stream().filter(each -> !each.equals(pair("b", "2"))).toList();
        t.that(
                pairs.size() == 3 && withoutB.equals(List.of(pair("a", "1"), pair("a", "3"))),
                "user-properties",
                "The User Properties are not those of the message, each name with its values in their order");
    }

    private static Bytes pair(String name, String value) {
        return Bytes.wrap(Wire.join(Wire.text(name), Wire.text(value)));
    }

    private static void value(ClientTrial t, RawPacket publish, int id, byte[] value) {
        List<byte[]> values = publish.property(id);
        t.that(
                values.size() == 1 && Arrays.equals(values.get(0), value),
                "wrong-property",
                String.format("Property 0x%02X does not have the value of the message", id));
    }
}
