package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubAckTest {
    private static final SubAck GRANTED = new SubAck(
            10,
            List.of(
                    SubscribeReasonCode.GRANTED_QOS_0,
                    SubscribeReasonCode.GRANTED_QOS_1,
                    SubscribeReasonCode.GRANTED_QOS_2));
    private static final SubAck FAILED = new SubAck(10, List.of(SubscribeReasonCode.UNSPECIFIED_ERROR));

    @Test
    void carriesWhatWasGranted() {
        SERVER_3_1.carries("90 05 00 0A 00 01 02", GRANTED);
        SERVER_3_1_1.carries("90 05 00 0A 00 01 02", GRANTED);
        SERVER_5.carries("90 06 00 0A 00 00 01 02", GRANTED);
    }

    @Test
    void carriesFailureFrom311On() {
        SERVER_3_1_1.carries("90 03 00 0A 80", FAILED);
        SERVER_5.carries("90 04 00 0A 00 80", FAILED);
        SERVER_3_1.rejects("90 03 00 0A [80]", PROTOCOL_ERROR, "MQTT-3.9.3-2");
        SERVER_3_1.refuses(FAILED, "UNSPECIFIED_ERROR");
    }

    @Test
    void carriesProperties() {
        SERVER_5.carries(
                """
                90 10
                00 0A
                0C
                1F 00 02 6E 6F         Reason String no
                26 00 01 6B 00 01 76   User Property k=v
                87                     Not authorized
                """,
                new SubAck(
                        10,
                        List.of(SubscribeReasonCode.NOT_AUTHORIZED),
                        ReasonProperties.builder()
                                .reasonString("no")
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void readsTheReasonCodesOfItsTableAndNoOther() {
        Set<Integer> of311 = Set.of(0x00, 0x01, 0x02, 0x80);
        Set<Integer> of5 = Set.of(0x00, 0x01, 0x02, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2);
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            if (of5.contains(code)) {
                SERVER_5.carries(
                        "90 04 00 0A 00 " + hex,
                        new SubAck(10, List.of(SubscribeReasonCode.of(code).orElseThrow())));
            } else {
                SERVER_5.rejects("90 05 00 0A 00 00 [" + hex + "]", PROTOCOL_ERROR, "MQTT-3.9.3-2");
            }
            if (!of311.contains(code)) {
                SERVER_3_1_1.rejects("90 03 00 0A [" + hex + "]", PROTOCOL_ERROR, "MQTT-3.9.3-2");
            }
        }
    }

    @Test
    void rejectsASubAckWithoutReasonCode() {
        SERVER_3_1_1.rejects("90 02 00 0A []", PROTOCOL_ERROR, "MQTT-3.8.4-5");
        SERVER_5.rejects("90 03 00 0A 00 []", PROTOCOL_ERROR, "MQTT-3.8.4-6");
    }

    @Test
    void rejectsPacketIdentifierZeroAndAMissingOne() {
        SERVER_3_1_1.rejects("90 03 [00] 00 00", PROTOCOL_ERROR, "MQTT-2.3.1-7");
        SERVER_5.rejects("90 04 [00] 00 00 00", PROTOCOL_ERROR, "MQTT-2.2.1-6");
        SERVER_5.rejects("90 01 [00]", MALFORMED_PACKET, "");
        SERVER_5.rejects("90 02 00 01 []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsWrongFlags() {
        SERVER_3_1_1.rejects("[92]", MALFORMED_PACKET, "MQTT-2.2.2-1");
        SERVER_5.rejects("[98]", MALFORMED_PACKET, "MQTT-2.1.3-1");
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        SERVER_3_1_1.refuses(new SubAck(1, List.of(SubscribeReasonCode.NOT_AUTHORIZED)), "NOT_AUTHORIZED");
        SERVER_3_1_1.refuses(
                new SubAck(
                        1,
                        List.of(SubscribeReasonCode.GRANTED_QOS_0),
                        ReasonProperties.builder().reasonString("").build()),
                "has properties");
        CLIENT_5.refuses(GRANTED, "does not exist");
    }
}
