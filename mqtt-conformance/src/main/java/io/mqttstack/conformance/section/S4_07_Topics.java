package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.util.List;

/** Sections 4.7 and 4.8.2: Topic Filters, and those of Shared Subscriptions. */
final class S4_07_Topics {
    private S4_07_Topics() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "4.7.1/1",
                        "asks for no filter with a misplaced #",
                        "4.7.1-1",
                        "4.7.1-2",
                        "the client is told to subscribe to a#, a/#/b and #/a",
                        "no such SUBSCRIBE",
                        t -> refuses(t, "a#", "a/#/b", "#/a")),
                ClientRule.of(
                        "4.7.1/2",
                        "asks for no filter with a misplaced +",
                        "4.7.1-2",
                        "4.7.1-3",
                        "the client is told to subscribe to a+, +a and a/b+/c",
                        "no such SUBSCRIBE",
                        t -> refuses(t, "a+", "+a", "a/b+/c")),
                ClientRule.of(
                        "4.7.3/1",
                        "asks for no empty filter, and publishes on no empty topic",
                        "4.7.3-1",
                        "4.7.3-1",
                        "the client is told to subscribe to, and to publish on, the empty string",
                        "no such packet",
                        t -> {
                            RawLink link = t.open();
                            t.driver().send(Command.Subscribe.to("", QoS.AT_MOST_ONCE));
                            t.publish("", QoS.AT_MOST_ONCE);
                            t.that(Fence.outbound(t, link).isEmpty(), "sent", "A packet with an empty topic came");
                        }),
                ClientRule.of(
                        "4.7.3/2",
                        "publishes on no topic with U+0000",
                        "4.7.3-2 1.5.4-2",
                        "4.7.3-2 1.5.3-2",
                        "the client is told to publish on a topic with U+0000, and to subscribe to one",
                        "no such packet",
                        t -> {
                            RawLink link = t.open();
                            t.publish("a\0b", QoS.AT_MOST_ONCE);
                            t.driver().send(Command.Subscribe.to("a\0b", QoS.AT_MOST_ONCE));
                            t.that(Fence.outbound(t, link).isEmpty(), "sent", "A packet with U+0000 came");
                        }),
                ClientRule.of(
                        "4.7.3/3",
                        "publishes on no topic of more than 65,535 bytes",
                        "4.7.3-3",
                        "4.7.3-3",
                        "the client is told to publish on a topic of 65,536 bytes in 32,768 characters",
                        "no such packet",
                        t -> {
                            RawLink link = t.open();
                            t.publish("\u00e9".repeat(32_768), QoS.AT_MOST_ONCE);
                            t.that(Fence.outbound(t, link).isEmpty(), "sent", "A packet with a longer topic came");
                        }),
                ClientRule.of(
                        "4.7.3/4",
                        "sends no lone surrogates",
                        "1.5.4-1",
                        "1.5.3-1",
                        "the client is told to publish on a topic that ends with U+D800",
                        "no packet that is not UTF-8",
                        t -> {
                            RawLink link = t.open();
                            t.publish("a\ud800", QoS.AT_MOST_ONCE);
                            t.that(
                                    Fence.outbound(t, link).stream()
                                            .noneMatch(each -> each.frame()
                                                    .violation(t.version())
                                                    .isPresent()),
                                    "sent",
                                    "A packet with a surrogate came");
                        }),
                ClientRule.five(
                        "4.8.2/1",
                        "asks for no Shared Subscription without a name or a filter",
                        "4.8.2-1",
                        "the client is told to subscribe to $share//a and $share/",
                        "no such SUBSCRIBE",
                        t -> refuses(t, "$share//a", "$share/")),
                ClientRule.five(
                        "4.8.2/2",
                        "asks for no Shared Subscription whose name has a wildcard, or that has no filter",
                        "4.8.2-2",
                        "the client is told to subscribe to $share/g, $share/g/, $share/g+/a and $share/#/a",
                        "no such SUBSCRIBE",
                        t -> refuses(t, "$share/g", "$share/g/", "$share/g+/a", "$share/#/a")),
                ClientRule.five(
                        "4.8.2/3",
                        "gets the messages of a Shared Subscription",
                        "4.8.2-1 4.8.2-2",
                        "SUBACK for $share/g/shared/+, then a message on shared/a",
                        "the filter is sent as it is, and the message reaches the application",
                        t -> {
                            RawLink link = t.open();
                            RawPacket subscribe = t.subscribe(link, "$share/g/shared/+", QoS.AT_LEAST_ONCE);
                            t.that(
                                    subscribe.filters().get(0).filter().equals("$share/g/shared/+"),
                                    "wrong-filter",
                                    "Another filter came");
                            link.send(t.packets().publish(1, "shared/a", 1, "x"));
                            link.expect(RawType.PUBACK);
                            t.message("shared/a");
                        }));
    }

    private static void refuses(ClientTrial t, String... filters) throws InterruptedException {
        RawLink link = t.open();
        for (String filter : filters) {
            t.driver().send(Command.Subscribe.to(filter, QoS.AT_MOST_ONCE));
        }
        List<RawPacket> sent = Flows.of(Fence.outbound(t, link), RawType.SUBSCRIBE);
        t.that(sent.isEmpty(), "sent", "A SUBSCRIBE came that is not allowed: " + sent);
    }
}
