package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Section 3.2: CONNACK. */
final class S3_02_ConnAck {
    private static final String TOPIC = "connack";
    private static final int LIMIT = 64;

    private S3_02_ConnAck() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.five(
                        "3.2.2/1",
                        "closes when a session is present of which it knows nothing",
                        "3.2.2-4",
                        "CONNACK with Session Present 1 to a client that never connected before",
                        "the client closes, and sends nothing but DISCONNECT",
                        t -> {
                            RawLink link = t.dial(t.command(t.keeping()));
                            link.expect(RawType.CONNECT);
                            link.send(t.packets().connAck(1, 0));
                            t.closes(link, true);
                            t.refused();
                        }),
                ClientRule.five(
                        "3.2.2/2",
                        "discards its session when the server has none",
                        "3.2.2-5",
                        "PUBREC for a message of QoS 2, then a reset; CONNACK with Session Present 0",
                        "neither a PUBREL nor a PUBLISH with DUP is sent again",
                        t -> {
                            RawLink link = t.openKeeping();
                            Flows.untilRelease(t, link, TOPIC);
                            Flows.published(t, link, TOPIC, QoS.AT_LEAST_ONCE);
                            RawLink next = t.comeBack(link, t.packets().connAck(0, 0));
                            next.acknowledge();
                            for (RawPacket packet : Fence.both(t, next)) {
                                t.that(packet.type() != RawType.PUBREL, "resumed", "PUBREL was sent again");
                                t.that(
                                        packet.type() != RawType.PUBLISH || !packet.dup(),
                                        "resumed",
                                        "PUBLISH was sent again with DUP");
                            }
                        }),
                ClientRule.of(
                        "3.2.2/3",
                        "closes after it was refused",
                        "4.13.2-1",
                        "3.2.2-5",
                        "CONNACK with Not authorized (0x87, before 5.0: 5); the server leaves the connection open",
                        "the client closes, and does not take itself for connected",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(t.packets().connAck(0, t.five() ? 0x87 : 5));
                            t.closes(link, true);
                            t.refused();
                        }),
                ClientRule.of(
                        "3.2.2/4",
                        "rejects a refusal with Session Present",
                        "3.2.2-6",
                        "3.2.2-4",
                        "CONNACK with Session Present 1 and Not authorized",
                        "the client closes, and does not take itself for connected",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(t.packets().connAck(1, t.five() ? 0x87 : 5));
                            t.closes(link, true);
                            t.refused();
                        }),
                ClientRule.of(
                        "3.2.2/5",
                        "rejects reserved Connect Acknowledge Flags",
                        "3.2.2-1",
                        "4.8.0-1",
                        "CONNACK with flags 02",
                        "the client closes, and does not take itself for connected",
                        t -> notAccepted(t, t.packets().connAck(2, 0))),
                ClientRule.of(
                        "3.2.2/6",
                        "rejects a Reason Code that CONNACK does not have",
                        "3.2.2-8",
                        "3.2.2-6",
                        "CONNACK with Reason Code 0x01 (before 5.0: return code 6)",
                        "the client closes, and does not take itself for connected",
                        t -> notAccepted(t, t.packets().connAck(0, t.five() ? 1 : 6))),
                ClientRule.five(
                        "3.2.2/7",
                        "publishes at no higher QoS than the Maximum QoS",
                        "3.2.2-11",
                        "CONNACK with Maximum QoS 1; the client publishes at QoS 2",
                        "no PUBLISH of QoS 2",
                        t -> maximumQoS(t, 1, QoS.EXACTLY_ONCE)),
                ClientRule.five(
                        "3.2.2/8",
                        "publishes at QoS 0 only if the Maximum QoS is 0",
                        "3.2.2-11",
                        "CONNACK with Maximum QoS 0; the client publishes at QoS 1",
                        "no PUBLISH of QoS 1",
                        t -> maximumQoS(t, 0, QoS.AT_LEAST_ONCE)),
                ClientRule.five(
                        "3.2.2/9",
                        "retains nothing where the server cannot",
                        "3.2.2-14",
                        "CONNACK with Retain Available 0; the client publishes with RETAIN 1",
                        "no PUBLISH with RETAIN 1",
                        t -> {
                            RawLink link = t.open(
                                    t.command(t.connect()), t.packets().connAck(0, 0, Wire.property(0x25, Wire.u8(0))));
                            t.publish(ApplicationMessage.of(TOPIC, "x", QoS.AT_MOST_ONCE)
                                    .retained());
                            t.that(
                                    Flows.of(Fence.outbound(t, link), RawType.PUBLISH).stream()
                                            .noneMatch(RawPacket::retain),
                                    "retained",
                                    "A PUBLISH with RETAIN 1 came");
                        }),
                ClientRule.five(
                        "3.2.2/10",
                        "sends no packet larger than the Maximum Packet Size",
                        "3.2.2-15",
                        "CONNACK with Maximum Packet Size 64; the client publishes 100 bytes, and subscribes to a filter of 100",
                        "no packet of more than 64 bytes, but a smaller PUBLISH comes",
                        t -> {
                            RawLink link = t.open(
                                    t.command(t.connect()),
                                    t.packets().connAck(0, 0, Wire.property(0x27, Wire.u32(LIMIT))));
                            t.publish(ApplicationMessage.of(TOPIC, "x".repeat(100), QoS.AT_MOST_ONCE));
                            t.publish(ApplicationMessage.of(TOPIC, "x".repeat(100), QoS.AT_LEAST_ONCE));
                            t.driver().send(Command.Subscribe.to("x".repeat(100), QoS.AT_MOST_ONCE));
                            for (RawPacket packet : Fence.outbound(t, link)) {
                                t.that(
                                        packet.frame().length() <= LIMIT,
                                        "too-large",
                                        packet.type() + " has " + packet.frame().length() + " bytes");
                            }
                        }),
                ClientRule.five(
                        "3.2.2/11",
                        "uses no Topic Alias where the server accepts none",
                        "3.2.2-18",
                        "CONNACK without Topic Alias Maximum; the client publishes on one topic several times",
                        "no PUBLISH has a Topic Alias, and each has its topic",
                        t -> {
                            RawLink link = t.open();
                            for (int i = 0; i < 5; i++) {
                                RawPacket publish = Flows.published(t, link, TOPIC, QoS.AT_MOST_ONCE);
                                t.that(publish.property(0x23).isEmpty(), "alias", "A PUBLISH has a Topic Alias");
                                t.that(publish.topic().equals(TOPIC), "no-topic", "A PUBLISH has no topic");
                            }
                        }),
                ClientRule.five(
                        "3.2.2/12",
                        "uses no Topic Alias above the maximum",
                        "3.2.2-17 3.3.2-9",
                        "CONNACK with Topic Alias Maximum 2; the client publishes on five topics, twice",
                        "no Topic Alias but 1 and 2, and each stands for the topic it was sent with",
                        S3_02_ConnAck::aliases),
                ClientRule.of(
                        "3.2.0/1",
                        "rejects a second CONNACK",
                        "3.2.0-2",
                        "4.8.0-1",
                        "CONNACK twice",
                        "the client closes (5.0: with 0x82)",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().connAck(0, 0));
                            t.rejects(link, 0x82);
                        }),
                ClientRule.of(
                        "3.2.0/2",
                        "accepts nothing before CONNACK",
                        "3.2.0-1",
                        "3.2.0-1 4.8.0-1",
                        "PUBLISH instead of CONNACK",
                        "no message reaches the application, and the client closes",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(t.packets().publish(0, TOPIC, 0, "x"));
                            t.rejects(link);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.five(
                        "3.2.2/13",
                        "rejects Receive Maximum 0",
                        "4.9.0-1",
                        "CONNACK with Receive Maximum 0",
                        "the client closes, and does not take itself for connected",
                        t -> notAccepted(t, t.packets().connAck(0, 0, Wire.property(0x21, Wire.u16(0))))),
                ClientRule.five(
                        "3.2.2/14",
                        "rejects Maximum QoS 2",
                        "3.2.2-9",
                        "CONNACK with Maximum QoS 2, a value that the property does not have",
                        "the client closes, and does not take itself for connected",
                        t -> notAccepted(t, t.packets().connAck(0, 0, Wire.property(0x24, Wire.u8(2))))),
                ClientRule.five(
                        "3.2.2/15",
                        "rejects a property that CONNACK does not have",
                        "4.13.1-1",
                        "CONNACK with Topic Alias (0x23)",
                        "the client closes, and does not take itself for connected",
                        t -> notAccepted(t, t.packets().connAck(0, 0, Wire.property(0x23, Wire.u16(1))))),
                ClientRule.five(
                        "3.2.2/16",
                        "makes known why it was refused",
                        "3.2.2-7",
                        "CONNACK with Bad User Name or Password and a Reason String, then the server closes",
                        "the application is told Reason Code 0x86",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(t.packets().connAck(0, 0x86, Wire.property(0x1F, Wire.text("no"))));
                            link.halfClose();
                            t.closes(link, true);
                            t.refused();
                        }));
    }

    /** A CONNACK that a client must not take for an acceptance. It may close in any way: it is not connected yet. */
    private static void notAccepted(ClientTrial t, byte[] connAck) throws InterruptedException {
        RawLink link = t.dial(t.command(t.connect()));
        link.expect(RawType.CONNECT);
        link.send(connAck);
        t.rejects(link);
        t.refused();
    }

    private static void maximumQoS(ClientTrial t, int maximum, QoS qos) throws InterruptedException {
        RawLink link = t.open(t.command(t.connect()), t.packets().connAck(0, 0, Wire.property(0x24, Wire.u8(maximum))));
        t.publish(TOPIC, qos);
        t.that(
                Flows.of(Fence.outbound(t, link), RawType.PUBLISH).stream().noneMatch(each -> each.qos() > maximum),
                "higher-qos",
                "A PUBLISH of a higher QoS than " + maximum + " came");
    }

    private static void aliases(ClientTrial t) throws InterruptedException {
        RawLink link = t.open(t.command(t.connect()), t.packets().connAck(0, 0, Wire.property(0x22, Wire.u16(2))));
        Map<Integer, String> known = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            String topic = TOPIC + i % 5;
            RawPacket publish = Flows.published(t, link, topic, QoS.AT_MOST_ONCE);
            OptionalInt alias = publish.number(0x23);
            if (alias.isPresent()) {
                t.that(
                        alias.getAsInt() >= 1 && alias.getAsInt() <= 2,
                        "above-maximum",
                        "A PUBLISH has the Topic Alias " + alias.getAsInt());
                if (!publish.topic().isEmpty()) {
                    known.put(alias.getAsInt(), publish.topic());
                }
            }
            String meant = publish.topic().isEmpty() ? known.getOrDefault(alias.orElse(0), "") : publish.topic();
            t.that(meant.equals(topic), "wrong-alias", "A PUBLISH stands for another topic than it should");
        }
    }
}
