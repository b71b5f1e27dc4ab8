package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisconnectTest {
    private static final Disconnect.Properties SESSION =
            Disconnect.Properties.builder().sessionExpiryInterval(1).build();
    private static final Disconnect.Properties REFERENCE =
            Disconnect.Properties.builder().serverReference("s").build();

    @Test
    void carriesANormalDisconnectionInTwoBytes() {
        CLIENT_3_1.carries("E0 00", new Disconnect());
        CLIENT_3_1_1.carries("E0 00", new Disconnect());
        CLIENT_5.carries("E0 00", new Disconnect());
        SERVER_5.carries("E0 00", new Disconnect());
    }

    @Test
    void readsWhatCouldHaveBeenLeftOut() {
        CLIENT_5.reads("E0 01 00", new Disconnect());
        CLIENT_5.reads("E0 02 00 00", new Disconnect());
        SERVER_5.reads("E0 02 81 00", new Disconnect(MALFORMED_PACKET));
    }

    @Test
    void carriesAllPropertiesOfAClient() {
        CLIENT_5.carries(
                """
                E0 13
                00                     Normal disconnection, which cannot be left out here
                11                     properties of 17 bytes
                11 FF FF FF FF         Session Expiry Interval, for ever
                1F 00 02 6F 6B         Reason String ok
                26 00 01 6B 00 01 76   User Property k=v
                """,
                new Disconnect(
                        DisconnectReasonCode.NORMAL_DISCONNECTION,
                        Disconnect.Properties.builder()
                                .sessionExpiryInterval(0xFFFF_FFFFL)
                                .reasonString("ok")
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void carriesAllPropertiesOfAServer() {
        SERVER_5.carries(
                """
                E0 12
                9C                     Use another server
                10                     properties of 16 bytes
                1C 00 01 73            Server Reference s
                1F 00 02 6F 6B         Reason String ok
                26 00 01 6B 00 01 76   User Property k=v
                """,
                new Disconnect(
                        DisconnectReasonCode.USE_ANOTHER_SERVER,
                        Disconnect.Properties.builder()
                                .serverReference("s")
                                .reasonString("ok")
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void readsTheReasonCodesOfTheSendersTableAndNoOther() {
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            Optional<DisconnectReasonCode> known = DisconnectReasonCode.of(code);
            boolean either = code == 0x8C;
            check(
                    CLIENT_5,
                    hex,
                    known,
                    either || known.filter(DisconnectReasonCode::sentByClient).isPresent());
            check(
                    SERVER_5,
                    hex,
                    known,
                    either || known.filter(DisconnectReasonCode::sentByServer).isPresent());
        }
    }

    private static void check(Wire wire, String hex, Optional<DisconnectReasonCode> code, boolean legal) {
        if (legal) {
            wire.reads("E0 01 " + hex, new Disconnect(code.orElseThrow()));
        } else {
            wire.rejects("E0 01 [" + hex + "]", PROTOCOL_ERROR, "MQTT-3.14.2-1");
        }
    }

    @Test
    void rejectsWhatOnlyTheOtherSideSends() {
        SERVER_5.rejects("E0 01 [04]", PROTOCOL_ERROR, "MQTT-3.14.2-1");
        CLIENT_5.rejects("E0 01 [8B]", PROTOCOL_ERROR, "MQTT-3.14.2-1");
        SERVER_5.rejects("E0 07 00 05 [11] 00 00 00 00", PROTOCOL_ERROR, "MQTT-3.14.2-2");
        CLIENT_5.rejects("E0 06 00 04 [1C] 00 01 73", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsADisconnectFromAServerBefore5() {
        SERVER_3_1.rejects("[E0]", PROTOCOL_ERROR, "");
        SERVER_3_1_1.rejects("[E0]", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsWrongFlags() {
        for (int flags = 1; flags < 0x10; flags++) {
            String first = "[E" + Integer.toHexString(flags) + "]";
            CLIENT_3_1_1.rejects(first, MALFORMED_PACKET, "MQTT-3.14.1-1");
            CLIENT_5.rejects(first, MALFORMED_PACKET, "MQTT-3.14.1-1");
            SERVER_5.rejects(first, MALFORMED_PACKET, "MQTT-3.14.1-1");
        }
    }

    @Test
    void rejectsAnotherLength() {
        CLIENT_3_1_1.rejects("E0 [01] 00", MALFORMED_PACKET, "");
        CLIENT_5.rejects("E0 03 00 00 [00]", MALFORMED_PACKET, "");
        CLIENT_5.rejects("E0 02 00 [01]", MALFORMED_PACKET, "");
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        CLIENT_5.refuses(new Disconnect(DisconnectReasonCode.SERVER_BUSY), "MQTT-3.14.2-1");
        SERVER_5.refuses(new Disconnect(DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE), "MQTT-3.14.2-1");
        SERVER_5.refuses(new Disconnect(DisconnectReasonCode.BAD_AUTHENTICATION_METHOD), "MQTT-3.14.2-1");
        SERVER_5.refuses(new Disconnect(DisconnectReasonCode.UNSPECIFIED_ERROR, SESSION), "MQTT-3.14.2-2");
        CLIENT_5.refuses(new Disconnect(DisconnectReasonCode.UNSPECIFIED_ERROR, REFERENCE), "only a Server");
        CLIENT_3_1_1.refuses(new Disconnect(DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE), "only NORMAL");
        CLIENT_3_1_1.refuses(new Disconnect(DisconnectReasonCode.NORMAL_DISCONNECTION, SESSION), "has properties");
        SERVER_3_1_1.refuses(new Disconnect(), "does not exist");
    }
}
