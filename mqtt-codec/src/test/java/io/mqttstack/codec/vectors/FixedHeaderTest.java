package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PACKET_TOO_LARGE;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedHeaderTest {
    @Test
    void carriesPingReqAndPingResp() {
        for (Wire client : List.of(CLIENT_3_1, CLIENT_3_1_1, CLIENT_5)) {
            client.carries("C0 00", PingReq.INSTANCE);
            client.refuses(PingResp.INSTANCE, "does not exist");
        }
        for (Wire server : List.of(Wire.SERVER_3_1, SERVER_3_1_1, SERVER_5)) {
            server.carries("D0 00", PingResp.INSTANCE);
            server.refuses(PingReq.INSTANCE, "does not exist");
        }
    }

    @Test
    void rejectsContentOfPingReqAndPingResp() {
        CLIENT_5.rejects("C0 [01] 00", MALFORMED_PACKET, "");
        SERVER_3_1_1.rejects("D0 [02] 00 00", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsPacketType0() {
        for (Wire wire : Wire.ALL) {
            wire.rejects("[00]", MALFORMED_PACKET, "");
            wire.rejects("[0F]", MALFORMED_PACKET, "");
        }
    }

    @Test
    void rejectsEveryWrongNibbleOfEveryType() {
        wrongFlags(CLIENT_5, "1 C", "MQTT-2.1.3-1");
        wrongFlags(CLIENT_5, "4 5 7", "MQTT-2.1.3-1");
        wrongFlags(SERVER_5, "2 9 B D", "MQTT-2.1.3-1");
        wrongFlags(CLIENT_3_1_1, "1 4 5 7 C", "MQTT-2.2.2-1");
        wrongFlags(SERVER_3_1_1, "2 9 B D", "MQTT-2.2.2-1");
    }

    private static void wrongFlags(Wire wire, String types, String statement) {
        for (String type : List.of(types.split(" ", -1))) {
            for (int flags = 1; flags < 0x10; flags++) {
                wire.rejects("[" + type + Integer.toHexString(flags) + "]", MALFORMED_PACKET, statement);
            }
        }
    }

    @Test
    void rejectsPacketsThatTheOtherSideSends() {
        for (String first : List.of("20", "90", "B0", "D0")) {
            CLIENT_5.rejects("[" + first + "]", PROTOCOL_ERROR, "");
            CLIENT_3_1_1.rejects("[" + first + "]", PROTOCOL_ERROR, "");
        }
        for (String first : List.of("10", "82", "A2", "C0")) {
            SERVER_5.rejects("[" + first + "]", PROTOCOL_ERROR, "");
            SERVER_3_1_1.rejects("[" + first + "]", PROTOCOL_ERROR, "");
        }
    }

    @Test
    void rejectsARemainingLengthOfMoreThanFourBytes() {
        SERVER_5.rejects("30 80 80 80 [80]", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_3_1_1.rejects("30 FF FF FF [FF] 01", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsARemainingLengthThatIsNotShortestIn5() {
        CLIENT_5.rejects("C0 80 [00]", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 84 80 80 [00] 00 01 61 00", MALFORMED_PACKET, "MQTT-1.5.5-1");
    }

    @Test
    void readsARemainingLengthThatIsNotShortestBefore5() {
        CLIENT_3_1.reads("C0 80 80 80 00", PingReq.INSTANCE);
        CLIENT_3_1_1.reads("C0 80 00", PingReq.INSTANCE);
    }

    @Test
    void rejectsAPacketThatIsTooLargeAsSoonAsItsLengthIsThere() {
        CLIENT_5.rejects("30 [FD] FF FF 07", PACKET_TOO_LARGE, "");
        SERVER_3_1_1.rejects("30 [FF] FF FF 7F", PACKET_TOO_LARGE, "");
    }
}
