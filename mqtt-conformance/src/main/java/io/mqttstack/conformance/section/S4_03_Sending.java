package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Section 4.3, and 4.4: how messages of QoS 1 and 2 are sent, and sent again. */
final class S4_03_Sending {
    private static final String TOPIC = "sending";

    private S4_03_Sending() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "4.3.2/1",
                        "gives each message of QoS 1 an identifier of its own",
                        "4.3.2-1",
                        "4.3.2-1",
                        "nothing for three messages of QoS 1",
                        "three different identifiers",
                        t -> distinct(t, QoS.AT_LEAST_ONCE)),
                ClientRule.of(
                        "4.3.2/2",
                        "sends a message of QoS 1 first with DUP 0",
                        "4.3.2-2",
                        "4.3.2-1",
                        "nothing",
                        "QoS 1 and DUP 0",
                        t -> first(t, QoS.AT_LEAST_ONCE)),
                ClientRule.of(
                        "4.3.2/3",
                        "takes a message for delivered only after its own PUBACK",
                        "4.3.2-3",
                        "4.3.2-1",
                        "PUBACK for the second of two messages, then for the first",
                        "the second counts as delivered, the first only after its PUBACK",
                        t -> {
                            RawLink link = t.open();
                            int first = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            int firstId = link.expect(RawType.PUBLISH).identifier();
                            int second = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            int secondId = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x40, secondId));
                            t.delivered(second);
                            Fence.both(t, link);
                            t.that(
                                    !S2_01_FixedHeader.completed(t, first),
                                    "wrong-message",
                                    "The first one counts, too");
                            link.send(t.packets().ack(0x40, firstId));
                            t.delivered(first);
                        }),
                ClientRule.of(
                        "4.3.3/1",
                        "gives each message of QoS 2 an identifier of its own",
                        "4.3.3-1",
                        "4.3.3-1",
                        "nothing for three messages of QoS 2",
                        "three different identifiers",
                        t -> distinct(t, QoS.EXACTLY_ONCE)),
                ClientRule.of(
                        "4.3.3/2",
                        "sends a message of QoS 2 first with DUP 0",
                        "4.3.3-2",
                        "4.3.3-1",
                        "nothing",
                        "QoS 2 and DUP 0",
                        t -> first(t, QoS.EXACTLY_ONCE)),
                ClientRule.of(
                        "4.3.3/3",
                        "keeps a message of QoS 2 until PUBREC",
                        "4.3.3-3 4.4.0-1 4.1.0-1",
                        "4.3.3-1 4.4.0-1 4.1.0-1",
                        "nothing for a message of QoS 2, then a reset; CONNACK with Session Present",
                        "PUBLISH comes again, with the same identifier",
                        t -> {
                            RawLink link = t.openKeeping();
                            int identifier = Flows.published(t, link, TOPIC, QoS.EXACTLY_ONCE)
                                    .identifier();
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            RawPacket again = next.expect(RawType.PUBLISH);
                            t.that(
                                    again.qos() == 2 && again.identifier() == identifier,
                                    "another",
                                    "Another message came");
                        }),
                ClientRule.of(
                        "4.3.3/4",
                        "answers PUBREC with PUBREL, and is done at PUBCOMP",
                        "4.3.3-4 4.3.3-5",
                        "4.3.3-1",
                        "PUBREC, then PUBCOMP",
                        "PUBREL with the same identifier; the message counts as delivered after PUBCOMP only",
                        t -> {
                            RawLink link = t.open();
                            int number = t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, identifier));
                            t.that(
                                    link.expect(RawType.PUBREL).identifier() == identifier,
                                    "wrong-identifier",
                                    "PUBREL has another identifier");
                            Fence.both(t, link);
                            t.that(!S2_01_FixedHeader.completed(t, number), "too-early", "It counts before PUBCOMP");
                            link.send(t.packets().ack(0x70, identifier));
                            t.delivered(number);
                        }),
                ClientRule.five(
                        "4.3.3/5",
                        "gives a message up that PUBREC refuses",
                        "4.3.3-4 4.4.0-2",
                        "PUBREC with Not authorized (0x87)",
                        "no PUBREL, and the message counts as failed",
                        t -> {
                            RawLink link = t.open();
                            int number = t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, identifier, 0x87));
                            t.notDelivered(number);
                            t.that(
                                    Flows.none(Fence.both(t, link), RawType.PUBREL),
                                    "released",
                                    "A message that was refused was released");
                        }),
                ClientRule.of(
                        "4.3.3/6",
                        "sends PUBREL again until PUBCOMP, and never PUBLISH",
                        "4.3.3-5 4.3.3-6 4.4.0-1",
                        "4.3.3-1 4.4.0-1",
                        "PUBREC, then a reset; CONNACK with Session Present",
                        "PUBREL comes again with the same identifier, and no PUBLISH",
                        t -> {
                            RawLink link = t.openKeeping();
                            int identifier = Flows.untilRelease(t, link, TOPIC);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            next.acknowledge();
                            t.that(
                                    next.expect(RawType.PUBREL).identifier() == identifier,
                                    "wrong-identifier",
                                    "PUBREL has another identifier");
                            t.that(
                                    Flows.none(Fence.both(t, next), RawType.PUBLISH),
                                    "published-again",
                                    "PUBLISH came after PUBREL");
                        }),
                ClientRule.of(
                        "4.3.3/7",
                        "does not publish again when PUBREC comes twice",
                        "4.3.3-6",
                        "4.3.3-1",
                        "PUBREC twice",
                        "no second PUBLISH; the client may close instead",
                        t -> {
                            RawLink link = t.open();
                            int identifier = Flows.untilRelease(t, link, TOPIC);
                            link.send(t.packets().ack(0x50, identifier));
                            t.that(
                                    Flows.none(Fence.inboundUnlessClosed(t, link), RawType.PUBLISH),
                                    "published-again",
                                    "PUBLISH came after PUBREL");
                        }),
                ClientRule.five(
                        "4.3.3/8",
                        "sends a message again that has expired after its PUBLISH",
                        "4.3.3-7",
                        "nothing for a message of QoS 2 that expires after a second, then a reset; CONNACK after two seconds",
                        "PUBLISH comes again",
                        t -> {
                            t.needs(Feature.MESSAGE_PROPERTIES);
                            RawLink link = t.openKeeping();
                            t.publish(ApplicationMessage.of(TOPIC, "x", QoS.EXACTLY_ONCE)
                                    .with(Publish.Properties.builder()
                                            .messageExpiryInterval(1)
                                            .build()));
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            RawLink next = t.awaitBack(link);
                            next.expect(RawType.CONNECT);
                            next.poll(Duration.ofSeconds(2));
                            next.send(t.packets().connAck(1, 0));
                            t.that(
                                    next.expect(RawType.PUBLISH).identifier() == identifier,
                                    "wrong-identifier",
                                    "Another message came");
                        }),
                ClientRule.of(
                        "4.4.0/1",
                        "sends nothing again while the connection lasts",
                        "4.4.0-1",
                        "4.4.0-1",
                        "no PUBACK for a message of QoS 1, no PUBCOMP for one of QoS 2; the patience of the run passes",
                        "neither comes again",
                        t -> {
                            RawLink link = t.open();
                            Flows.published(t, link, TOPIC, QoS.AT_LEAST_ONCE);
                            Flows.untilRelease(t, link, TOPIC);
                            Optional<RawPacket> again = link.poll(t.patience());
                            t.that(again.isEmpty(), "sent-again", again.orElse(null) + " came again");
                        }),
                ClientRule.of(
                        "4.4.0/2",
                        "sends everything again that is not acknowledged, once",
                        "4.4.0-1 4.3.2-3",
                        "4.4.0-1 4.3.2-1 2.3.1-3",
                        "nothing for one message of QoS 1, PUBREC for one of QoS 2, then a reset; Session Present",
                        "PUBLISH and PUBREL come with their identifiers, once",
                        t -> {
                            RawLink link = t.openKeeping();
                            int publish = Flows.published(t, link, TOPIC, QoS.AT_LEAST_ONCE)
                                    .identifier();
                            int release = Flows.untilRelease(t, link, TOPIC);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            next.acknowledge();
                            List<RawPacket> again = Fence.both(t, next);
                            List<Integer> publishes = Flows.of(again, RawType.PUBLISH).stream()
                                    .map(RawPacket::identifier)
                                    .toList();
                            List<Integer> releases = Flows.of(again, RawType.PUBREL).stream()
                                    .map(RawPacket::identifier)
                                    .toList();
                            t.that(publishes.equals(List.of(publish)), "publish", "PUBLISH came as " + publishes);
                            t.that(releases.equals(List.of(release)), "release", "PUBREL came as " + releases);
                        }),
                ClientRule.five(
                        "4.4.0/3",
                        "does not send again what was refused",
                        "4.4.0-2",
                        "PUBACK with 0x97 and PUBREC with 0x87, then a reset; CONNACK with Session Present",
                        "no PUBLISH comes again, and both messages count as failed",
                        t -> {
                            RawLink link = t.openKeeping();
                            int one = t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            int oneId = link.expect(RawType.PUBLISH).identifier();
                            int two = t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int twoId = link.expect(RawType.PUBLISH).identifier();
                            link.send(
                                    t.packets().ack(0x40, oneId, 0x97),
                                    t.packets().ack(0x50, twoId, 0x87));
                            t.notDelivered(one);
                            t.notDelivered(two);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            t.that(
                                    Flows.none(Fence.both(t, next), RawType.PUBLISH),
                                    "sent-again",
                                    "A message that was refused came again");
                        }));
    }

    private static void distinct(ClientTrial t, QoS qos) throws InterruptedException {
        RawLink link = t.open();
        Set<Integer> identifiers = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            identifiers.add(Flows.published(t, link, TOPIC, qos).identifier());
        }
        t.that(identifiers.size() == 3 && !identifiers.contains(0), "in-use", "The identifiers are " + identifiers);
    }

    private static void first(ClientTrial t, QoS qos) throws InterruptedException {
        RawPacket publish = Flows.published(t, t.open(), TOPIC, qos);
        t.that(publish.qos() == qos.value() && !publish.dup(), "wrong-flags", "The QoS is another, or DUP is set");
    }
}
