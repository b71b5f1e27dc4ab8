package io.mqttstack.conformance.section;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.Wire;
import io.mqttstack.conformance.rule.ClientRule;
import io.mqttstack.conformance.rule.ClientTrial;
import io.mqttstack.conformance.rule.Fence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Section 3.1: CONNECT. */
final class S3_01_Connect {
    private static final String TOPIC = "connect";
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int LATE = 3;

    private S3_01_Connect() {}

    static List<ClientRule> rules() {
        return List.of(
                ClientRule.of(
                        "3.1.0/1",
                        "sends CONNECT first, and once",
                        "3.1.0-1",
                        "3.1.0-1",
                        "CONNACK, after which the client publishes",
                        "the first packet is CONNECT, and no second one follows",
                        t -> {
                            RawLink link = t.dial(t.command(t.connect()));
                            RawPacket first = link.next("CONNECT");
                            t.that(first.type() == RawType.CONNECT, "not-connect", first + " came first");
                            link.send(t.packets().connAck(0, 0));
                            t.connected();
                            t.that(
                                    Fence.both(t, link).stream().noneMatch(each -> each.type() == RawType.CONNECT),
                                    "second-connect",
                                    "A second CONNECT came");
                        }),
                ClientRule.of(
                        "3.1.2/1",
                        "names the protocol and its version",
                        "3.1.2-1 3.1.2-3",
                        "3.1.2-1 3.1.2-3",
                        "nothing",
                        "Protocol Name MQTT, version 5 or level 4, bit 0 of the Connect Flags 0",
                        t -> {
                            RawPacket connect = connect(t, t.connect());
                            t.that(connect.protocolName().equals("MQTT"), "wrong-name", "The Protocol Name is wrong");
                            t.that(
                                    connect.level() == (t.five() ? 5 : 4),
                                    "wrong-version",
                                    "The Protocol Version is " + connect.level());
                            t.that((connect.connectFlags() & 1) == 0, "reserved-flag", "Connect Flag 0 is 1");
                        }),
                ClientRule.of(
                        "3.1.2/2",
                        "sends no fields whose flags are 0",
                        "3.1.2-11 3.1.2-13 3.1.2-16 3.1.2-18 3.1.3-3",
                        "3.1.2-11 3.1.2-13 3.1.2-15 3.1.2-18 3.1.2-20 3.1.2-22 3.1.3-3",
                        "nothing; the client has no Will, User Name or Password",
                        "the flags are 0, and nothing follows the Client Identifier",
                        t -> {
                            RawPacket connect = connect(t, t.connect());
                            t.that(
                                    (connect.connectFlags() & 0xFC) == 0,
                                    "flags",
                                    "The Connect Flags are " + connect.connectFlags());
                            t.that(
                                    connect.left() == 0 && !connect.broken(),
                                    "left-over",
                                    "Something follows the Client Identifier");
                            t.that(
                                    connect.clientIdentifier().equals(Optional.of("conformance")),
                                    "wrong-identifier",
                                    "The Client Identifier is another one");
                        }),
                ClientRule.of(
                        "3.1.3/1",
                        "sends all fields in their order",
                        "3.1.2-9 3.1.2-12 3.1.2-17 3.1.2-19 3.1.3-1 3.1.3-3 3.1.3-4 3.1.3-11 3.1.3-12 2.2.2-1",
                        "3.1.2-9 3.1.2-14 3.1.2-19 3.1.2-21 3.1.3-1 3.1.3-3 3.1.3-4 3.1.3-10 3.1.3-11",
                        "nothing; the client has a Will of QoS 1 to retain, a User Name and a Password",
                        "identifier, (5.0: Will Properties,) Will Topic, Will Payload, User Name, Password; nothing else",
                        S3_01_Connect::everything),
                ClientRule.of(
                        "3.1.3/2",
                        "sends an empty Client Identifier as a field of length 0",
                        "3.1.3-3",
                        "3.1.3-3 3.1.3-7",
                        "nothing; the client has an empty Client Identifier",
                        "the field is there, and empty (3.1.1: with CleanSession 1)",
                        t -> {
                            RawPacket connect = connect(
                                    t,
                                    Connect.builder(t.version(), "")
                                            .cleanStart(true)
                                            .keepAlive(60));
                            t.that(
                                    connect.clientIdentifier().equals(Optional.of("")) && !connect.broken(),
                                    "no-field",
                                    "The Client Identifier is not an empty field");
                            t.that((connect.connectFlags() & 2) != 0, "not-clean", "CleanSession is 0");
                        }),
                ClientRule.of(
                        "3.1.3/3",
                        "comes back with the Client Identifier that its session has",
                        "3.1.3-2",
                        "3.1.3-2",
                        "CONNACK, then a reset",
                        "the second CONNECT has the Client Identifier of the first, and no Clean Start",
                        t -> {
                            RawLink link = t.openKeeping();
                            RawPacket again = t.awaitBack(link).expect(RawType.CONNECT);
                            t.that(
                                    again.clientIdentifier().equals(Optional.of("conformance")),
                                    "other-identifier",
                                    "The client came back with another Client Identifier");
                            t.that((again.connectFlags() & 2) == 0, "clean", "The client came back with Clean Start");
                        }),
                ClientRule.five(
                        "3.1.3/4",
                        "comes back with the Client Identifier that it was assigned",
                        "3.1.3-2",
                        "CONNACK with an Assigned Client Identifier, then a reset",
                        "the second CONNECT has it",
                        t -> {
                            t.needs(Feature.EMPTY_CLIENT_IDENTIFIER);
                            Connect.Builder keeping = Connect.builder(t.version(), "")
                                    .cleanStart(false)
                                    .keepAlive(60)
                                    .properties(Connect.Properties.builder()
                                            .sessionExpiryInterval(3_600)
                                            .build());
                            RawLink link = t.open(
                                    t.command(keeping).reconnecting(),
                                    t.packets().connAck(0, 0, Wire.property(0x12, Wire.text("assigned"))));
                            RawPacket again = t.awaitBack(link).expect(RawType.CONNECT);
                            t.that(
                                    again.clientIdentifier().equals(Optional.of("assigned")),
                                    "other-identifier",
                                    "The client came back with another Client Identifier");
                        }),
                ClientRule.of(
                        "3.1.2/3",
                        "starts anew when it asks for a clean session",
                        "3.1.2-4",
                        "3.1.2-6",
                        "PUBREC for a message of QoS 2, no PUBACK for one of QoS 1, then a reset; CONNACK without session",
                        "neither a PUBLISH with DUP nor a PUBREL is sent again",
                        t -> {
                            RawLink link = t.open(t.command(t.connect()).reconnecting());
                            int id = Flows.untilRelease(t, link, TOPIC);
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            link.expect(RawType.PUBLISH);
                            RawLink next = t.comeBack(link, t.packets().connAck(0, 0));
                            next.acknowledge();
                            for (RawPacket packet : Fence.both(t, next)) {
                                t.that(
                                        packet.type() != RawType.PUBREL,
                                        "resumed",
                                        "PUBREL " + id + " was sent again in a new session");
                                t.that(
                                        packet.type() != RawType.PUBLISH || !packet.dup(),
                                        "resumed",
                                        "PUBLISH was sent again with DUP in a new session");
                            }
                        }),
                ClientRule.of(
                        "3.1.2/4",
                        "keeps its session when the connection ends",
                        "3.1.2-23 4.1.0-1",
                        "3.1.2-4 4.1.0-1",
                        "nothing for a message of QoS 1, then a reset; CONNACK with Session Present",
                        "PUBLISH is sent again with the same identifier",
                        t -> {
                            RawLink link = t.openKeeping();
                            t.publish(TOPIC, QoS.AT_LEAST_ONCE);
                            int identifier = link.expect(RawType.PUBLISH).identifier();
                            RawLink next = t.comeBack(link, t.packets().connAck(1, 0));
                            t.that(
                                    next.expect(RawType.PUBLISH).identifier() == identifier,
                                    "other-identifier",
                                    "The message came with another identifier");
                        }),
                ClientRule.of(
                        "3.1.2/5",
                        "sends PINGREQ when it has nothing else to send",
                        "3.1.2-20",
                        "3.1.2-23",
                        "CONNACK to a CONNECT with Keep Alive 2 s",
                        "PINGREQ, twice, no later than a server would wait: 1.5 times the Keep Alive; two later ones are forgiven",
                        t -> {
                            RawLink link = t.open(t.command(t.connect().keepAlive(2)));
                            pings(t, link, 2, false);
                        }),
                ClientRule.of(
                        "3.1.2/6",
                        "sends PINGREQ also while it receives",
                        "3.1.2-20",
                        "3.1.2-23",
                        "a message of QoS 0 every 100 ms, with Keep Alive 2 s",
                        "PINGREQ, twice, no later than 1.5 times the Keep Alive; two later ones are forgiven",
                        t -> {
                            RawLink link = t.open(t.command(t.connect().keepAlive(2)));
                            pings(t, link, 2, true);
                        }),
                ClientRule.five(
                        "3.1.2/7",
                        "uses the Server Keep Alive",
                        "3.1.2-21 3.2.2-21",
                        "CONNACK with Server Keep Alive 2 s to a CONNECT with 60 s",
                        "PINGREQ, twice, no later than 1.5 times 2 s; two later ones are forgiven",
                        t -> {
                            RawLink link = t.open(
                                    t.command(t.connect()),
                                    t.packets().connAck(0, 0, Wire.property(0x13, Wire.u16(2))));
                            pings(t, link, 2, false);
                        }),
                ClientRule.five(
                        "3.1.2/8",
                        "sends a Password without a User Name",
                        "3.1.2-16 3.1.2-19",
                        "nothing; the client has a Password only",
                        "User Name Flag 0, Password Flag 1, and the Password behind the Client Identifier",
                        t -> {
                            RawPacket connect = connect(t, t.connect().password(Bytes.utf8("secret")));
                            t.that((connect.connectFlags() & 0xC0) == 0x40, "flags", "The flags are wrong");
                            t.that(
                                    connect.password().isPresent() && connect.left() == 0,
                                    "no-password",
                                    "The Password is not where it belongs");
                        }));
    }

