package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.util.List;
import java.util.Optional;

/** Sections 3.4 to 3.7: PUBACK, PUBREC, PUBREL, PUBCOMP. */
final class S3_04_Acknowledgements {
    private static final String TOPIC = "acknowledge";
    private static final int LIMIT = 20;

    private S3_04_Acknowledgements() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.five(
                        "3.4.2/1",
                        "rejects a Reason Code that PUBACK does not have",
                        "3.4.2-1",
                        "PUBACK with Reason Code 0x01",
                        "the message does not count as delivered, and the client closes with 0x81 or 0x82",
                        t -> {
                            RawLink link = t.open();
                            int number = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            link.send(t.packets()
                                    .ack(0x40, link.expect(RawType.PUBLISH).identifier(), 1));
                            t.rejects(link, 0x81, 0x82);
                            t.that(!S2_01_FixedHeader.completed(t, number), "accepted", "It counts as delivered");
                        }),
                ClientRule.five(
                        "3.5.2/1",
                        "rejects a Reason Code that PUBREC does not have",
                        "3.5.2-1",
                        "PUBREC with Reason Code 0x01",
                        "no PUBREL, and the client closes with 0x81 or 0x82",
                        t -> {
                            RawLink link = t.open();
                            RawPacket publish = Flows.published(t, link, TOPIC, QoS.EXACTLY_ONCE);
                            link.send(t.packets().ack(0x50, publish.identifier(), 1));
                            no(t, link, RawType.PUBREL);
                        }),
                ClientRule.five(
                        "3.6.2/1",
                        "rejects a Reason Code that PUBREL does not have",
                        "3.6.2-1",
                        "a message of QoS 2, then PUBREL with Reason Code 0x01",
                        "no PUBCOMP, and the client closes with 0x81 or 0x82",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 9, 1));
                            no(t, link, RawType.PUBCOMP);
                        }),
                ClientRule.five(
                        "3.7.2/1",
                        "rejects a Reason Code that PUBCOMP does not have",
                        "3.7.2-1",
                        "PUBCOMP with Reason Code 0x01",
                        "the message does not count as delivered, and the client closes with 0x81 or 0x82",
                        t -> {
                            RawLink link = t.open();
                            int number = t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, identifier));
                            link.expect(RawType.PUBREL);
                            link.send(t.packets().ack(0x70, identifier, 1));
                            t.rejects(link, 0x81, 0x82);
                            t.that(!S2_01_FixedHeader.completed(t, number), "accepted", "It counts as delivered");
                        }),
                ClientRule.five(
                        "3.4.2/2",
                        "understands the short forms of PUBACK",
                        "2.2.2-1",
                        "PUBACK with Remaining Length 2, 3 and 4",
                        "each message counts as delivered",
                        t -> {
                            RawLink link = t.open();
                            for (String tail : List.of("", "00", "00 00")) {
                                int number = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                                int identifier = link.expect(RawType.PUBLISH).identifier();
                                link.send(Wire.packet(0x40, Wire.u16(identifier), Wire.hex(tail)));
                                t.delivered(number);
                            }
                        }),
                ClientRule.five(
                        "3.4.2/3",
                        "keeps its acknowledgements within the Maximum Packet Size",
                        "3.4.2-2 3.4.2-3 3.5.2-2 3.5.2-3 3.6.2-2 3.6.2-3 3.7.2-2 3.7.2-3",
                        "CONNACK with Maximum Packet Size 20; the flows of QoS 1 and 2 in both directions",
                        "PUBACK, PUBREC, PUBCOMP and PUBREL come, none of them larger than 20 bytes",
                        S3_04_Acknowledgements::small),
                ClientRule.five(
                        "3.4.2/4",
                        "uses Reason Codes that its acknowledgements have",
                        "3.4.2-1 3.5.2-1 3.6.2-1 3.7.2-1",
                        "messages of QoS 1 and 2, PUBREL for an unknown identifier",
                        "PUBACK and PUBREC with codes of their tables, PUBCOMP with 0x00 or 0x92",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(1, TOPIC, 1, "x"));
                            link.send(t.packets().publish(2, TOPIC, 2, "x"));
                            link.send(t.packets().ack(0x62, 2));
                            for (RawPacket packet : Fence.inbound(t, link)) {
                                packet.frame().violation(t.version()).ifPresent(violation -> {
                                    throw Finding.failure("wrong-code", packet + ": " + violation.getMessage());
                                });
                            }
                        }),
                ClientRule.five(
                        "3.6.2/2",
                        "answers PUBREL for an unknown identifier with 0x92",
                        "3.7.2-1 4.3.3-11",
                        "PUBREL for an identifier that was never used",
                        "PUBCOMP with the same identifier; it should have Reason Code 0x92",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().ack(0x62, 99));
                            RawPacket complete = link.expect(RawType.PUBCOMP);
                            t.that(complete.identifier() == 99, "wrong-identifier", "PUBCOMP has another identifier");
                            t.that(
                                    complete.reasonCode() == 0x92 || complete.reasonCode() == 0,
                                    "wrong-code",
                                    "PUBCOMP has the Reason Code " + complete.reasonCode());
                            if (complete.reasonCode() != 0x92) {
                                t.lax("no-reason", "PUBCOMP does not say Packet Identifier not found (0x92)");
                            }
                        }));
    }

    private static void no(ClientTrial t, RawLink link, RawType type) throws InterruptedException {
        Optional<RawPacket> next = link.poll(t.patience());
        t.that(next.isEmpty() || next.get().type() != type, "accepted", "The client answered with " + type);
        next.ifPresent(link::pushBack);
        t.rejects(link, 0x81, 0x82);
    }

    private static void small(ClientTrial t) throws InterruptedException {
        RawLink link = t.open(t.command(t.connect()), t.packets().connAck(0, 0, Wire.property(0x27, Wire.u32(LIMIT))));
        link.send(t.packets().publish(1, "t", 1, "x"));
        size(t, link.expect(RawType.PUBACK));
        link.send(t.packets().publish(2, "t", 2, "x"));
        size(t, link.expect(RawType.PUBREC));
        link.send(t.packets().ack(0x62, 2));
        size(t, link.expect(RawType.PUBCOMP));
        t.publish(ApplicationMessage.of("t", "x", QoS.EXACTLY_ONCE));
        int identifier = link.expect(RawType.PUBLISH).identifier();
        link.send(t.packets().ack(0x50, identifier));
        size(t, link.expect(RawType.PUBREL));
    }

    private static void size(ClientTrial t, RawPacket packet) {
        t.that(
                packet.frame().length() <= LIMIT,
                "too-large",
                packet + " has " + packet.frame().length() + " bytes");
    }
}
