package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sections 2.3.1 of 3.1.1, 2.2.1 of 5.0: Packet Identifiers. */
final class S2_02_PacketIdentifier {
    private static final String TOPIC = "identifier";
    private static final int MANY = 20;

    private S2_02_PacketIdentifier() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "2.2.1/1 2.3.1/1",
                        "gives every unacknowledged packet an identifier of its own",
                        "2.2.1-3",
                        "2.3.1-1 2.3.1-2",
                        "nothing, while the client publishes at QoS 1 and 2 and subscribes",
                        "no identifier is 0, and none is used twice",
                        t -> {
                            RawLink link = t.open();
                            Set<Integer> used = new HashSet<>();
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            unused(t, link, used); // first, whatever order the client sends in
                            t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_LEAST_ONCE));
                            for (int i = 2; i < MANY; i++) {
                                t.publish(TOPIC, i % 2 == 0 ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE);
                            }
                            for (int i = 1; i < MANY; i++) {
                                unused(t, link, used);
                            }
                        }),
                ClientRule.of(
                        "2.2.1/2 2.3.1/2",
                        "puts no identifier into a PUBLISH of QoS 0",
                        "2.2.1-2",
                        "2.3.1-5",
                        "the client publishes at QoS 0",
                        "the payload follows the Topic Name (5.0: and the properties)",
                        t -> {
                            RawLink link = t.open();
                            t.publish(TOPIC, QoS.AT_MOST_ONCE);
                            RawPacket publish = link.expect(RawType.PUBLISH);
                            t.that(
                                    publish.qos() == 0 && publish.payloadText().equals("payload"),
                                    "identifier",
                                    "Something stands between the Topic Name and the payload");
                        }),
                ClientRule.of(
                        "2.2.1/3 2.3.1/3",
                        "repeats the identifier of a PUBLISH in what belongs to it",
                        "2.2.1-5",
                        "2.3.1-6",
                        "messages of QoS 1 and 2 with the identifiers 0x1234 and 0x4321; PUBREC for one of the client",
                        "PUBACK, PUBREC, PUBCOMP and PUBREL have the same identifier",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(1, TOPIC, 0x1234, "x"));
                            same(t, link.expect(RawType.PUBACK), 0x1234);
                            link.send(t.packets().publish(2, TOPIC, 0x4321, "x"));
                            same(t, link.expect(RawType.PUBREC), 0x4321);
                            link.send(t.packets().ack(0x62, 0x4321));
                            same(t, link.expect(RawType.PUBCOMP), 0x4321);
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, identifier));
                            same(t, link.expect(RawType.PUBREL), identifier);
                        }),
                ClientRule.of(
                        "- 2.3.1/4",
                        "rejects a PUBLISH of QoS 1 with identifier 0",
                        "",
                        "2.3.1-1",
                        "PUBLISH of QoS 1 with Packet Identifier 0",
                        "no message reaches the application, and the client closes",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(1, TOPIC, 0, "x"));
                            t.rejects(link);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }),
                ClientRule.of(
                        "2.2.1/5 2.3.1/5",
                        "uses an identifier again only after its acknowledgement",
                        "2.2.1-3 4.3.3-1",
                        "2.3.1-3",
                        "PUBREC but no PUBCOMP for the first message; PUBACK for many others",
                        "none of the others has the identifier of the first",
                        t -> {
                            RawLink link = t.open();
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int first = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, first));
                            link.expect(RawType.PUBREL);
                            for (int i = 0; i < MANY; i++) {
                                int number = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                                int other = link.expect(RawType.PUBLISH).identifier();
                                t.that(other != first, "in-use", "Identifier " + first + " was in use");
                                link.send(t.packets().ack(0x40, other));
                                t.delivered(number);
                            }
                        }));
    }

    private static void unused(ClientTrial t, RawLink link, Set<Integer> used) throws InterruptedException {
        RawPacket packet = link.next("PUBLISH or SUBSCRIBE");
        t.that(packet.identifier() != 0, "zero", packet.type() + " has Packet Identifier 0");
        t.that(used.add(packet.identifier()), "in-use", packet + " uses an identifier that is in use");
    }

    private static void same(ClientTrial t, RawPacket packet, int identifier) {
        t.that(
                packet.identifier() == identifier,
                "wrong-identifier",
                packet + " was due with the identifier " + identifier);
    }
}
