package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.util.List;
import java.util.OptionalInt;

/** Sections 3.8 to 3.11: SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK. */
final class S3_08_Subscribe {
    private static final String TOPIC = "subscribe";

    private S3_08_Subscribe() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "3.8.3/1",
                        "asks for its filter and QoS",
                        "3.8.3-1 3.8.3-2",
                        "3.8.3-1 3.8.3-3 MQTT-3-8.3-4",
                        "SUBACK; the client subscribes at QoS 0, 1 and 2",
                        "one filter in UTF-8, and the QoS in an options byte without reserved bits",
                        t -> {
                            RawLink link = t.open();
                            for (QoS qos : QoS.values()) {
                                RawPacket subscribe = t.subscribe(link, TOPIC + "/\u00e9/+", qos);
                                t.that(
                                        subscribe.filters().size() == 1 && !subscribe.broken(),
                                        "malformed",
                                        "There is not one filter");
                                RawPacket.Filter filter = subscribe.filters().get(0);
                                t.that(
                                        filter.filter().equals(TOPIC + "/\u00e9/+"),
                                        "wrong-filter",
                                        "Another filter came");
                                t.that(filter.qos() == qos.value(), "wrong-qos", "Another QoS came");
                                t.that(
                                        (filter.options() & (t.five() ? 0xC0 : 0xFC)) == 0,
                                        "reserved-bits",
                                        "The options are " + filter.options());
                            }
                        }),
                ClientRule.five(
                        "3.8.3/2",
                        "sends the options of a subscription",
                        "3.8.3-5",
                        "the client subscribes with No Local, Retain As Published and Retain Handling 1",
                        "the options byte is 1D",
                        t -> {
                            t.needs(Feature.SUBSCRIPTION_OPTIONS);
                            RawLink link = t.open();
                            t.driver()
                                    .send(new Command.Subscribe(
                                            List.of(new Command.Subscribe.Filter(
                                                    TOPIC, QoS.AT_LEAST_ONCE, true, true, RetainHandling.SEND_IF_NEW)),
                                            OptionalInt.empty(),
                                            List.of()));
                            int options = link.expect(RawType.SUBSCRIBE)
                                    .filters()
                                    .get(0)
                                    .options();
                            t.that(options == 0x1D, "wrong-options", "The options are " + options);
                        }),
                ClientRule.five(
                        "3.8.3/3",
                        "never asks for No Local on a Shared Subscription",
                        "3.8.3-4",
                        "the client is told to subscribe to $share/g/a with No Local",
                        "no such SUBSCRIBE",
                        t -> {
                            t.needs(Feature.SUBSCRIPTION_OPTIONS);
                            RawLink link = t.open();
                            t.driver()
                                    .send(new Command.Subscribe(
                                            List.of(new Command.Subscribe.Filter(
                                                    "$share/g/a",
                                                    QoS.AT_LEAST_ONCE,
                                                    true,
                                                    false,
                                                    RetainHandling.SEND_AT_SUBSCRIBE)),
                                            OptionalInt.empty(),
                                            List.of()));
                            for (RawPacket packet : Flows.of(Fence.outbound(t, link), RawType.SUBSCRIBE)) {
                                t.that(
                                        packet.filters().stream().allMatch(each -> (each.options() & 4) == 0),
                                        "no-local",
                                        "A Shared Subscription with No Local was asked for");
                            }
                        }),
                ClientRule.of(
                        "3.9.3/1",
                        "reports that a subscription was refused",
                        "3.9.3-1 3.8.4-7",
                        "3.9.3-1 3.8.4-5",
                        "SUBACK with 0x80",
                        "the application is not told that it has the subscription",
                        t -> {
                            RawLink link = t.open();
                            int number = t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_LEAST_ONCE));
                            link.send(t.packets()
                                    .subAck(link.expect(RawType.SUBSCRIBE).identifier(), 0x80));
                            Event event = t.answer(number);
                            boolean granted = event instanceof Event.Subscribed subscribed
                                    && subscribed.reasonCodes().stream().anyMatch(code -> code < 0x80);
                            t.that(!granted, "reported-as-granted", "The client says " + event);
                        }),
                ClientRule.of(
                        "3.9.3/2",
                        "rejects a code that SUBACK does not have",
                        "3.9.3-2",
                        "3.9.3-2",
                        "SUBACK with 0x03",
                        "the subscription does not count as granted, and the client closes (5.0: with 0x81 or 0x82)",
                        t -> badAnswer(t, 3)),
                ClientRule.of(
                        "3.9.3/3",
                        "rejects SUBACK with more codes than filters",
                        "3.8.4-6",
                        "3.8.4-5",
                        "SUBACK with two codes for one filter",
                        "the subscription does not count as granted, and the client closes (5.0: with 0x81 or 0x82)",
                        t -> badAnswer(t, 1, 1)),
                ClientRule.of(
                        "3.9.2/1",
                        "takes no SUBACK for its own that has another identifier",
                        "3.8.4-2 2.2.1-6",
                        "3.8.4-2 2.3.1-7",
                        "SUBACK with another identifier that refuses, then the right one",
                        "the subscription is not refused; it is granted by its own SUBACK, unless the client closed",
                        t -> {
                            RawLink link = t.open();
                            int number = t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_LEAST_ONCE));
                            int identifier = link.expect(RawType.SUBSCRIBE).identifier();
                            link.send(
                                    t.packets().subAck(identifier + 1, 0x80),
                                    t.packets().subAck(identifier, 1));
                            Event event = t.answer(number);
                            boolean refused = event instanceof Event.Subscribed subscribed
                                    && subscribed.reasonCodes().contains(0x80);
                            t.that(!refused, "mixed-up", "The SUBACK of another packet refused the subscription");
                        }),
                ClientRule.of(
                        "3.10.3/1",
                        "unsubscribes from its filter",
                        "3.10.3-1 3.10.3-2",
                        "3.10.3-1 3.10.3-2",
                        "UNSUBACK; the client unsubscribes",
                        "one filter in UTF-8, and nothing behind it",
                        t -> {
                            RawLink link = t.open();
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                            int number = t.driver().send(new Command.Unsubscribe(List.of(TOPIC)));
                            RawPacket unsubscribe = link.expect(RawType.UNSUBSCRIBE);
                            t.that(
                                    !unsubscribe.broken()
                                            && unsubscribe.filters().size() == 1
                                            && unsubscribe
                                                    .filters()
                                                    .get(0)
                                                    .filter()
                                                    .equals(TOPIC),
                                    "wrong-filter",
                                    "UNSUBSCRIBE does not hold the filter alone");
                            link.send(t.packets().unsubAck(unsubscribe.identifier(), 0));
                            t.that(
                                    t.answer(number) instanceof Event.Unsubscribed,
                                    "not-completed",
                                    "UNSUBACK came, but the client does not say so");
                        }),
                ClientRule.five(
                        "3.11.3/1",
                        "rejects a code that UNSUBACK does not have",
                        "3.11.3-2",
                        "UNSUBACK with 0x01",
                        "the client closes with 0x81 or 0x82",
                        t -> {
                            RawLink link = t.open();
                            t.subscribe(link, TOPIC, QoS.AT_LEAST_ONCE);
                            int number = t.driver().send(new Command.Unsubscribe(List.of(TOPIC)));
                            RawPacket unsubscribe = link.expect(RawType.UNSUBSCRIBE);
                            link.send(t.packets().unsubAck(unsubscribe.identifier(), 1));
                            t.rejects(link, 0x81, 0x82);
                            t.that(!S2_01_FixedHeader.completed(t, number), "accepted", "It counts as unsubscribed");
                        }),
                ClientRule.of(
                        "3.10.4/1",
                        "acknowledges messages that come after UNSUBACK",
                        "4.5.0-2 3.10.4-3",
                        "4.5.0-2 3.10.4-3",
                        "a message of QoS 2, UNSUBACK, then PUBREL and one of QoS 1",
                        "PUBCOMP and PUBACK",
                        t -> {
                            RawLink link = t.open();
                            t.subscribe(link, TOPIC, QoS.EXACTLY_ONCE);
                            link.send(t.packets().publish(2, TOPIC, 5, "x"));
                            link.expect(RawType.PUBREC);
                            int number = t.driver().send(new Command.Unsubscribe(List.of(TOPIC)));
                            RawPacket unsubscribe = link.expect(RawType.UNSUBSCRIBE);
                            link.send(t.packets().unsubAck(unsubscribe.identifier(), 0));
                            t.answer(number);
                            link.send(t.packets().ack(0x62, 5));
                            link.expect(RawType.PUBCOMP);
                            link.send(t.packets().publish(1, TOPIC, 6, "x"));
                            link.expect(RawType.PUBACK);
                        }));
    }

    private static void badAnswer(ClientTrial t, int... codes) throws InterruptedException {
        RawLink link = t.open();
        int number = t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_LEAST_ONCE));
        link.send(t.packets().subAck(link.expect(RawType.SUBSCRIBE).identifier(), codes));
        t.rejects(link, 0x81, 0x82);
        if (S2_01_FixedHeader.completed(t, number)) {
            // Which a server must not send; no statement of 5.0 says more of what a client has to do then than section
            // 4.13.1.
            t.that(t.five(), "accepted", "The subscription counts as granted");
            t.lax("accepted", "The subscription counts as granted");
        }
    }
}
