package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Section 4.9: flow control, with the Receive Maximum of the server. */
final class S4_09_FlowControl {
    private static final String TOPIC = "flow";
    private static final Duration STEP = Duration.ofMillis(50);

    private S4_09_FlowControl() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.five(
                        "4.9.0/1",
                        "sends one message at a time where the server takes one",
                        "4.9.0-1 3.3.4-7",
                        "CONNACK with Receive Maximum 1; PUBACK for the first of two messages of QoS 1",
                        "the second PUBLISH comes after that PUBACK, not before",
                        t -> {
                            RawLink link = open(t, 1);
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            int first = link.expect(RawType.PUBLISH).identifier();
                            none(t, link);
                            link.send(t.packets().ack(0x40, first));
                            following(t, link, QoS.AT_LEAST_ONCE);
                        }),
                ClientRule.five(
                        "4.9.0/2",
                        "never has more messages under way than the server takes",
                        "4.9.0-2 3.3.4-7",
                        "CONNACK with Receive Maximum 3; acknowledgements one by one for eight messages",
                        "three PUBLISH, then one for each acknowledgement",
                        t -> {
                            RawLink link = open(t, 3);
                            for (int i = 0; i < 8; i++) {
                                t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            }
                            Deque<Integer> open = new ArrayDeque<>();
                            for (int i = 0; i < 3; i++) {
                                open.add(link.expect(RawType.PUBLISH).identifier());
                            }
                            for (int i = 3; i < 8; i++) {
                                none(t, link);
                                link.send(t.packets().ack(0x40, open.remove()));
                                open.add(following(t, link, QoS.AT_LEAST_ONCE));
                            }
                        }),
                ClientRule.five(
                        "4.9.0/3",
                        "has a message under way until PUBCOMP",
                        "4.9.0-2 3.3.4-7",
                        "CONNACK with Receive Maximum 1; PUBREC, then PUBCOMP for the first of two messages of QoS 2",
                        "PUBREL after PUBREC, the second PUBLISH after PUBCOMP",
                        t -> {
                            RawLink link = open(t, 1);
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int first = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, first));
                            link.expect(RawType.PUBREL);
                            none(t, link);
                            link.send(t.packets().ack(0x70, first));
                            following(t, link, QoS.EXACTLY_ONCE);
                        }),
                ClientRule.five(
                        "4.9.0/4",
                        "has no message under way that PUBREC refused",
                        "3.3.4-7",
                        "CONNACK with Receive Maximum 1; PUBREC with 0x87 for the first of two messages of QoS 2",
                        "the second PUBLISH",
                        t -> {
                            RawLink link = open(t, 1);
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            t.publish(TOPIC, QoS.EXACTLY_ONCE);
                            int first = link.expect(RawType.PUBLISH).identifier();
                            link.send(t.packets().ack(0x50, first, 0x87));
                            link.expect(RawType.PUBLISH);
                        }),
                ClientRule.five(
                        "4.9.0/5",
                        "sends everything else while it may publish nothing",
                        "4.9.0-3 3.3.4-8",
                        "CONNACK with Receive Maximum 1 and no PUBACK; a message of QoS 1, one of QoS 2 and PUBREL",
                        "PUBACK, PUBREC, PUBCOMP, and SUBSCRIBE when the client is told to subscribe",
                        t -> {
                            RawLink link = open(t, 1);
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            link.expect(RawType.PUBLISH);
                            link.send(t.packets().publish(1, TOPIC, 1, "x"));
                            link.expect(RawType.PUBACK);
                            link.send(t.packets().publish(2, TOPIC, 2, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 2));
                            link.expect(RawType.PUBCOMP);
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                        }),
                ClientRule.five(
                        "4.9.0/6",
                        "keeps to a Receive Maximum that has become smaller",
                        "4.9.0-1 4.9.0-2 3.3.4-7",
                        "nothing for three messages of QoS 1, then a reset; Session Present with Receive Maximum 1",
                        "one PUBLISH at a time, in their order",
                        t -> {
                            RawLink link = t.openKeeping();
                            List<Integer> order = new ArrayList<>();
                            for (int i = 0; i < 3; i++) {
                                order.add(Flows.published(t, link, TOPIC, QoS.AT_LEAST_ONCE)
                                        .identifier());
                            }
                            RawLink next =
                                    t.comeBack(link, t.packets().connAck(1, 0, Wire.property(0x21, Wire.u16(1))));
                            for (int identifier : order) {
                                int again = next.expect(RawType.PUBLISH).identifier();
                                t.that(again == identifier, "out-of-order", "Message " + again + " came too early");
                                none(t, next);
                                next.send(t.packets().ack(0x40, again));
                            }
                        }));
    }

    private static RawLink open(ClientTrial t, int receiveMaximum) throws InterruptedException {
        return t.open(t.command(t.connect()), t.packets().connAck(0, 0, Wire.property(0x21, Wire.u16(receiveMaximum))));
    }

    /** Fails if the client publishes before it acknowledges a message that came last. */
    private static void none(ClientTrial t, RawLink link) throws InterruptedException {
        t.that(
                Flows.none(Fence.inbound(t, link), RawType.PUBLISH),
                "too-many",
                "A PUBLISH came above the Receive Maximum");
    }

    /**
     * Takes the next PUBLISH. A client may refuse a message for which there is no room yet, instead of keeping it: the
     * application would publish it again.
     *
     * @return its Packet Identifier
     */
    private static int following(ClientTrial t, RawLink link, QoS qos) throws InterruptedException {
        long end = System.nanoTime() + t.patience().toNanos();
        while (System.nanoTime() < end && link.ended().isEmpty()) {
            Optional<RawPacket> next = link.poll(STEP);
            if (next.isPresent()) {
                link.pushBack(next.get());
                break;
            }
            // The refusal may come later than the acknowledgement that makes room.
            if (t.driver().events().stream().anyMatch(S4_09_FlowControl::isRefusal)) {
                Event unused = t.driver().take(S4_09_FlowControl::isRefusal).orElseThrow();
                t.publish(TOPIC, qos);
            }
        }
        return link.expect(RawType.PUBLISH).identifier();
    }

    private static boolean isRefusal(Event event) {
        return event instanceof Event.Failed || (event instanceof Event.Published published && !published.delivered());
    }
}
