package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** PUBACK, PUBREC, PUBREL and PUBCOMP, which share their layout. */
class AcknowledgementsTest {
    private static final ReasonProperties WHY =
            ReasonProperties.builder().reasonString("no").userProperty("k", "v").build();
    private static final List<String> FIRST_BYTES = List.of("40", "50", "62", "70");
    private static final List<String> STATEMENTS =
            List.of("MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1");

    @Test
    void carriesAPacketIdentifierAloneInEveryVersion() {
        for (Wire wire : Wire.ALL) {
            wire.carries("40 02 12 34", new PubAck(0x1234));
            wire.carries("50 02 00 01", new PubRec(1));
            wire.carries("62 02 FF FF", new PubRel(0xFFFF));
            wire.carries("70 02 80 00", new PubComp(0x8000));
        }
    }

    @Test
    void carriesAReasonCodeWithoutProperties() {
        CLIENT_5.carries("40 03 00 01 87", new PubAck(1, PublishReasonCode.NOT_AUTHORIZED));
        SERVER_5.carries("50 03 00 01 10", new PubRec(1, PublishReasonCode.NO_MATCHING_SUBSCRIBERS));
        CLIENT_5.carries("62 03 00 01 92", new PubRel(1, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        SERVER_5.carries("70 03 00 01 92", new PubComp(1, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
    }

    @Test
    void carriesProperties() {
        String tail = """
                10
                00 01                  Packet Identifier
                00                     Success, which cannot be left out here
                0C                     properties of 12 bytes
                1F 00 02 6E 6F         Reason String no
                26 00 01 6B 00 01 76   User Property k=v
                """;
        SERVER_5.carries("40 " + tail, new PubAck(1, PublishReasonCode.SUCCESS, WHY));
        CLIENT_5.carries("50 " + tail, new PubRec(1, PublishReasonCode.SUCCESS, WHY));
        SERVER_5.carries("62 " + tail, new PubRel(1, ReleaseReasonCode.SUCCESS, false, WHY));
        CLIENT_5.carries("70 " + tail, new PubComp(1, ReleaseReasonCode.SUCCESS, WHY));
    }

    @Test
    void readsWhatCouldHaveBeenLeftOut() {
        SERVER_5.reads("40 03 00 01 00", new PubAck(1));
        SERVER_5.reads("50 04 00 01 00 00", new PubRec(1));
        SERVER_5.reads("62 04 00 01 92 00", new PubRel(1, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
        SERVER_5.reads("70 03 00 01 00", new PubComp(1));
    }

    @Test
    void carriesTheDupFlagOfPubRelIn31Alone() {
        PubRel again = new PubRel(1, ReleaseReasonCode.SUCCESS, true, ReasonProperties.NONE);
        CLIENT_3_1.carries("6A 02 00 01", again);
        CLIENT_3_1_1.rejects("[6A] 02 00 01", MALFORMED_PACKET, "MQTT-3.6.1-1");
        SERVER_5.rejects("[6A] 02 00 01", MALFORMED_PACKET, "MQTT-3.6.1-1");
        CLIENT_3_1_1.refuses(again, "DUP");
        CLIENT_5.refuses(again, "DUP");
    }

    @Test
    void readsTheReasonCodesOfItsTableAndNoOther() {
        Set<Integer> published = Set.of(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
        Set<Integer> released = Set.of(0x00, 0x92);
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            for (int i = 0; i < 4; i++) {
                Set<Integer> legal = i < 2 ? published : released;
                String start = FIRST_BYTES.get(i) + " 03 00 01 ";
                if (legal.contains(code)) {
                    byte[] bytes = Wire.bytes(start + hex);
                    SERVER_5.decoder().decode(bytes, 0, bytes.length, packet -> true);
                } else {
                    SERVER_5.rejects(start + "[" + hex + "]", PROTOCOL_ERROR, STATEMENTS.get(i));
                    CLIENT_5.rejects(start + "[" + hex + "]", PROTOCOL_ERROR, STATEMENTS.get(i));
                }
            }
        }
    }

    @Test
    void rejectsNoMatchingSubscribersFromAClient() {
        CLIENT_5.rejects("40 03 00 01 [10]", PROTOCOL_ERROR, "MQTT-3.4.2-1");
        CLIENT_5.rejects("50 03 00 01 [10]", PROTOCOL_ERROR, "MQTT-3.5.2-1");
        CLIENT_5.refuses(new PubAck(1, PublishReasonCode.NO_MATCHING_SUBSCRIBERS), "only a Server");
        CLIENT_5.refuses(new PubRec(1, PublishReasonCode.NO_MATCHING_SUBSCRIBERS), "only a Server");
    }

    @Test
    void rejectsPacketIdentifierZero() {
        for (String first : FIRST_BYTES) {
            SERVER_3_1_1.rejects(first + " 02 [00] 00", PROTOCOL_ERROR, "MQTT-2.3.1-6");
            CLIENT_5.rejects(first + " 02 [00] 00", PROTOCOL_ERROR, "MQTT-2.2.1-5");
        }
    }

    @Test
    void rejectsAnotherLength() {
        for (String first : FIRST_BYTES) {
            SERVER_3_1_1.rejects(first + " [03] 00 01 00", MALFORMED_PACKET, "");
            CLIENT_3_1.rejects(first + " [01] 00", MALFORMED_PACKET, "");
            CLIENT_5.rejects(first + " 00 []", MALFORMED_PACKET, "");
            CLIENT_5.rejects(first + " 01 [00]", MALFORMED_PACKET, "");
            CLIENT_5.rejects(first + " 05 00 01 00 00 [00]", MALFORMED_PACKET, "");
        }
    }

    @Test
    void rejectsWrongFlags() {
        SERVER_3_1_1.rejects("[41]", MALFORMED_PACKET, "MQTT-2.2.2-1");
        SERVER_5.rejects("[52]", MALFORMED_PACKET, "MQTT-2.1.3-1");
        SERVER_5.rejects("[60]", MALFORMED_PACKET, "MQTT-3.6.1-1");
        CLIENT_3_1.rejects("[68]", MALFORMED_PACKET, "MQTT-3.6.1-1");
        SERVER_5.rejects("[72]", MALFORMED_PACKET, "MQTT-2.1.3-1");
    }

    @Test
    void refusesReasonCodesAndPropertiesBefore5() {
        SERVER_3_1_1.refuses(new PubAck(1, PublishReasonCode.NOT_AUTHORIZED), "came with 5.0");
        SERVER_3_1_1.refuses(new PubRec(1, PublishReasonCode.SUCCESS, WHY), "came with 5.0");
        SERVER_3_1_1.refuses(new PubRel(1, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND), "came with 5.0");
        CLIENT_3_1.refuses(new PubComp(1, ReleaseReasonCode.SUCCESS, WHY), "came with 5.0");
    }
}
