package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnsubAckTest {
    @Test
    void carriesAPacketIdentifierAloneBefore5() {
        SERVER_3_1.carries("B0 02 00 0A", new UnsubAck(10));
        SERVER_3_1_1.carries("B0 02 00 0A", new UnsubAck(10));
    }

    @Test
    void carriesReasonCodesAndPropertiesIn5() {
        SERVER_5.carries(
                """
                B0 11
                00 0A
                0C
                1F 00 02 6E 6F         Reason String no
                26 00 01 6B 00 01 76   User Property k=v
                11                     No subscription existed
                00                     Success
                """,
                new UnsubAck(
                        10,
                        List.of(UnsubscribeReasonCode.NO_SUBSCRIPTION_EXISTED, UnsubscribeReasonCode.SUCCESS),
                        ReasonProperties.builder()
                                .reasonString("no")
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void readsTheReasonCodesOfItsTableAndNoOther() {
        Set<Integer> legal = Set.of(0x00, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91);
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            if (legal.contains(code)) {
                SERVER_5.carries(
                        "B0 04 00 0A 00 " + hex,
                        new UnsubAck(10, List.of(UnsubscribeReasonCode.of(code).orElseThrow())));
            } else {
                SERVER_5.rejects("B0 05 00 0A 00 00 [" + hex + "]", PROTOCOL_ERROR, "MQTT-3.11.3-2");
            }
        }
    }

    @Test
    void rejectsAnUnsubAckOf5WithoutReasonCode() {
        SERVER_5.rejects("B0 03 00 0A 00 []", PROTOCOL_ERROR, "");
        SERVER_5.rejects("B0 02 00 0A []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsAnotherLengthBefore5() {
        SERVER_3_1_1.rejects("B0 [03] 00 0A 00", MALFORMED_PACKET, "");
        SERVER_3_1.rejects("B0 [00]", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsPacketIdentifierZero() {
        SERVER_3_1_1.rejects("B0 02 [00] 00", PROTOCOL_ERROR, "MQTT-2.3.1-7");
        SERVER_5.rejects("B0 04 [00] 00 00 00", PROTOCOL_ERROR, "MQTT-2.2.1-6");
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        SERVER_5.refuses(new UnsubAck(1), "give one for each");
        SERVER_3_1_1.refuses(new UnsubAck(1, List.of(UnsubscribeReasonCode.SUCCESS)), "give none");
        SERVER_3_1_1.refuses(
                new UnsubAck(
                        1,
                        List.of(),
                        ReasonProperties.builder().reasonString("x").build()),
                "has properties");
        CLIENT_5.refuses(new UnsubAck(1, List.of(UnsubscribeReasonCode.SUCCESS)), "does not exist");
    }
}