    private static RawPacket connect(ClientTrial t, Connect.Builder connect) throws InterruptedException {
        return t.dial(t.command(connect)).expect(RawType.CONNECT);
    }

    private static void everything(ClientTrial t) throws InterruptedException {
        Will will = new Will(TopicName.of("will"), Bytes.utf8("gone"), QoS.AT_LEAST_ONCE, true, Will.Properties.NONE);
        RawPacket connect = connect(t, t.connect().will(will).userName("user").password(Bytes.utf8("secret")));
        t.that((connect.connectFlags() & 0xFE) == 0xEE, "flags", "The Connect Flags are " + connect.connectFlags());
        t.that(
                connect.clientIdentifier().equals(Optional.of("conformance")),
                "wrong-order",
                "The Client Identifier is not the first field");
        t.that(connect.topic().equals("will"), "wrong-order", "The Will Topic is not where it belongs");
        t.that(connect.payloadText().equals("gone"), "wrong-order", "The Will Payload is not where it belongs");
        t.that(connect.userName().equals(Optional.of("user")), "wrong-order", "The User Name is not where it belongs");
        t.that(
                connect.password().map(Bytes::copyOf).equals(Optional.of(Bytes.utf8("secret"))),
                "wrong-order",
                "The Password is not where it belongs");
        t.that(connect.left() == 0 && !connect.broken(), "left-over", "Something follows the Password");
    }

