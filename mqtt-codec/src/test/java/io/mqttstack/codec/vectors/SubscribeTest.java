package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.RetainHandling;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.TopicFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscribeTest {
    private static final TopicFilter AB = TopicFilter.of("a/b");
    private static final Subscription PLAIN = Subscription.of(AB, QoS.AT_LEAST_ONCE);

    @Test
    void carriesSeveralFilters() {
        CLIENT_3_1_1.carries(
                """
                82 10
                00 0A                Packet Identifier
                00 03 61 2F 62 01    a/b, QoS 1
                00 01 23 02          #, QoS 2
                00 01 2B 00          +, QoS 0
                """,
                new Subscribe(
                        10,
                        List.of(
                                PLAIN,
                                Subscription.of(TopicFilter.of("#"), QoS.EXACTLY_ONCE),
                                Subscription.of(TopicFilter.of("+"), QoS.AT_MOST_ONCE))));
    }

    @Test
    void carriesOptionsAndProperties() {
        CLIENT_5.carries(
                """
                82 1D
                00 0A
                0A                        properties of 10 bytes
                0B 80 01                  Subscription Identifier 128
                26 00 01 6B 00 01 76      User Property k=v
                00 03 61 2F 62 2E         Do not send, Retain As Published, No Local, QoS 2
                00 07 24 73 68 61 72 65 78 10   the filter $sharex, Send if new, QoS 0
                """,
                new Subscribe(
                        10,
                        List.of(
                                new Subscription(AB, QoS.EXACTLY_ONCE, true, true, RetainHandling.DO_NOT_SEND),
                                new Subscription(
                                        TopicFilter.of("$sharex"),
                                        QoS.AT_MOST_ONCE,
                                        false,
                                        false,
                                        RetainHandling.SEND_IF_NEW)),
                        false,
                        Subscribe.Properties.builder()
                                .subscriptionIdentifier(128)
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void carriesASharedSubscription() {
        CLIENT_5.carries(
                "82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 23 01",
                new Subscribe(1, List.of(Subscription.of(TopicFilter.of("$share/g/#"), QoS.AT_LEAST_ONCE))));
    }

    @Test
    void carriesTheDupFlagIn31Alone() {
        Subscribe again = new Subscribe(1, List.of(PLAIN), true, Subscribe.Properties.NONE);
        CLIENT_3_1.carries("8A 08 00 01 00 03 61 2F 62 01", again);
        CLIENT_3_1_1.rejects("[8A]", MALFORMED_PACKET, "MQTT-3.8.1-1");
        CLIENT_5.rejects("[8A]", MALFORMED_PACKET, "MQTT-3.8.1-1");
        CLIENT_3_1_1.refuses(again, "DUP");
        CLIENT_5.refuses(again, "DUP");
    }

    @Test
    void rejectsWrongFlags() {
        CLIENT_3_1.rejects("[80]", MALFORMED_PACKET, "MQTT-3.8.1-1");
        CLIENT_3_1_1.rejects("[83]", MALFORMED_PACKET, "MQTT-3.8.1-1");
        CLIENT_5.rejects("[86]", MALFORMED_PACKET, "MQTT-3.8.1-1");
    }

    @Test
    void rejectsPacketIdentifierZero() {
        CLIENT_3_1_1.rejects("82 06 [00] 00 00 01 61 00", PROTOCOL_ERROR, "MQTT-2.3.1-1");
        CLIENT_5.rejects("82 07 [00] 00 00 00 01 61 00", PROTOCOL_ERROR, "MQTT-2.2.1-3");
    }

    @Test
    void rejectsASubscribeWithoutFilter() {
        CLIENT_3_1_1.rejects("82 02 00 01 []", PROTOCOL_ERROR, "MQTT-3.8.3-3");
        CLIENT_5.rejects("82 03 00 01 00 []", PROTOCOL_ERROR, "MQTT-3.8.3-2");
    }

    @Test
    void rejectsAFilterWithoutItsQoS() {
        CLIENT_3_1_1.rejects("82 05 00 01 00 01 61 []", MALFORMED_PACKET, "");
        CLIENT_5.rejects("82 06 00 01 00 00 01 61 []", MALFORMED_PACKET, "");
        CLIENT_5.rejects("82 06 00 01 00 [00] 02 61", MALFORMED_PACKET, "");
        CLIENT_3_1_1.rejects("82 07 00 01 00 01 61 00 [00]", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsAnythingButAQoSBefore5() {
        for (String options : new String[] {"03", "04", "08", "10", "80", "FF"}) {
            CLIENT_3_1_1.rejects("82 06 00 01 00 01 61 [" + options + "]", MALFORMED_PACKET, "MQTT-3-8.3-4");
            CLIENT_3_1.rejects("82 06 00 01 00 01 61 [" + options + "]", MALFORMED_PACKET, "MQTT-3-8.3-4");
        }
    }

    @Test
    void rejectsReservedBitsOfTheOptions() {
        CLIENT_5.rejects("82 07 00 01 00 00 01 61 [40]", MALFORMED_PACKET, "MQTT-3.8.3-5");
        CLIENT_5.rejects("82 07 00 01 00 00 01 61 [80]", MALFORMED_PACKET, "MQTT-3.8.3-5");
    }

    @Test
    void rejectsQoS3AndRetainHandling3() {
        CLIENT_5.rejects("82 07 00 01 00 00 01 61 [03]", PROTOCOL_ERROR, "");
        CLIENT_5.rejects("82 07 00 01 00 00 01 61 [30]", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsNoLocalOnASharedSubscription() {
        CLIENT_5.rejects("82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 61 [04]", PROTOCOL_ERROR, "MQTT-3.8.3-4");
    }

    @Test
    void rejectsSubscriptionIdentifierZeroAndTwo() {
        CLIENT_5.rejects("82 09 00 01 02 0B [00] 00 01 61 00", PROTOCOL_ERROR, "");
        CLIENT_5.rejects("82 0B 00 01 04 0B 01 [0B] 02 00 01 61 00", PROTOCOL_ERROR, "");
    }

    @Test
    void refusesWhatAVersionCannotSay() {
        Subscription noLocal = new Subscription(AB, QoS.AT_MOST_ONCE, true, false, RetainHandling.SEND_AT_SUBSCRIBE);
        Subscription asPublished =
                new Subscription(AB, QoS.AT_MOST_ONCE, false, true, RetainHandling.SEND_AT_SUBSCRIBE);
        Subscription ifNew = new Subscription(AB, QoS.AT_MOST_ONCE, false, false, RetainHandling.SEND_IF_NEW);
        for (Subscription subscription : List.of(noLocal, asPublished, ifNew)) {
            CLIENT_3_1_1.refuses(new Subscribe(1, List.of(PLAIN, subscription)), "options of 5.0");
        }
        CLIENT_3_1_1.refuses(
                new Subscribe(
                        1,
                        List.of(PLAIN),
                        false,
                        Subscribe.Properties.builder().subscriptionIdentifier(1).build()),
                "has properties");
        SERVER_5.refuses(new Subscribe(1, List.of(PLAIN)), "does not exist");
    }
}
