package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.value.Bytes;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthTest {
    private static final Auth.Properties METHOD =
            Auth.Properties.builder().authenticationMethod("m").build();

    @Test
    void carriesSuccessInTwoBytes() {
        SERVER_5.carries("F0 00", new Auth(AuthReasonCode.SUCCESS, Auth.Properties.NONE));
    }

    @Test
    void carriesTheMethodAlone() {
        CLIENT_5.carries("F0 06 19 04 15 00 01 6D", new Auth(AuthReasonCode.RE_AUTHENTICATE, METHOD));
        SERVER_5.carries("F0 06 00 04 15 00 01 6D", new Auth(AuthReasonCode.SUCCESS, METHOD));
    }

    @Test
    void carriesAllProperties() {
        CLIENT_5.carries(
                """
                F0 17
                18                     Continue authentication
                15                     properties of 21 bytes
                15 00 01 6D            Authentication Method m
                16 00 02 00 FF         Authentication Data
                1F 00 02 6F 6B         Reason String ok
                26 00 01 6B 00 01 76   User Property k=v
                """,
                new Auth(
                        AuthReasonCode.CONTINUE_AUTHENTICATION,
                        Auth.Properties.builder()
                                .authenticationMethod("m")
                                .authenticationData(Bytes.copyOf(new byte[] {0, (byte) 0xFF}))
                                .reasonString("ok")
                                .userProperty("k", "v")
                                .build()));
    }

    @Test
    void readsTheReasonCodesOfTheSendersTableAndNoOther() {
        Set<Integer> client = Set.of(0x18, 0x19);
        Set<Integer> server = Set.of(0x00, 0x18);
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            if (client.contains(code)) {
                CLIENT_5.carries(
                        "F0 06 " + hex + " 04 15 00 01 6D",
                        new Auth(AuthReasonCode.of(code).orElseThrow(), METHOD));
            } else {
                CLIENT_5.rejects("F0 06 [" + hex + "] 04 15 00 01 6D", PROTOCOL_ERROR, "MQTT-3.15.2-1");
            }
            if (!server.contains(code)) {
                SERVER_5.rejects("F0 06 [" + hex + "] 04 15 00 01 6D", PROTOCOL_ERROR, "MQTT-3.15.2-1");
            }
        }
    }

    @Test
    void rejectsSuccessInTwoBytesFromAClient() {
        CLIENT_5.rejects("F0 00 []", PROTOCOL_ERROR, "MQTT-3.15.2-1");
    }

    @Test
    void rejectsAnAuthWithoutPropertyLengthOrMethod() {
        SERVER_5.rejects("F0 01 18 []", MALFORMED_PACKET, "");
        SERVER_5.rejects("F0 02 18 [00]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("F0 02 00 [00]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("F0 05 18 [03] 16 00 00", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsBytesBehindTheProperties() {
        SERVER_5.rejects("F0 07 18 04 15 00 01 6D [00]", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsWrongFlags() {
        for (int flags = 1; flags < 0x10; flags++) {
            String first = "[F" + Integer.toHexString(flags) + "]";
            CLIENT_5.rejects(first, MALFORMED_PACKET, "MQTT-3.15.1-1");
            SERVER_5.rejects(first, MALFORMED_PACKET, "MQTT-3.15.1-1");
        }
    }

    @Test
    void rejectsAnAuthBefore5() {
        CLIENT_3_1_1.rejects("[F0]", MALFORMED_PACKET, "");
        SERVER_3_1.rejects("[F0]", MALFORMED_PACKET, "");
    }

    @Test
    void refusesWhatASenderOrVersionCannotSay() {
        CLIENT_5.refuses(new Auth(AuthReasonCode.SUCCESS, METHOD), "MQTT-3.15.2-1");
        SERVER_5.refuses(new Auth(AuthReasonCode.RE_AUTHENTICATE, METHOD), "MQTT-3.15.2-1");
        CLIENT_3_1_1.refuses(new Auth(AuthReasonCode.CONTINUE_AUTHENTICATION, METHOD), "does not exist");
    }
}
