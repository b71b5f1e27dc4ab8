package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sections 3.14 and 3.15: DISCONNECT and AUTH. */
final class S3_14_Disconnect {
    private static final String TOPIC = "disconnect";

    private S3_14_Disconnect() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "3.14.4/1",
                        "sends nothing after DISCONNECT",
                        "3.14.4-1",
                        "3.14.4-2",
                        "a message of QoS 1 after DISCONNECT; the client is told to disconnect and then to publish",
                        "DISCONNECT is the last packet",
                        t -> {
                            RawLink link = t.open();
                            t.driver().send(Command.Disconnect.NORMAL);
                            t.publish(TOPIC, QoS.AT_MOST_ONCE);
                            link.expect(RawType.DISCONNECT);
                            link.send(t.packets().publish(1, TOPIC, 3, "x"));
                            Optional<RawPacket> more = link.poll(t.patience());
                            t.that(more.isEmpty(), "sent-more", "After DISCONNECT, " + more.orElse(null) + " came");
                        }),
                ClientRule.of(
                        "3.14.4/2",
                        "closes after DISCONNECT",
                        "3.14.4-2",
                        "3.14.4-1",
                        "nothing after DISCONNECT; the server leaves the connection open",
                        "the client closes",
                        t -> {
                            RawLink link = t.open();
                            t.driver().send(Command.Disconnect.NORMAL);
                            link.expect(RawType.DISCONNECT);
                            t.closes(link, true);
                        }),
                ClientRule.of(
                        "3.14.2/1",
                        "says that the disconnection is normal",
                        "3.14.2-1 3.14.1-1",
                        "2.2.2-1",
                        "the client is told to disconnect",
                        "DISCONNECT with Reason Code 0x00, or without one (3.1.1: E0 00)",
                        t -> {
                            RawLink link = t.open();
                            t.driver().send(Command.Disconnect.NORMAL);
                            RawPacket disconnect = link.expect(RawType.DISCONNECT);
                            t.that(disconnect.reasonCode() == 0, "wrong-code", "It has another Reason Code");
                            t.that(
                                    disconnect.frame().first() == 0xE0
                                            && (t.five() || disconnect.frame().length() == 2),
                                    "malformed",
                                    "It is not well formed");
                        }),
                ClientRule.five(
                        "3.14.2/2",
                        "asks for its Will to be published",
                        "3.14.2-1",
                        "the client is told to disconnect with its Will",
                        "DISCONNECT with Reason Code 0x04",
                        t -> {
                            t.needs(Feature.DISCONNECT_WITH_WILL);
                            RawLink link = t.open();
                            t.driver().send(new Command.Disconnect(4, OptionalLong.empty()));
                            int code = link.expect(RawType.DISCONNECT).reasonCode();
                            t.that(code == 4, "wrong-code", "The Reason Code is " + code);
                        }),
                ClientRule.five(
                        "3.14.4/3",
                        "closes when the server disconnects",
                        "4.13.2-1",
                        "DISCONNECT with Server shutting down (0x8B); the server leaves the connection open",
                        "the client closes, and the application learns that the connection is lost",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().disconnect(0x8B));
                            t.closes(link, true);
                            t.that(t.driver().unasked().isPresent(), "not-told", "The application was not told");
                        }),
                ClientRule.five(
                        "3.14.2/3",
                        "rejects a Session Expiry Interval from the server",
                        "3.14.2-2",
                        "DISCONNECT with a Session Expiry Interval",
                        "the client closes with 0x82",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().disconnect(0x8B, Wire.property(0x11, Wire.u32(1))));
                            t.rejects(link, 0x81, 0x82);
                        }),
                ClientRule.five(
                        "3.14.2/4",
                        "rejects a Reason Code that the server's DISCONNECT does not have",
                        "3.14.2-1",
                        "DISCONNECT with Disconnect with Will Message (0x04)",
                        "the client closes with 0x82",
                        t -> {
                            RawLink link = t.open();
                            link.send(t.packets().disconnect(4));
                            t.rejects(link, 0x81, 0x82);
                        }),
                ClientRule.of(
                        "- 3.14.0/1",
                        "rejects DISCONNECT from a server",
                        "",
                        "4.8.0-1",
                        "DISCONNECT, which only clients send; the server leaves the connection open",
                        "the client closes",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("E0 00"));
                            t.rejects(link);
                        }),
                ClientRule.five(
                        "3.14.2/5",
                        "keeps DISCONNECT within the Maximum Packet Size",
                        "3.14.2-3 3.14.2-4",
                        "CONNACK with Maximum Packet Size 20, then PUBLISH that is malformed",
                        "DISCONNECT, if it comes, has at most 20 bytes",
                        t -> {
                            RawLink link = t.open(
                                    t.command(t.connect()),
                                    t.packets().connAck(0, 0, Wire.property(0x27, Wire.u32(20))));
                            link.send(t.packets().publish(0, "#", 0, "x"));
                            Optional<RawPacket> last = link.poll(t.patience());
                            t.that(
                                    last.isEmpty() || last.get().frame().length() <= 20,
                                    "too-large",
                                    "DISCONNECT is larger than 20 bytes");
                        }),
                ClientRule.five(
                        "3.15.1/1",
                        "rejects AUTH with reserved flags",
                        "3.15.1-1",
                        "AUTH with first byte F2",
                        "the client closes",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("F2 00"));
                            t.closes(link, true);
                        }),
                ClientRule.five(
                        "3.15.2/1",
                        "rejects a Reason Code that AUTH from a server does not have",
                        "3.15.2-1",
                        "AUTH with Re-authenticate (0x19)",
                        "the client closes, and sends no AUTH",
                        t -> S4_12_Authentication.unwanted(t, 0x19)),
                ClientRule.of(
                        "- 3.15.0/1",
                        "rejects the reserved packet type 15",
                        "",
                        "4.8.0-1",
                        "a packet with first byte F0",
                        "the client closes",
                        t -> {
                            RawLink link = t.open();
                            link.send(Wire.hex("F0 00"));
                            t.rejects(link);
                        }));
    }
}
