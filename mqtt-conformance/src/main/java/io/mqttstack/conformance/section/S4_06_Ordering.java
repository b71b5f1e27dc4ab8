package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import java.util.ArrayList;
import java.util.List;

/** Section 4.6: the order of packets. */
final class S4_06_Ordering {
    private static final String TOPIC = "ordering";

    private S4_06_Ordering() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "4.6.0/1",
                        "sends messages again in their order",
                        "4.6.0-1",
                        "4.6.0-1",
                        "nothing for five messages of QoS 1 and 2, then a reset; CONNACK with Session Present",
                        "PUBLISH packets come again in the order of before",
                        t -> {
                            RawLink link = t.openKeeping();
                            List<Integer> first = new ArrayList<>();
                            for (int i = 0; i < 5; i++) {
                                QoS qos = i % 2 == 0 ? QoS.AT_LEAST_ONCE : QoS.EXACTLY_ONCE;
                                first.add(Flows.published(t, link, TOPIC, qos).identifier());
                            }
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            next.acknowledge();
                            List<Integer> again = new ArrayList<>();
                            while (again.size() < first.size()) {
                                RawPacket packet = next.next("PUBLISH of a message that was sent before");
                                if (packet.type() == RawType.PUBLISH) {
                                    again.add(packet.identifier());
                                }
                            }
                            t.that(again.equals(first), "out-of-order", first + " came again as " + again);
                        }),
                ClientRule.of(
                        "4.6.0/2",
                        "sends PUBACKs in the order of the messages",
                        "4.6.0-2",
                        "4.6.0-2",
                        "messages of QoS 1 with the identifiers 30, 10, 20",
                        "PUBACK 30, 10, 20",
                        t -> answers(t, 1, RawType.PUBACK)),
                ClientRule.of(
                        "4.6.0/3",
                        "sends PUBRECs in the order of the messages",
                        "4.6.0-3",
                        "4.6.0-3",
                        "messages of QoS 2 with the identifiers 30, 10, 20",
                        "PUBREC 30, 10, 20",
                        t -> answers(t, 2, RawType.PUBREC)),
                ClientRule.of(
                        "4.6.0/4",
                        "sends PUBRELs in the order of the PUBRECs",
                        "4.6.0-4",
                        "4.6.0-4",
                        "PUBREC for the second, third and first of three messages",
                        "PUBREL in the same order",
                        t -> {
                            RawLink link = t.open();
                            List<Integer> ids = new ArrayList<>();
                            for (int i = 0; i < 3; i++) {
                                ids.add(Flows.published(t, link, TOPIC, QoS.EXACTLY_ONCE)
                                        .identifier());
                            }
                            List<Integer> order = List.of(ids.get(1), ids.get(2), ids.get(0));
                            order.forEach(id -> link.send(t.packets().ack(0x50, id)));
                            List<Integer> releases = new ArrayList<>();
                            for (int i = 0; i < 3; i++) {
                                releases.add(link.expect(RawType.PUBREL).identifier());
                            }
                            t.that(releases.equals(order), "out-of-order", order + " was released as " + releases);
                        }),
                ClientRule.of(
                        "4.6.0/5",
                        "sends PUBACKs in the order of the messages, whatever the order of the application",
                        "4.6.0-2",
                        "4.6.0-2",
                        "messages 1, 2 and 3 of QoS 1, which the application acknowledges as 3, 1, 2",
                        "PUBACK 1, 2, 3; a client that leaves their order to the application is not strict",
                        t -> {
                            t.needs(Feature.MANUAL_ACKNOWLEDGEMENT);
                            RawLink link = t.open(t.command(t.connect()).manual());
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                            List<Integer> deliveries = new ArrayList<>();
                            for (int i = 1; i <= 3; i++) {
                                link.send(t.packets().publish(1, TOPIC, i, "x"));
                            }
                            deliveries.add(t.message(TOPIC).delivery());
                            for (int i = 2; i <= 3; i++) {
                                deliveries.add(t.driver()
                                        .message()
                                        .orElseThrow(() -> Finding.unsupported(
                                                "the client hands a message over when the one before is acknowledged"))
                                        .delivery());
                            }
                            List<Integer> application = List.of(3, 1, 2);
                            for (int i : application) {
                                t.driver().send(new Command.Acknowledge(deliveries.get(i - 1), 0));
                            }
                            List<Integer> acks = new ArrayList<>();
                            for (int i = 0; i < 3; i++) {
                                acks.add(link.expect(RawType.PUBACK).identifier());
                            }
                            if (acks.equals(application)) {
                                t.lax("left-to-application", "The order of PUBACKs is left to the application");
                                return;
                            }
                            t.that(acks.equals(List.of(1, 2, 3)), "out-of-order", "PUBACK came as " + acks);
                        }));
    }

    private static void answers(ClientTrial t, int qos, RawType type) throws InterruptedException {
        RawLink link = t.open();
        List<Integer> order = List.of(30, 10, 20);
        for (int identifier : order) {
            link.send(t.packets().publish(qos, TOPIC, identifier, "x"));
        }
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(link.expect(type).identifier());
        }
        t.that(answers.equals(order), "out-of-order", order + " was answered as " + answers);
    }
}
