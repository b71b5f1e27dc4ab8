package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.reason.DisconnectReasonCode.TOPIC_ALIAS_INVALID;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import org.junit.jupiter.api.Test;

class PublishRejectionTest {
    @Test
    void rejectsBothQoSBits() {
        for (Wire wire : Wire.ALL) {
            for (String first : new String[] {"36", "37", "3E", "3F"}) {
                wire.rejects("[" + first + "]", MALFORMED_PACKET, "MQTT-3.3.1-4");
            }
        }
    }

    @Test
    void rejectsDupWithQoS0() {
        for (Wire wire : Wire.ALL) {
            wire.rejects("[38]", MALFORMED_PACKET, "MQTT-3.3.1-2");
            wire.rejects("[39] 03 00 01 61", MALFORMED_PACKET, "MQTT-3.3.1-2");
        }
    }

    @Test
    void rejectsATopicThatIsNotThereAsAWhole() {
        SERVER_3_1_1.rejects("30 00 []", MALFORMED_PACKET, "MQTT-3.3.2-1");
        SERVER_5.rejects("30 01 [00]", MALFORMED_PACKET, "MQTT-3.3.2-1");
        SERVER_5.rejects("30 03 [00] 02 61", MALFORMED_PACKET, "MQTT-3.3.2-1");
        SERVER_3_1_1.rejects("30 03 [FF] FF 61", MALFORMED_PACKET, "MQTT-3.3.2-1");
    }

    @Test
    void rejectsAWildcardInTheTopic() {
        for (Wire wire : Wire.ALL) {
            wire.rejects("30 06 00 03 61 2F [2B] 00", MALFORMED_PACKET, "MQTT-3.3.2-2");
            wire.rejects("30 06 00 03 61 2F [23] 00", MALFORMED_PACKET, "MQTT-3.3.2-2");
        }
    }

    @Test
    void rejectsAnEmptyTopicBefore5() {
        SERVER_3_1.rejects("30 02 [00] 00", PROTOCOL_ERROR, "MQTT-4.7.3-1");
        CLIENT_3_1_1.rejects("32 04 [00] 00 00 01", PROTOCOL_ERROR, "MQTT-4.7.3-1");
    }

    @Test
    void rejectsAnEmptyTopicWithoutTopicAlias() {
        SERVER_5.rejects("30 03 [00] 00 00", PROTOCOL_ERROR, "MQTT-4.7.3-1");
        SERVER_5.rejects("30 05 [00] 00 02 01 00", PROTOCOL_ERROR, "MQTT-4.7.3-1");
    }

    @Test
    void rejectsPacketIdentifierZero() {
        SERVER_3_1_1.rejects("32 05 00 01 61 [00] 00", PROTOCOL_ERROR, "MQTT-2.3.1-1");
        CLIENT_3_1_1.rejects("34 05 00 01 61 [00] 00", PROTOCOL_ERROR, "MQTT-2.3.1-1");
        CLIENT_5.rejects("32 06 00 01 61 [00] 00 00", PROTOCOL_ERROR, "MQTT-2.2.1-3");
        SERVER_5.rejects("34 06 00 01 61 [00] 00 00", PROTOCOL_ERROR, "MQTT-2.2.1-4");
    }

