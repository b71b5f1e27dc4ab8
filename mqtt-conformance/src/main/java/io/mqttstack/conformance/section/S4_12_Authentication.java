package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sections 3.1.2.11.9, 3.15.2 and 4.12 of 5.0: enhanced authentication, by a method that answers with what it was told. A
 * client that finds an error in AUTH may send DISCONNECT, but need not (section 4.13.1), so that no Reason Code is asked for.
 */
final class S4_12_Authentication {
    private static final String TOPIC = "authentication";
    private static final String METHOD = "ECHO";
    private static final int METHOD_ID = 0x15;
    private static final int DATA_ID = 0x16;
    private static final int CONTINUE = 0x18;
    private static final int AGAIN = 0x19;
    private static final int MAXIMUM = 24;

    /** Longer than the Keep Alive of one second that the client is told. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private S4_12_Authentication() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.five(
                        "4.12.0/1",
                        "sends no AUTH when it has no Authentication Method",
                        "4.12.0-6 4.12.0-7",
                        "AUTH with Continue authentication (0x18) to a client without an Authentication Method",
                        "the client closes, and sends no AUTH",
                        t -> unwanted(t, CONTINUE)),
                ClientRule.five(
                        "4.12.0/2",
                        "continues an authentication",
                        "4.12.0-3 3.15.2-1",
                        "AUTH with Continue authentication (0x18), twice, then CONNACK",
                        "each AUTH is answered by AUTH with 0x18 and the data of the method, and the client is connected",
                        t -> {
                            RawLink link = dial(t);
                            for (String data : List.of("one", "two")) {
                                link.send(auth(t, CONTINUE, METHOD, data));
                                RawPacket answer = link.expect(RawType.AUTH);
                                t.that(
                                        answer.reasonCode() == CONTINUE,
                                        "wrong-code",
                                        String.format("AUTH came with Reason Code 0x%02X", answer.reasonCode()));
                                t.that(has(answer, DATA_ID, data), "wrong-data", "AUTH came without the data");
                            }
                            link.send(t.packets().connAck(0, 0, method(METHOD)));
                            t.connected();
                        }),
                ClientRule.five(
                        "4.12.0/3",
                        "keeps to its Authentication Method",
                        "4.12.0-5",
                        "AUTH with Continue authentication (0x18)",
                        "the AUTH that answers has the Authentication Method of CONNECT",
                        t -> {
                            RawLink link = dial(t);
                            link.send(auth(t, CONTINUE, METHOD, "x"));
                            RawPacket answer = link.expect(RawType.AUTH);
                            t.that(has(answer, METHOD_ID, METHOD), "wrong-method", "AUTH has another method, or none");
                        }),
                ClientRule.five(
                        "4.12.0/4",
                        "rejects AUTH with another Authentication Method",
                        "4.12.0-5",
                        "AUTH with an Authentication Method that is not the one of CONNECT",
                        "the client closes",
                        t -> {
                            RawLink link = dial(t);
                            link.send(auth(t, CONTINUE, "ELSE", "x"));
                            t.rejects(link);
                        }),
                ClientRule.five(
                        "4.12.0/5",
                        "rejects CONNACK without its Authentication Method",
                        "4.12.0-5",
                        "CONNACK with Success and no Authentication Method",
                        "the client closes",
                        t -> {
                            RawLink link = dial(t);
                            link.send(t.packets().connAck(0, 0));
                            t.rejects(link);
                        }),
                ClientRule.five(
                        "4.12.0/6",
                        "sends nothing but AUTH and DISCONNECT before CONNACK",
                        "3.1.2-30",
                        "AUTH with 0x18, then nothing for longer than the Keep Alive of 1 s; the client is told to publish and"
                                + " to subscribe meanwhile",
                        "AUTH, and nothing else",
                        S4_12_Authentication::silent),
                ClientRule.five(
                        "4.12.0/7",
                        "does not re-authenticate without an Authentication Method",
                        "4.12.0-7",
                        "a client without an Authentication Method is told to re-authenticate",
                        "no AUTH",
                        t -> {
                            t.needs(Feature.RE_AUTHENTICATION);
                            RawLink link = t.open();
                            t.driver().send(new Command.Reauthenticate());
                            List<RawPacket> sent = Flows.of(Fence.outbound(t, link), RawType.AUTH);
                            t.that(sent.isEmpty(), "auth", "The client sent AUTH");
                        }),
                ClientRule.five(
                        "4.12.1/1",
                        "re-authenticates with its first Authentication Method",
                        "4.12.1-1 4.12.0-5",
                        "a client that is connected is told to re-authenticate; AUTH with 0x18, then AUTH with Success",
                        "AUTH with Re-authenticate (0x19) and the Authentication Method of CONNECT, then AUTH with 0x18",
                        t -> {
                            RawLink link = open(t);
                            int number = t.driver().send(new Command.Reauthenticate());
                            RawPacket first = link.expect(RawType.AUTH);
                            t.that(
                                    first.reasonCode() == AGAIN,
                                    "wrong-code",
                                    String.format("AUTH came with Reason Code 0x%02X", first.reasonCode()));
                            t.that(has(first, METHOD_ID, METHOD), "wrong-method", "AUTH has another method, or none");
                            link.send(auth(t, CONTINUE, METHOD, "x"));
                            int code = link.expect(RawType.AUTH).reasonCode();
                            t.that(code == CONTINUE, "wrong-code", "The second AUTH came with " + code);
                            link.send(auth(t, 0, METHOD, "x"));
                            Event event = t.answer(number);
                            t.that(
                                    event instanceof Event.Reauthenticated,
                                    "not-reauthenticated",
                                    "The server agreed, but the client says " + event);
                        }),
                ClientRule.five(
                        "4.12.1/2",
                        "closes when a server fails to convince it anew",
                        "4.12.1-2",
                        "AUTH with 0x18, and data that the method does not accept, in a re-authentication",
                        "the client closes with 0x80, 0x82 or 0x83",
                        t -> {
                            RawLink link = open(t);
                            t.driver().send(new Command.Reauthenticate());
                            link.expect(RawType.AUTH);
                            link.send(auth(t, CONTINUE, METHOD, Command.Connect.UNACCEPTABLE.utf8()));
                            t.closes(link, true, 0x80, 0x82, 0x83);
                        }),
                ClientRule.five(
                        "4.12.1/3",
                        "closes when it fails to convince a server anew",
                        "4.12.1-2 4.13.2-1",
                        "DISCONNECT with Not authorized (0x87) in a re-authentication; the server leaves the connection"
                                + " open",
                        "the client closes, and does not take itself for re-authenticated",
                        t -> {
                            RawLink link = open(t);
                            int number = t.driver().send(new Command.Reauthenticate());
                            link.expect(RawType.AUTH);
                            link.send(t.packets().disconnect(0x87));
                            t.closes(link, true);
                            t.that(
                                    !(t.answer(number) instanceof Event.Reauthenticated),
                                    "reauthenticated",
                                    "The server did not agree, but the client says that it did");
                        }),
                ClientRule.five(
                        "3.15.2/2",
                        "keeps AUTH within the Maximum Packet Size",
                        "3.15.2-2 3.15.2-3",
                        "CONNACK with Maximum Packet Size " + MAXIMUM + "; the client is told to re-authenticate",
                        "AUTH, without what would make it larger than " + MAXIMUM + " bytes",
                        t -> {
                            t.needs(Feature.RE_AUTHENTICATION);
                            RawLink link = dial(t);
                            link.send(
                                    t.packets().connAck(0, 0, method(METHOD), Wire.property(0x27, Wire.u32(MAXIMUM))));
                            t.connected();
                            t.driver().send(new Command.Reauthenticate());
                            int length = link.expect(RawType.AUTH).frame().length();
                            t.that(length <= MAXIMUM, "too-large", "AUTH has " + length + " bytes");
                        }));
    }

    private static void silent(ClientTrial t) throws InterruptedException {
        RawLink link = t.dial(t.command(connect(t).keepAlive(1)));
        link.answersPings(false);
        link.expect(RawType.CONNECT);
        t.publish(TOPIC, QoS.AT_MOST_ONCE);
        t.publish(TOPIC, QoS.AT_LEAST_ONCE);
        t.driver().send(Command.Subscribe.to(TOPIC, QoS.AT_MOST_ONCE));
        link.send(auth(t, CONTINUE, METHOD, "x"));
        for (Optional<RawPacket> next = link.poll(t.patience()); next.isPresent(); next = link.poll(SILENCE)) {
            RawType type = next.get().type();
            t.that(type == RawType.AUTH || type == RawType.DISCONNECT, "too-early", type + " came before CONNACK");
        }
    }

    /** AUTH that the client has to answer by nothing but its leave. */
    static void unwanted(ClientTrial t, int code) throws InterruptedException {
        RawLink link = t.open();
        link.send(t.packets().auth(code, method("METHOD")));
        Optional<RawPacket> next = link.poll(t.patience());
        t.that(next.isEmpty() || next.get().type() != RawType.AUTH, "auth", "The client sent AUTH");
        next.ifPresent(link::pushBack);
        t.rejects(link);
    }

