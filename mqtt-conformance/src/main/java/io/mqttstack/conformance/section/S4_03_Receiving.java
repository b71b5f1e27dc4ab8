package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Section 4.3, and 4.5: how messages of QoS 1 and 2 are received. */
final class S4_03_Receiving {
    private static final String TOPIC = "receiving";

    private S4_03_Receiving() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "4.3.2/4",
                        "acknowledges a message of QoS 1",
                        "4.3.2-4",
                        "4.3.2-2",
                        "a message of QoS 1",
                        "PUBACK with its identifier, and the message reaches the application",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(1, TOPIC, 5, "x"));
                            t.that(
                                    link.expect(RawType.PUBACK).identifier() == 5,
                                    "wrong-identifier",
                                    "PUBACK has another identifier");
                            t.message(TOPIC);
                        }),
                ClientRule.of(
                        "4.3.2/5",
                        "takes an identifier for a new message after PUBACK",
                        "4.3.2-5",
                        "4.3.2-2",
                        "a message of QoS 1; after PUBACK, one with the same identifier and DUP 1",
                        "PUBACK again, and the application gets both",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(1, TOPIC, 5, "x"));
                            link.expect(RawType.PUBACK);
                            link.send(dup(t, 1, 5));
                            link.expect(RawType.PUBACK);
                            t.message(TOPIC);
                            t.message(TOPIC);
                        }),
                ClientRule.of(
                        "4.3.2/6",
                        "acknowledges no message that the application does not own yet",
                        "4.3.2-4",
                        "4.3.2-2",
                        "a message of QoS 1 to a client that leaves acknowledgements to the application",
                        "PUBACK after the application has acknowledged, not before",
                        t -> {
                            t.needs(Feature.MANUAL_ACKNOWLEDGEMENT);
                            RawLink link = t.open(t.command(t.connect()).manual());
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                            link.send(t.packets().publish(1, TOPIC, 5, "x"));
                            Event.Message message = t.message(TOPIC);
                            t.that(
                                    Flows.none(Fence.outbound(t, link), RawType.PUBACK),
                                    "too-early",
                                    "PUBACK came before the application acknowledged");
                            t.driver().send(new Command.Acknowledge(message.delivery(), 0));
                            link.expect(RawType.PUBACK);
                        }),
                ClientRule.of(
                        "4.3.3/9",
                        "acknowledges a message of QoS 2",
                        "4.3.3-8 4.3.3-11",
                        "4.3.3-2",
                        "a message of QoS 2, then PUBREL",
                        "PUBREC and PUBCOMP with its identifier, and the application gets it once",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            t.that(
                                    link.expect(RawType.PUBREC).identifier() == 9,
                                    "wrong-identifier",
                                    "PUBREC is wrong");
                            link.send(t.packets().ack(0x62, 9));
                            t.that(
                                    link.expect(RawType.PUBCOMP).identifier() == 9,
                                    "wrong-identifier",
                                    "PUBCOMP has another identifier");
                            Fence.inbound(t, link);
                            t.that(t.messages(TOPIC) == 1, "not-once", "The application did not get it once");
                        }),
                ClientRule.of(
                        "4.3.3/10",
                        "delivers a message of QoS 2 once, however often it comes before PUBREL",
                        "4.3.3-10",
                        "4.3.3-2 4.1.0-2",
                        "a message of QoS 2 three times, then PUBREL",
                        "PUBREC three times, and the application gets it once",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(dup(t, 2, 9));
                            link.expect(RawType.PUBREC);
                            link.send(dup(t, 2, 9));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 9));
                            link.expect(RawType.PUBCOMP);
                            Fence.inbound(t, link);
                            t.that(
                                    t.messages(TOPIC) == 1,
                                    "not-once",
                                    "The application got it " + t.messages(TOPIC) + " times");
                        }),
                ClientRule.of(
                        "4.3.3/11",
                        "delivers a message of QoS 2 once, also if it comes again after a reset",
                        "4.3.3-10 3.1.2-23 4.1.0-1",
                        "4.3.3-2 3.1.2-4 4.1.0-1",
                        "a message of QoS 2, after PUBREC a reset; Session Present and the message again, then PUBREL",
                        "PUBREC and PUBCOMP, and the application gets it once",
                        t -> {
                            RawLink link = t.openKeeping();
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            link.expect(RawType.PUBREC);
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            next.send(dup(t, 2, 9));
                            next.expect(RawType.PUBREC);
                            next.send(t.packets().ack(0x62, 9));
                            next.expect(RawType.PUBCOMP);
                            Fence.inbound(t, next);
                            t.that(
                                    t.messages(TOPIC) == 1,
                                    "not-once",
                                    "The application got it " + t.messages(TOPIC) + " times");
                        }),
                ClientRule.of(
                        "4.3.3/12",
                        "takes an identifier for a new message after PUBCOMP",
                        "4.3.3-12",
                        "4.3.3-2",
                        "a whole flow of QoS 2, then another whole one with the same identifier and DUP 1",
                        "PUBREC and PUBCOMP for each, and the application gets both",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 9));
                            link.expect(RawType.PUBCOMP);
                            link.send(dup(t, 2, 9));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 9));
                            link.expect(RawType.PUBCOMP);
                            t.message(TOPIC);
                            t.message(TOPIC);
                        }),
                ClientRule.five(
                        "4.3.3/13",
                        "ends the flow of a message that has expired",
                        "4.3.3-13",
                        "a message of QoS 2 that expires after a second; after two seconds PUBREL",
                        "PUBCOMP",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(2, TOPIC, 9, "x", Wire.property(0x02, Wire.u32(1))));
                            link.expect(RawType.PUBREC);
                            link.poll(Duration.ofSeconds(2));
                            link.send(t.packets().ack(0x62, 9));
                            link.expect(RawType.PUBCOMP);
                        }),
                ClientRule.five(
                        "4.3.3/14",
                        "takes an identifier for a new message after it refused one",
                        "4.3.3-9",
                        "a message of QoS 2, which the application refuses with 0x83; then one with the same identifier",
                        "PUBREC with 0x83, and the application gets both",
                        t -> {
                            t.needs(Feature.MANUAL_ACKNOWLEDGEMENT, Feature.NEGATIVE_ACKNOWLEDGEMENT);
                            RawLink link = t.open(t.command(t.connect()).manual());
                            t.subscribe(link, TOPIC, QoS.EXACTLY_ONCE);
                            link.send(t.packets().publish(2, TOPIC, 9, "x"));
                            t.driver()
                                    .send(new Command.Acknowledge(
                                            t.message(TOPIC).delivery(), 0x83));
                            int code = link.expect(RawType.PUBREC).reasonCode();
                            t.that(code == 0x83, "wrong-code", "PUBREC has the Reason Code " + code);
                            link.send(t.packets().publish(2, TOPIC, 9, "y"));
                            t.message(TOPIC);
                        }),
                ClientRule.of(
                        "4.3.3/15",
                        "answers PUBREL for an identifier that it does not know",
                        "4.3.3-11",
                        "4.3.3-2",
                        "PUBREL for an identifier that was never used",
                        "PUBCOMP with the same identifier",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().ack(0x62, 77));
                            t.that(
                                    link.expect(RawType.PUBCOMP).identifier() == 77,
                                    "wrong-identifier",
                                    "PUBCOMP has another identifier");
                        }),
                ClientRule.of(
                        "4.5.0/1",
                        "acknowledges messages that nobody asked for",
                        "4.5.0-2",
                        "4.5.0-2",
                        "messages of QoS 1 and 2 on a topic without subscription, then PUBREL",
                        "PUBACK, PUBREC and PUBCOMP",
                        t -> {
                            RawLink link = t.open();
                            t.subscribe(link, "other", QoS.AT_LEAST_ONCE);
                            link.send(t.packets().publish(1, TOPIC, 1, "x"));
                            link.expect(RawType.PUBACK);
                            link.send(t.packets().publish(2, TOPIC, 2, "x"));
                            link.expect(RawType.PUBREC);
                            link.send(t.packets().ack(0x62, 2));
                            link.expect(RawType.PUBCOMP);
                        }));
    }

    private static byte[] dup(ClientTrial t, int qos, int identifier) {
        return t.packets().publish(0x38 | (qos << 1), TOPIC.getBytes(StandardCharsets.UTF_8), identifier, "x");
    }
}
