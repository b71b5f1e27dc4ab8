package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_3_1_1;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnAckTest {
    private static final ConnAck ACCEPTED = new ConnAck(false, ConnectReasonCode.SUCCESS);

    @Test
    void carriesAcceptance() {
        SERVER_3_1.carries("20 02 00 00", ACCEPTED);
        SERVER_3_1_1.carries("20 02 00 00", ACCEPTED);
        SERVER_5.carries("20 03 00 00 00", ACCEPTED);
    }

    @Test
    void carriesSessionPresent() {
        SERVER_3_1_1.carries("20 02 01 00", new ConnAck(true, ConnectReasonCode.SUCCESS));
        SERVER_5.carries("20 03 01 00 00", new ConnAck(true, ConnectReasonCode.SUCCESS));
    }

    @Test
    void carriesTheFiveReturnCodesBefore5() {
        var codes = List.of(
                ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                ConnectReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                ConnectReasonCode.SERVER_UNAVAILABLE,
                ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD,
                ConnectReasonCode.NOT_AUTHORIZED);
        for (int i = 0; i < codes.size(); i++) {
            String hex = "20 02 00 0" + (i + 1);
            SERVER_3_1.carries(hex, new ConnAck(false, codes.get(i)));
            SERVER_3_1_1.carries(hex, new ConnAck(false, codes.get(i)));
            SERVER_5.reads(hex, new ConnAck(false, codes.get(i)));
        }
    }

    @Test
    void carriesEveryReasonCodeOf5AndNoOther() {
        for (int code = 0; code < 0x100; code++) {
            String hex = HexFormat.of().toHexDigits((byte) code);
            var reasonCode = ConnectReasonCode.of(code);
            if (reasonCode.isPresent()) {
                SERVER_5.carries("20 03 00 " + hex + " 00", new ConnAck(false, reasonCode.get()));
            } else {
                SERVER_5.rejects("20 03 00 [" + hex + "] 00", PROTOCOL_ERROR, "MQTT-3.2.2-8");
            }
        }
    }

    @Test
    void carriesAllPropertiesInTheOrderOfTheirIdentifiers() {
        SERVER_5.carries(
                """
                20 48
                00 00
                45                    properties of 69 bytes
                11 00 00 00 00        Session Expiry Interval 0, which is not the default here
                12 00 03 69 64 31     Assigned Client Identifier id1
                13 00 1E              Server Keep Alive 30 s
                15 00 01 6D           Authentication Method m
                16 00 00              Authentication Data, empty
                1A 00 01 72           Response Information r
                1C 00 01 73           Server Reference s
                1F 00 02 6F 6B        Reason String ok
                21 00 0A              Receive Maximum 10
                22 00 10              Topic Alias Maximum 16
                24 01                 Maximum QoS 1
                25 00                 Retain Available 0
                26 00 01 6B 00 01 76  User Property k=v
                26 00 01 6B 00 01 77  User Property k=w
                27 FF FF FF FF        Maximum Packet Size 4294967295
                28 00                 Wildcard Subscription Available 0
                29 00                 Subscription Identifier Available 0
                2A 00                 Shared Subscription Available 0
                """,
                new ConnAck(
                        false,
                        ConnectReasonCode.SUCCESS,
                        ConnAck.Properties.builder()
                                .sessionExpiryInterval(0)
                                .assignedClientIdentifier("id1")
                                .serverKeepAlive(30)
                                .authenticationMethod("m")
                                .authenticationData(Bytes.EMPTY)
                                .responseInformation("r")
                                .serverReference("s")
                                .reasonString("ok")
                                .receiveMaximum(10)
                                .topicAliasMaximum(16)
                                .maximumQoS(QoS.AT_LEAST_ONCE)
                                .retainAvailable(false)
                                .userProperty("k", "v")
                                .userProperty("k", "w")
                                .maximumPacketSize(0xFFFF_FFFFL)
                                .wildcardSubscriptionAvailable(false)
                                .subscriptionIdentifierAvailable(false)
                                .sharedSubscriptionAvailable(false)
                                .build()));
    }

    @Test
    void readsPropertiesThatSayTheirDefaults() {
        SERVER_5.reads("20 11 00 00 0E 21 FF FF 22 00 00 25 01 28 01 29 01 2A 01", ACCEPTED);
    }

    @Test
    void ignoresTheFirstByteIn31() {
        SERVER_3_1.reads("20 02 01 00", ACCEPTED);
        SERVER_3_1.reads("20 02 FF 05", new ConnAck(false, ConnectReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void rejectsReservedFlags() {
        SERVER_3_1_1.rejects("20 02 [02] 00", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 03 [80] 00 00", MALFORMED_PACKET, "MQTT-3.2.2-1");
        SERVER_5.rejects("20 02 [02] 05", MALFORMED_PACKET, "MQTT-3.2.2-1");
    }

    @Test
    void rejectsSessionPresentInARefusal() {
        SERVER_3_1_1.rejects("20 02 [01] 05", PROTOCOL_ERROR, "MQTT-3.2.2-4");
        SERVER_5.rejects("20 03 [01] 87 00", PROTOCOL_ERROR, "MQTT-3.2.2-6");
        SERVER_5.rejects("20 02 [01] 01", PROTOCOL_ERROR, "MQTT-3.2.2-6");
    }

    @Test
    void rejectsReservedReturnCodesBefore5() {
        SERVER_3_1.rejects("20 02 00 [06]", PROTOCOL_ERROR, "");
        SERVER_3_1_1.rejects("20 02 00 [80]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 02 00 [84]", PROTOCOL_ERROR, "MQTT-3.2.2-8");
    }

    @Test
    void rejectsAnAcceptanceOf5WithoutPropertyLength() {
        SERVER_5.rejects("20 02 00 00 []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsAnotherLength() {
        SERVER_3_1_1.rejects("20 [03] 00 00 00", MALFORMED_PACKET, "");
        SERVER_3_1.rejects("20 [01] 00", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 00 []", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 01 00 []", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 04 00 00 00 [00]", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsNumbersOutOfRange() {
        SERVER_5.rejects("20 05 00 00 02 24 [02]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 05 00 00 02 25 [02]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 05 00 00 02 28 [02]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 05 00 00 02 29 [7F]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 05 00 00 02 2A [80]", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 06 00 00 03 21 [00] 00", PROTOCOL_ERROR, "");
        SERVER_5.rejects("20 08 00 00 05 27 [00] 00 00 00", PROTOCOL_ERROR, "");
    }

    @Test
    void refusesWhatAVersionCannotSay() {
        SERVER_3_1.refuses(new ConnAck(true, ConnectReasonCode.SUCCESS), "came with 3.1.1");
        SERVER_3_1_1.refuses(new ConnAck(false, ConnectReasonCode.BANNED), "BANNED");
        SERVER_3_1_1.refuses(
                new ConnAck(
                        false,
                        ConnectReasonCode.SUCCESS,
                        ConnAck.Properties.builder().reasonString("ok").build()),
                "has properties");
        CLIENT_5.refuses(ACCEPTED, "does not exist");
    }
}
