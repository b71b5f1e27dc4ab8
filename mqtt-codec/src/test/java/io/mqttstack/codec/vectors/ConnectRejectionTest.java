package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
import static io.mqttstack.codec.reason.ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;

import org.junit.jupiter.api.Test;

class ConnectRejectionTest {
    @Test
    void rejectsAnotherProtocolName() {
        CLIENT_5.rejects(
                "10 0D [00] 04 4D 51 54 58 05 02 00 3C 00 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-1");
        CLIENT_3_1_1.rejects(
                "10 0C [00] 04 6D 71 74 74 04 02 00 3C 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-1");
    }

    @Test
    void rejectsAProtocolVersionThatDoesNotExist() {
        CLIENT_5.rejects(
                "10 0D 00 04 4D 51 54 54 [06] 02 00 3C 00 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2");
        CLIENT_3_1_1.rejects(
                "10 0C 00 04 4D 51 54 54 [84] 02 00 3C 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2");
    }

    @Test
    void rejectsAProtocolVersionUnderTheNameOfAnother() {
        CLIENT_3_1.rejects("10 0C 00 04 4D 51 54 54 [03] 02 00 3C 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2");
        CLIENT_3_1_1.rejects(
                "10 0E 00 06 4D 51 49 73 64 70 [04] 02 00 3C 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2");
    }

