package io.mqttstack.conformance.section;

import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Sections 4.2, 4.8 of 3.1.1 and 4.13 of 5.0: the stream of bytes, and errors in it. */
final class S4_13_Errors {
    private static final String TOPIC = "errors";

    private S4_13_Errors() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "4.2.0/1 7.1.2/1",
                        "understands packets whose bytes come one by one",
                        "4.2.0-1",
                        "7.1.2-1 7.0.0-2",
                        "CONNACK and a message of QoS 1, each byte in a write of its own",
                        "the client is connected, and answers with PUBACK",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.sendOneByOne(t.packets().connAck(0, 0));
                            t.connected();
                            link.sendOneByOne(t.packets().publish(1, TOPIC, 4, "x"));
                            link.expect(RawType.PUBACK);
                            t.message(TOPIC);
                        }),
                ClientRule.of(
                        "4.2.0/2 7.1.2/2",
                        "understands several packets that come at once",
                        "4.2.0-1",
                        "7.1.2-1 7.0.0-2",
                        "CONNACK and three messages in one write",
                        "all messages reach the application",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            link.expect(RawType.CONNECT);
                            link.send(
                                    t.packets().connAck(0, 0),
                                    t.packets().publish(0, TOPIC, 0, "x"),
                                    t.packets().publish(1, TOPIC, 1, "x"),
                                    t.packets().publish(0, TOPIC, 0, "x"));
                            t.connected();
                            link.expect(RawType.PUBACK);
                            for (int i = 0; i < 3; i++) {
                                t.message(TOPIC);
                            }
                        }),
                error("1", "packet type 0", "a packet with first byte 00", "00 00"),
                error("2", "PINGREQ from a server", "PINGREQ, which only clients send", "C0 00"),
                error("3", "SUBSCRIBE from a server", "SUBSCRIBE, which only clients send", "82 06 00 01 00 01 61 00"),
                error(
                        "4",
                        "CONNECT from a server",
                        "CONNECT, which only clients send",
                        "10 0C 00 04 4D 51 54 54 04 02 00 3C 00 00"),
                error(
                        "5",
                        "a PUBLISH whose topic does not fit",
                        "PUBLISH with a topic longer than the packet",
                        "30 03 00 09 61"),
                error("6", "PUBACK without identifier", "PUBACK with Remaining Length 0", "40 00"),
                ClientRule.of(
                        "4.13.1/7 4.8.0/7",
                        "learns that the connection is lost within a packet",
                        "4.13.2-1",
                        "4.8.0-1",
                        "half of a PUBLISH, then the end of the stream",
                        "no message reaches the application, which learns that the connection is lost; the client closes",
                        t -> {
                            RawLink link = t.open();
                            byte[] publish = t.packets().publish(0, TOPIC, 0, "payload");
                            link.send(Arrays.copyOf(publish, publish.length / 2));
                            link.halfClose();
                            t.closes(link, true);
                            t.that(t.messages(TOPIC) == 0, "accepted", "Half a message reached the application");
                            t.that(t.driver().unasked().isPresent(), "not-told", "The application was not told");
                        }),
                ClientRule.of(
                        "4.13.1/8 4.8.0/8",
                        "delivers what came before an error, and nothing behind it",
                        "4.13.1-1",
                        "4.8.0-1",
                        "a message, a packet of type 0, a second message, in one write",
                        "the second message does not reach the application, and the client closes (5.0: with 0x81)",
                        t -> {
                            RawLink link = t.open();
                            byte[] second =
                                    t.packets().publish(0x30, "behind".getBytes(StandardCharsets.UTF_8), -1, "x");
                            link.send(t.packets().publish(0, TOPIC, 0, "x"), Wire.hex("00 00"), second);
                            t.rejects(link, 0x81, 0x82);
                            t.that(t.messages("behind") == 0, "accepted", "What came behind the error was delivered");
                        }));
    }

    private static ClientRule error(String number, String what, String sends, String bytes) {
        return ClientRule.of(
                "4.13.1/" + number + " 4.8.0/" + number,
                "rejects " + what,
                "4.13.1-1",
                "4.8.0-1",
                sends,
                "the client closes (5.0: with 0x81 or 0x82)",
                t -> {
                    RawLink link = t.open();
                    link.send(Wire.hex(bytes));
                    t.rejects(link, 0x81, 0x82);
                });
    }
}
