package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.raw.RawFrame;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.util.List;

/** Sections 1.5 and 2.2.3 of 3.1.1, 1.5 of 5.0: strings and integers. */
final class S1_05_DataRepresentation {
    private static final String TOPIC = "data";
    private static final String BOM = "\uFEFFdata";

    private S1_05_DataRepresentation() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "1.5.4/1 1.5.3/1",
                        "rejects a string that encodes a surrogate",
                        "1.5.4-1",
                        "1.5.3-1",
                        "PUBLISH with Topic Name ED A0 80",
                        "no message reaches the application, and the client closes (5.0: with 0x81)",
                        t -> rejects(t, Wire.hex("ED A0 80"), "\uFFFD")),
                ClientRule.of(
                        "1.5.4/2 1.5.3/2",
                        "rejects a string with U+0000",
                        "1.5.4-2 4.7.3-2",
                        "1.5.3-2 4.7.3-2",
                        "PUBLISH with Topic Name 61 00 62",
                        "no message reaches the application, and the client closes (5.0: with 0x81)",
                        t -> rejects(t, Wire.hex("61 00 62"), "a\0b")),
                ClientRule.of(
                        "1.5.4/3 1.5.3/3",
                        "keeps U+FEFF at the start of a string that it receives",
                        "1.5.4-3",
                        "1.5.3-3",
                        "PUBLISH with Topic Name EF BB BF 64 61 74 61",
                        "the application sees U+FEFF as the first character",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().publish(0, BOM, 0, "x"));
                            Fence.inbound(t, link);
                            t.that(
                                    t.messages(BOM) == 1,
                                    "mark-stripped",
                                    "The application did not get the Topic Name that begins with U+FEFF");
                        }),
                ClientRule.of(
                        "1.5.4/4 1.5.3/4",
                        "sends U+FEFF at the start of a string",
                        "1.5.4-3",
                        "1.5.3-3",
                        "the client publishes on a topic that begins with U+FEFF",
                        "the Topic Name begins with EF BB BF",
                        t -> {
                            RawLink link = t.open();
                            RawPacket publish = Flows.publishedIfTaken(t, link, BOM, QoS.AT_MOST_ONCE);
                            t.that(publish.topic().equals(BOM), "mark-stripped", "The Topic Name lacks EF BB BF");
                        }),
                ClientRule.of(
                        "1.5.5/1 2.2.3/1",
                        "rejects a Remaining Length of five bytes",
                        "1.5.5-1",
                        "4.8.0-1",
                        "PUBLISH with Remaining Length FF FF FF FF 01",
                        "the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("30 FF FF FF FF 01"));
                            t.rejects(link, 0x81);
                        }),
                ClientRule.five(
                        "1.5.5/2",
                        "writes lengths in as few bytes as they need",
                        "1.5.5-1",
                        "the client publishes payloads for which the length grows by a byte",
                        "the Remaining Length has the fewest bytes",
                        S1_05_DataRepresentation::shortest),
                ClientRule.five(
                        "1.5.7/1",
                        "rejects a User Property with U+0000",
                        "1.5.7-1",
                        "PUBLISH with a User Property whose value is 61 00",
                        "no message reaches the application, and the client closes with 0x81",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets()
                                    .publish(
                                            0,
                                            TOPIC,
                                            0,
                                            "x",
                                            Wire.property(
                                                    0x26, Wire.join(Wire.text("a"), Wire.binary(Wire.hex("61 00"))))));
                            t.rejects(link, 0x81);
                            t.that(t.messages(TOPIC) == 0, "accepted", "The message reached the application");
                        }));
    }

    private static void rejects(ClientTrial t, byte[] topic, String asText) throws InterruptedException {
        RawLink link = t.open();
        link.send(t.packets().publish(0x30, topic, -1, "x"));
        t.rejects(link, 0x81);
        boolean delivered = t.driver().events().stream().anyMatch(Event.Message.class::isInstance);
        t.that(
                !delivered,
                "accepted",
                "A message with the topic " + asText.length() + " characters long was delivered");
    }

    private static void shortest(ClientTrial t) throws InterruptedException {
        RawLink link = t.open();
        for (int length : new int[] {100, 119, 120, 121, 16_374, 16_375, 16_376, 16_377}) {
            t.publish(ApplicationMessage.of(TOPIC, "x".repeat(length), QoS.AT_MOST_ONCE));
            RawFrame frame = link.expect(RawType.PUBLISH).frame();
            int rest = frame.length() - frame.header();
            t.that(
                    frame.header() == 1 + Wire.variable(rest).length,
                    "long-form",
                    "A Remaining Length of " + rest + " takes " + (frame.header() - 1) + " bytes");
        }
    }
}