    @Test
    void rejectsAVersionOtherThanItsOwn() {
        CLIENT_5.rejects("10 0C 00 04 4D 51 54 54 [04] 02 00 3C 00 00", UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2");
    }

    @Test
    void rejectsTheReservedConnectFlag() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 [03] 00 3C 00 00", MALFORMED_PACKET, "MQTT-3.1.2-3");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 [01] 00 3C 00 00 00", MALFORMED_PACKET, "MQTT-3.1.2-3");
    }

    @Test
    void rejectsWillQoSWithoutAWill() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 [0A] 00 3C 00 00", MALFORMED_PACKET, "MQTT-3.1.2-13");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 [12] 00 3C 00 00 00", MALFORMED_PACKET, "MQTT-3.1.2-11");
    }

    @Test
    void rejectsWillRetainWithoutAWill() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 [22] 00 3C 00 00", MALFORMED_PACKET, "MQTT-3.1.2-15");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 [22] 00 3C 00 00 00", MALFORMED_PACKET, "MQTT-3.1.2-13");
    }

    @Test
    void rejectsWillQoS3() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 [1E] 00 3C 00 00", MALFORMED_PACKET, "MQTT-3.1.2-14");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 [1C] 00 3C 00 00 00", MALFORMED_PACKET, "MQTT-3.1.2-12");
    }

    @Test
    void rejectsAPasswordWithoutUserNameBefore5() {
        CLIENT_3_1_1.rejects("10 0F 00 04 4D 51 54 54 04 [42] 00 3C 00 00 00 01 70", MALFORMED_PACKET, "MQTT-3.1.2-22");
        CLIENT_3_1.rejects(
                "10 12 00 06 4D 51 49 73 64 70 03 [42] 00 3C 00 01 63 00 01 70", MALFORMED_PACKET, "MQTT-3.1.2-22");
    }

    @Test
    void rejectsAConnectThatEndsBeforeTheClientIdentifier() {
        CLIENT_3_1_1.rejects("10 0A 00 04 4D 51 54 54 04 02 00 3C []", MALFORMED_PACKET, "MQTT-3.1.3-3");
        CLIENT_5.rejects("10 0B 00 04 4D 51 54 54 05 02 00 3C 00 []", MALFORMED_PACKET, "MQTT-3.1.3-3");
        CLIENT_3_1_1.rejects("10 0D 00 04 4D 51 54 54 04 02 00 3C [00] 02 61", MALFORMED_PACKET, "MQTT-3.1.3-3");
    }

    @Test
    void rejectsAConnectThatEndsWithinItsVariableHeader() {
        CLIENT_3_1_1.rejects("10 00 []", MALFORMED_PACKET, "");
        CLIENT_3_1_1.rejects("10 05 [00] 04 4D 51 54", MALFORMED_PACKET, "");
        CLIENT_3_1_1.rejects("10 06 00 04 4D 51 54 54 []", MALFORMED_PACKET, "");
        CLIENT_3_1_1.rejects("10 07 00 04 4D 51 54 54 04 []", MALFORMED_PACKET, "");
        CLIENT_3_1_1.rejects("10 09 00 04 4D 51 54 54 04 02 [00]", MALFORMED_PACKET, "");
        CLIENT_5.rejects("10 0A 00 04 4D 51 54 54 05 02 00 3C []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsAWillWhoseFieldsAreMissing() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 06 00 3C 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-9");
        CLIENT_3_1_1.rejects("10 0F 00 04 4D 51 54 54 04 06 00 3C 00 00 00 01 74 []", MALFORMED_PACKET, "MQTT-3.1.2-9");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 06 00 3C 00 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-9");
        CLIENT_5.rejects("10 0E 00 04 4D 51 54 54 05 06 00 3C 00 00 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-9");
    }

    @Test
    void rejectsAUserNameThatIsMissing() {
        CLIENT_3_1_1.rejects("10 0C 00 04 4D 51 54 54 04 82 00 3C 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-19");
        CLIENT_5.rejects("10 0D 00 04 4D 51 54 54 05 82 00 3C 00 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-17");
    }

    @Test
    void rejectsAPasswordThatIsMissing() {
        CLIENT_3_1_1.rejects("10 0E 00 04 4D 51 54 54 04 C2 00 3C 00 00 00 00 []", MALFORMED_PACKET, "MQTT-3.1.2-21");
        CLIENT_5.rejects("10 0F 00 04 4D 51 54 54 05 42 00 3C 00 00 00 [00] 01", MALFORMED_PACKET, "MQTT-3.1.2-19");
    }

    @Test
    void rejectsBytesWhereNoUserNameIsFlagged() {
        CLIENT_3_1_1.rejects("10 0E 00 04 4D 51 54 54 04 02 00 3C 00 00 [00] 00", MALFORMED_PACKET, "MQTT-3.1.2-18");
        CLIENT_5.rejects("10 0E 00 04 4D 51 54 54 05 02 00 3C 00 00 00 [00]", MALFORMED_PACKET, "MQTT-3.1.2-16");
    }

    @Test
    void rejectsBytesWhereNoPasswordIsFlagged() {
        CLIENT_3_1_1.rejects(
                "10 10 00 04 4D 51 54 54 04 82 00 3C 00 00 00 00 [00] 00", MALFORMED_PACKET, "MQTT-3.1.2-20");
        CLIENT_5.rejects(
                "10 11 00 04 4D 51 54 54 05 82 00 3C 00 00 00 00 00 [00] 00", MALFORMED_PACKET, "MQTT-3.1.2-18");
    }

    @Test
    void rejectsBytesBehindThePassword() {
        CLIENT_3_1_1.rejects("10 11 00 04 4D 51 54 54 04 C2 00 3C 00 00 00 00 00 00 [00]", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsAnEmptyClientIdentifierOf311WithoutCleanSession() {
        CLIENT_3_1_1.rejects(
                "10 0C 00 04 4D 51 54 54 04 00 00 3C [00] 00", CLIENT_IDENTIFIER_NOT_VALID, "MQTT-3.1.3-7");
    }

    @Test
    void rejectsAClientIdentifierOf31ThatIsEmptyOrTooLong() {
        CLIENT_3_1.rejects("10 0E 00 06 4D 51 49 73 64 70 03 02 00 3C [00] 00", CLIENT_IDENTIFIER_NOT_VALID, "");
        CLIENT_3_1.rejects(
                "10 26 00 06 4D 51 49 73 64 70 03 02 00 3C [00] 18" + " 61".repeat(24),
                CLIENT_IDENTIFIER_NOT_VALID,
                "");
    }

    @Test
    void rejectsStringsThatAreNotUtf8() {
        CLIENT_3_1_1.rejects("10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 [80]", MALFORMED_PACKET, "MQTT-1.5.3-1");
        CLIENT_5.rejects("10 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 [C0] AF", MALFORMED_PACKET, "MQTT-1.5.4-1");
        CLIENT_5.rejects("10 10 00 04 4D 51 54 54 05 82 00 3C 00 00 00 00 01 [FF]", MALFORMED_PACKET, "MQTT-1.5.4-1");
        CLIENT_5.rejects(
                "10 13 00 04 4D 51 54 54 05 06 00 3C 00 00 00 00 00 01 [F5] 00 00", MALFORMED_PACKET, "MQTT-1.5.4-1");
    }

    @Test
    void rejectsStringsWithU0000() {
        CLIENT_3_1_1.rejects("10 0E 00 04 4D 51 54 54 04 02 00 3C 00 02 61 [00]", MALFORMED_PACKET, "MQTT-1.5.3-2");
        CLIENT_5.rejects("10 0E 00 04 4D 51 54 54 05 02 00 3C 00 00 01 [00]", MALFORMED_PACKET, "MQTT-1.5.4-2");
        CLIENT_5.rejects("10 10 00 04 4D 51 54 54 05 82 00 3C 00 00 00 00 01 [00]", MALFORMED_PACKET, "MQTT-1.5.4-2");
    }

    @Test
    void rejectsAWillTopicWithAWildcard() {
        CLIENT_3_1_1.rejects(
                "10 13 00 04 4D 51 54 54 04 06 00 3C 00 00 00 03 61 2F [23] 00 00", MALFORMED_PACKET, "MQTT-4.7.1-1");
        CLIENT_5.rejects(
                "10 14 00 04 4D 51 54 54 05 06 00 3C 00 00 00 00 00 02 [2B] 2F 00 00",
                MALFORMED_PACKET,
                "MQTT-4.7.0-1");
    }

    @Test
    void rejectsAnEmptyWillTopic() {
        CLIENT_3_1_1.rejects(
                "10 10 00 04 4D 51 54 54 04 06 00 3C 00 00 [00] 00 00 00", MALFORMED_PACKET, "MQTT-4.7.3-1");
        CLIENT_5.rejects(
                "10 12 00 04 4D 51 54 54 05 06 00 3C 00 00 00 00 [00] 00 00 00", MALFORMED_PACKET, "MQTT-4.7.3-1");
    }

    @Test
    void rejectsAuthenticationDataWithoutAMethod() {
        CLIENT_5.rejects("10 10 00 04 4D 51 54 54 05 02 00 3C 03 [16] 00 00 00 00", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsNumbersOutOfRange() {
        String start = "00 04 4D 51 54 54 05 02 00 3C ";
        CLIENT_5.rejects("10 10 " + start + "03 21 [00] 00 00 00", PROTOCOL_ERROR, "");
        CLIENT_5.rejects("10 12 " + start + "05 27 [00] 00 00 00 00 00", PROTOCOL_ERROR, "");
        CLIENT_5.rejects("10 0F " + start + "02 17 [02] 00 00", PROTOCOL_ERROR, "");
        CLIENT_5.rejects("10 0F " + start + "02 19 [FF] 00 00", PROTOCOL_ERROR, "");
    }
}
