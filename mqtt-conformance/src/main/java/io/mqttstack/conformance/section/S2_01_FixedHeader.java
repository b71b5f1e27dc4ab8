package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import java.util.List;
import java.util.Optional;

/** Sections 2.2.2 of 3.1.1, 2.1.3 of 5.0: the flags of the fixed header. */
final class S2_01_FixedHeader {
    private static final String TOPIC = "header";

    private S2_01_FixedHeader() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "2.1.3/1 2.2.2/1",
                        "sends packets with the right flags and of the right form",
                        "2.1.3-1 2.2.2-1 3.6.1-1 3.8.1-1 3.10.1-1 3.14.1-1",
                        "2.2.2-1 3.6.1-1 3.8.1-1 3.10.1-1",
                        "everything that makes the client send each kind of packet",
                        "each packet has the flags of its kind and is well formed",
                        S2_01_FixedHeader::flags),
                ClientRule.of(
                        "2.1.3/2 2.2.2/2",
                        "rejects CONNACK with reserved flags",
                        "2.1.3-1",
                        "2.2.2-1 2.2.2-2",
                        "CONNACK with first byte 21",
                        "the client does not take itself for connected, and closes",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(reflag(t.packets().connAck(0, 0), 0x21));
                            t.closes(link, true);
                            t.refused();
                        }),
                ClientRule.of(
                        "2.1.3/3 2.2.2/3",
                        "rejects PUBACK with reserved flags",
                        "2.1.3-1",
                        "2.2.2-1 2.2.2-2",
                        "PUBACK with first byte 41",
                        "the message does not count as delivered, and the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            int number = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            link.send(t.packets()
                                    .ack(0x41, link.expect(RawType.PUBLISH).identifier()));
                            t.rejects(link, 0x81);
                            t.that(!completed(t, number), "accepted", "The message counts as delivered");
                        }),
                ClientRule.of(
                        "2.1.3/4 2.2.2/4",
                        "rejects SUBACK with reserved flags",
                        "2.1.3-1",
                        "2.2.2-1 2.2.2-2",
                        "SUBACK with first byte 92",
                        "the subscription does not count as granted, and the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            int number = t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_LEAST_ONCE));
                            RawPacket subscribe = link.expect(RawType.SUBSCRIBE);
                            link.send(reflag(t.packets().subAck(subscribe.identifier(), 1), 0x92));
                            t.rejects(link, 0x81);
                            t.that(!completed(t, number), "accepted", "The subscription counts as granted");
                        }),
                ClientRule.of(
                        "2.1.3/5 2.2.2/5",
                        "rejects PUBREL with reserved flags",
                        "2.1.3-1 3.6.1-1",
                        "2.2.2-1 2.2.2-2 3.6.1-1",
                        "a message of QoS 2, then PUBREL with first byte 60",
                        "no PUBCOMP, and the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 7, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x60, 7));
                            Optional<RawPacket> next = link.poll(t.patience());
                            t.that(
                                    next.isEmpty() || next.get().type() != RawType.PUBCOMP,
                                    "accepted",
                                    "The client answered with PUBCOMP");
                            next.ifPresent(link::pushBack);
                            t.rejects(link, 0x81);
                        }),
                ClientRule.of(
                        "2.1.3/6 2.2.2/6",
                        "rejects PINGRESP with reserved flags",
                        "2.1.3-1",
                        "2.2.2-1 2.2.2-2",
                        "PINGRESP with first byte D1",
                        "the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("D1 00"));
                            t.rejects(link, 0x81);
                        }),
                ClientRule.five(
                        "2.1.3/7",
                        "rejects DISCONNECT with reserved flags",
                        "2.1.3-1 3.14.1-1",
                        "DISCONNECT with first byte E2",
                        "the client closes with 0x81",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("E2 02 00 00"));
                            t.rejects(link, 0x81);
                        }));
    }

    static byte[] reflag(byte[] packet, int first) {
        byte[] other = packet.clone();
        other[0] = (byte) first;
        return other;
    }

    /** Whether a command was answered by what its acknowledgement means. */
    static boolean completed(ClientTrial t, int number) {
        return t.driver().events().stream()
                .filter(event -> event.command() == number)
                .anyMatch(event -> event instanceof Event.Subscribed
                        || event instanceof Event.Unsubscribed
                        || (event instanceof Event.Published published && published.delivered()));
    }

    private static void flags(ClientTrial t) throws InterruptedException {
        RawLink link = t.dial(t.command(t.connect()));
        check(t, link.expect(RawType.CONNECT), 0);
        link.send(t.packets().connAck(0, 0));
        t.connected();
        RawPacket subscribe = t.subscribe(link, TOPIC, QoS.EXACTLY_ONCE);
        check(t, subscribe, 2);
        int number = t.publish(TOPIC, QoS.EXACTLY_ONCE);
        RawPacket publish = link.expect(RawType.PUBLISH);
        check(t, publish, 4);
        link.send(t.packets().ack(0x50, publish.identifier()));
        check(t, link.expect(RawType.PUBREL), 2);
        link.send(t.packets().ack(0x70, publish.identifier()));
        t.delivered(number);
        link.send(t.packets().publish(1, TOPIC, 1, "x"));
        check(t, link.expect(RawType.PUBACK), 0);
        link.send(t.packets().publish(2, TOPIC, 2, "x"));
        check(t, link.expect(RawType.PUBREC), 0);
        link.send(t.packets().ack(0x62, 2));
        check(t, link.expect(RawType.PUBCOMP), 0);
        int unsubscribing = t.driver().send(new Command.Unsubscribe(List.of(TOPIC)));
        RawPacket unsubscribe = link.expect(RawType.UNSUBSCRIBE);
        check(t, unsubscribe, 2);
        link.send(t.packets().unsubAck(unsubscribe.identifier(), 0));
        t.answer(unsubscribing);
        t.driver().send(Command.Disconnect.NORMAL);
        check(t, link.expect(RawType.DISCONNECT), 0);
    }

    private static void check(ClientTrial t, RawPacket packet, int flags) {
        t.that(
                packet.frame().flags() == flags,
                "wrong-flags",
                packet.type() + " has the flags " + packet.frame().flags() + ", not " + flags);
        packet.frame().violation(t.version()).ifPresent(violation -> {
            throw Finding.failure("malformed", packet.type() + " is not well formed: " + violation.getMessage());
        });
    }
}