    /** A ping that is late once or twice on a busy machine says nothing about the client. */
    private static void pings(ClientTrial t, RawLink link, int seconds, boolean busy) throws InterruptedException {
        link.answersPings(false);
        Duration longest = Duration.ofMillis(seconds * 1_500L);
        int inTime = 0;
        int late = 0;
        while (inTime < 2) {
            long start = System.nanoTime();
            awaitPing(t, link, longest.plus(t.patience()), busy);
            long took = System.nanoTime() - start;
            link.send(Wire.hex("D0 00"));
            if (took <= longest.toNanos()) {
                inTime++;
            } else {
                late++;
                t.that(
                        late < LATE,
                        "late-ping",
                        "PINGREQ came later than " + longest.toMillis() + " ms, at Keep Alive " + seconds + " s, "
                                + late + " times");
            }
        }
    }

    private static void awaitPing(ClientTrial t, RawLink link, Duration longest, boolean busy)
            throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Optional<RawPacket> next = Optional.empty();
        while (next.isEmpty() && System.nanoTime() < deadline && link.ended().isEmpty()) {
            if (busy) {
                link.send(t.packets().publish(0, TOPIC, 0, "x"));
            }
            next = link.poll(busy ? STEP : longest);
        }
        t.that(
                next.isPresent() && next.get().type() == RawType.PINGREQ,
                "no-ping",
                "No PINGREQ came within " + longest.toMillis() + " ms");
    }
}