    private static Connect.Builder connect(ClientTrial t) {
        return t.connect()
                .properties(Connect.Properties.builder()
                        .authenticationMethod(METHOD)
                        .authenticationData(Bytes.utf8("first"))
                        .build());
    }

    /** A client that has sent CONNECT with the method. */
    private static RawLink dial(ClientTrial t) throws InterruptedException {
        RawLink link = t.dial(t.command(connect(t)));
        link.expect(RawType.CONNECT);
        return link;
    }

    /** A client that the server has accepted without asking further, and that can be told to authenticate anew. */
    private static RawLink open(ClientTrial t) throws InterruptedException {
        t.needs(Feature.RE_AUTHENTICATION);
        return t.open(t.command(connect(t)), t.packets().connAck(0, 0, method(METHOD)));
    }

    private static byte[] method(String method) {
        return Wire.property(METHOD_ID, Wire.text(method));
    }

    private static byte[] auth(ClientTrial t, int code, String method, String data) {
        return t.packets().auth(code, method(method), Wire.property(DATA_ID, Wire.text(data)));
    }

    private static boolean has(RawPacket packet, int id, String value) {
        return packet.property(id).stream()
                .anyMatch(each -> Arrays.equals(each, value.getBytes(StandardCharsets.UTF_8)));
    }
}