    @Test
    void rejectsAPacketThatEndsBeforeItsPacketIdentifierOrProperties() {
        SERVER_3_1_1.rejects("32 03 00 01 61 []", MALFORMED_PACKET, "");
        SERVER_3_1_1.rejects("32 04 00 01 61 [01]", MALFORMED_PACKET, "");
        SERVER_5.rejects("30 03 00 01 61 []", MALFORMED_PACKET, "");
        SERVER_5.rejects("32 05 00 01 61 00 01 []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsIllFormedUtf8InTheTopic() {
        illFormed("[80]");
        illFormed("61 [C3]");
        illFormed("61 [C3] 28");
        illFormed("[C0] AF");
        illFormed("[C1] 81");
        illFormed("[E0] 9F BF");
        illFormed("[E2] 82");
        illFormed("[E2] 82 28");
        illFormed("[ED] A0 80");
        illFormed("[ED] BF BF");
        illFormed("[F0] 8F BF BF");
        illFormed("[F0] 90 80");
        illFormed("[F0] 90 80 28");
        illFormed("[F4] 90 80 80");
        illFormed("[F5] 80 80 80");
        illFormed("[FF]");
        illFormed("61 62 63 64 65 66 67 68 61 62 63 [80] 65 66 67 68 69");
        illFormed("61 62 63 64 65 66 67 68 61 62 63 64 65 66 67 68 [E2] 82");
    }

    private static void illFormed(String topic) {
        int length = Wire.bytes(topic).length;
        SERVER_3_1_1.rejects(
                String.format("30 %02X 00 %02X %s", length + 2, length, topic), MALFORMED_PACKET, "MQTT-1.5.3-1");
        SERVER_5.rejects(
                String.format("30 %02X 00 %02X %s 00", length + 3, length, topic), MALFORMED_PACKET, "MQTT-1.5.4-1");
    }

    @Test
    void rejectsU0000InTheTopic() {
        SERVER_3_1_1.rejects("30 05 00 03 61 [00] 62", MALFORMED_PACKET, "MQTT-1.5.3-2");
        SERVER_5.rejects("30 04 00 01 [00] 00", MALFORMED_PACKET, "MQTT-1.5.4-2");
        SERVER_5.rejects("30 0D 00 0A 61 62 63 64 65 66 67 [00] 61 62 00", MALFORMED_PACKET, "MQTT-1.5.4-2");
    }

    @Test
    void rejectsTopicAliasZero() {
        SERVER_5.rejects("30 07 00 01 61 03 23 [00] 00", TOPIC_ALIAS_INVALID, "MQTT-3.3.2-8");
        CLIENT_5.rejects("30 06 00 00 03 23 [00] 00", TOPIC_ALIAS_INVALID, "MQTT-3.3.2-8");
    }

    @Test
    void rejectsASubscriptionIdentifierFromAClient() {
        CLIENT_5.rejects("30 06 00 01 61 02 [0B] 01", PROTOCOL_ERROR, "MQTT-3.3.4-6");
    }

    @Test
    void rejectsSubscriptionIdentifierZero() {
        SERVER_5.rejects("30 06 00 01 61 02 0B [00]", PROTOCOL_ERROR, "");
    }

    @Test
    void rejectsAWildcardInTheResponseTopic() {
        SERVER_5.rejects("30 0A 00 01 61 06 08 00 03 61 2F [23]", MALFORMED_PACKET, "MQTT-3.3.2-14");
        SERVER_5.rejects("30 08 00 01 61 04 08 00 01 [2B]", MALFORMED_PACKET, "MQTT-3.3.2-14");
    }

    @Test
    void rejectsAnEmptyResponseTopic() {
        SERVER_5.rejects("30 07 00 01 61 03 08 [00] 00", MALFORMED_PACKET, "MQTT-4.7.3-1");
    }

    @Test
    void rejectsIllFormedUtf8InProperties() {
        SERVER_5.rejects("30 08 00 01 61 04 03 00 01 [FF]", MALFORMED_PACKET, "MQTT-1.5.4-1");
        SERVER_5.rejects("30 08 00 01 61 04 08 00 01 [FF]", MALFORMED_PACKET, "MQTT-1.5.4-1");
        SERVER_5.rejects("30 08 00 01 61 04 08 00 01 [00]", MALFORMED_PACKET, "MQTT-1.5.4-2");
        SERVER_5.rejects("30 0A 00 01 61 06 26 00 01 [FF] 00 00", MALFORMED_PACKET, "MQTT-1.5.4-1");
        SERVER_5.rejects("30 0A 00 01 61 06 26 00 00 00 01 [00]", MALFORMED_PACKET, "MQTT-1.5.4-2");
    }
}
