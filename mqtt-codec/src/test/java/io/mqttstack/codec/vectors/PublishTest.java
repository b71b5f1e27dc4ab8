package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishTest {
    private static final TopicName A = TopicName.of("a");
    private static final Bytes PAYLOAD = Bytes.copyOf(new byte[] {1, 2});

    private static Publish publish(TopicName topic, Publish.Properties properties) {
        return new Publish(topic, PAYLOAD, QoS.AT_MOST_ONCE, false, false, 0, properties);
    }

    @Test
    void carriesQoS0WithoutPacketIdentifier() {
        SERVER_3_1_1.carries("""
                30 05
                00 01 61   topic a
                01 02      payload
                """, new Publish(A, PAYLOAD));
        CLIENT_5.carries("30 06 00 01 61 00 01 02", new Publish(A, PAYLOAD));
        SERVER_3_1.carries("30 03 00 01 61", new Publish(A, Bytes.EMPTY));
    }

    @Test
    void carriesQoS1() {
        CLIENT_3_1_1.carries(
                """
                32 07
                00 01 61   topic a
                12 34      Packet Identifier
                01 02      payload
                """, new Publish(A, PAYLOAD, QoS.AT_LEAST_ONCE, false, false, 0x1234, Publish.Properties.NONE));
    }

    @Test
    void carriesAllFlagsWithQoS2() {
        CLIENT_3_1_1.carries(
                "3D 05 00 01 61 FF FF",
                new Publish(A, Bytes.EMPTY, QoS.EXACTLY_ONCE, true, true, 0xFFFF, Publish.Properties.NONE));
        SERVER_5.carries(
                "3D 06 00 01 61 00 01 00",
                new Publish(A, Bytes.EMPTY, QoS.EXACTLY_ONCE, true, true, 1, Publish.Properties.NONE));
    }

    @Test
    void carriesRetainAlone() {
        SERVER_5.carries(
                "31 04 00 01 61 00",
                new Publish(A, Bytes.EMPTY, QoS.AT_MOST_ONCE, true, false, 0, Publish.Properties.NONE));
    }

    @Test
    void carriesAllPropertiesInTheOrderOfTheirIdentifiers() {
        SERVER_5.carries(
                """
                34 35
                00 01 61               topic a
                00 07                  Packet Identifier
                2D                     properties of 45 bytes
                01 01                  Payload Format Indicator 1
                02 00 00 00 00         Message Expiry Interval 0 s
                03 00 02 63 74         Content Type ct
                08 00 01 72            Response Topic r
                09 00 00               Correlation Data, empty
                0B 01                  Subscription Identifier 1
                0B FF FF FF 7F         Subscription Identifier 268435455
                0B 01                  Subscription Identifier 1 again
                23 FF FF               Topic Alias 65535
                26 00 01 6B 00 01 76   User Property k=v
                26 00 00 00 02 C3 A9   User Property with an empty name and the value é
                01 02
                """,
                new Publish(
                        A,
                        PAYLOAD,
                        QoS.EXACTLY_ONCE,
                        false,
                        false,
                        7,
                        Publish.Properties.builder()
                                .payloadIsUtf8(true)
                                .messageExpiryInterval(0)
                                .contentType("ct")
                                .responseTopic(TopicName.of("r"))
                                .correlationData(Bytes.EMPTY)
                                .subscriptionIdentifier(1)
                                .subscriptionIdentifier(268_435_455)
                                .subscriptionIdentifier(1)
                                .topicAlias(65_535)
                                .userProperty("k", "v")
                                .userProperty("", "é")
                                .build()));
    }

    @Test
    void carriesAnEmptyTopicBesideATopicAlias() {
        CLIENT_5.carries(
                "30 08 00 00 03 23 00 01 01 02",
                publish(
                        TopicName.EMPTY,
                        Publish.Properties.builder().topicAlias(1).build()));
    }

    @Test
    void readsAPayloadFormatIndicatorThatSaysItsDefault() {
        CLIENT_5.reads("30 08 00 01 61 02 01 00 01 02", new Publish(A, PAYLOAD));
    }

    @Test
    void keepsUFeffWhereverItStands() {
        SERVER_3_1_1.carries("30 06 00 04 EF BB BF 61", new Publish(TopicName.of("\uFEFFa"), Bytes.EMPTY));
        SERVER_5.carries("30 07 00 04 61 EF BB BF 00", new Publish(TopicName.of("a\uFEFF"), Bytes.EMPTY));
    }

    @Test
    void carriesCharactersOfOneToFourBytes() {
        SERVER_3_1_1.carries(
                """
                30 13
                00 11
                01 7F             U+0001 U+007F
                C2 80 DF BF       U+0080 U+07FF
                E0 A0 80          U+0800
                F0 90 80 80       U+10000
                F4 8F BF BF       U+10FFFF
                """,
                new Publish(
                        TopicName.of("\u0001\u007F\u0080\u07FF\u0800" + Character.toString(0x10000)
                                + Character.toString(0x10FFFF)),
                        Bytes.EMPTY));
    }

    @Test
    void carriesTheCharactersNextToTheSurrogatesAndTheLastOfThePlane() {
        SERVER_3_1_1.carries(
                "30 0B 00 09 ED 9F BF EE 80 80 EF BF BF", new Publish(TopicName.of("\uD7FF\uE000\uFFFF"), Bytes.EMPTY));
    }

    @Test
    void carriesTheLongestTopic() {
        CLIENT_3_1_1.carries(
                "30 81 80 04 FF FF" + " 61".repeat(65_535), new Publish(TopicName.of("a".repeat(65_535)), Bytes.EMPTY));
    }

    @Test
    void carriesRemainingLengthsAroundEveryBoundary() {
        carriesPayloadOf(124, "7F");
        carriesPayloadOf(125, "80 01");
        carriesPayloadOf(16_380, "FF 7F");
        carriesPayloadOf(16_381, "80 80 01");
        carriesPayloadOf(2_097_148, "FF FF 7F");
        carriesPayloadOf(2_097_149, "80 80 80 01");
    }

    private static void carriesPayloadOf(int length, String remainingLength) {
        var decoded = new ArrayList<Packet>();
        Publish publish = new Publish(A, Bytes.wrap(new byte[length]));
        byte[] header = Wire.bytes("30 " + remainingLength + " 00 01 61");
        byte[] expected = Arrays.copyOf(header, header.length + length);
        byte[] encoded = new byte[expected.length];
        PacketEncoder.of(CLIENT_3_1_1.version(), CLIENT_3_1_1.sender()).encode(publish, encoded, 0);
        assertArrayEquals(expected, encoded);
        CLIENT_3_1_1.decoder().decode(encoded, 0, encoded.length, decoded::add);
        assertEquals(List.of(publish), decoded);
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        Publish identified = publish(
                A, Publish.Properties.builder().subscriptionIdentifier(1).build());
        CLIENT_5.refuses(identified, "MQTT-3.3.4-6");
        SERVER_3_1_1.refuses(identified, "has properties");
        SERVER_3_1_1.refuses(
                publish(
                        TopicName.EMPTY,
                        Publish.Properties.builder().topicAlias(1).build()),
                "has properties");
    }
}
