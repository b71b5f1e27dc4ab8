package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_3_1_1;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private static Connect.Builder connect(ProtocolVersion version, String clientIdentifier) {
        return Connect.builder(version, clientIdentifier).cleanStart(true).keepAlive(60);
    }

    @Test
    void carriesTheLeastConnectOf31() {
        CLIENT_3_1.carries("""
                10 0F
                00 06 4D 51 49 73 64 70 03   MQIsdp, level 3
                02                           Clean Session
                00 3C                        Keep Alive 60 s
                00 01 63                     Client Identifier c
                """, connect(ProtocolVersion.V3_1, "c").build());
    }

    @Test
    void carriesTheLeastConnectOf311() {
        CLIENT_3_1_1.carries("""
                10 0C
                00 04 4D 51 54 54 04   MQTT, level 4
                02                     Clean Session
                00 3C                  Keep Alive 60 s
                00 00                  Client Identifier, empty
                """, connect(ProtocolVersion.V3_1_1, "").build());
    }

    @Test
    void carriesTheLeastConnectOf5() {
        CLIENT_5.carries(
                """
                10 0D
                00 04 4D 51 54 54 05   MQTT, version 5
                00                     no Clean Start
                00 00                  Keep Alive off
                00                     no properties
                00 00                  Client Identifier, empty
                """,
                connect(ProtocolVersion.V5_0, "").cleanStart(false).keepAlive(0).build());
    }

    @Test
    void carriesAllFieldsOf31InTheirOrder() {
        CLIENT_3_1.carries(
                """
                10 1A
                00 06 4D 51 49 73 64 70 03
                F4                User Name, Password, Will Retain, Will QoS 2, Will
                FF FF             Keep Alive 65535 s
                00 01 63          Client Identifier
                00 01 74          Will Topic t
                00 00             Will Message, empty
                00 01 75          User Name u
                00 01 70          Password p
                """,
                connect(ProtocolVersion.V3_1, "c")
                        .cleanStart(false)
                        .keepAlive(65_535)
                        .will(new Will(TopicName.of("t"), Bytes.EMPTY, QoS.EXACTLY_ONCE, true))
                        .userName("u")
                        .password(Bytes.utf8("p"))
                        .build());
    }

    @Test
    void carriesAllFieldsOf311InTheirOrder() {
        CLIENT_3_1_1.carries(
                """
                10 19
                00 04 4D 51 54 54 04
                CE                User Name, Password, Will QoS 1, Will, Clean Session
                00 0A             Keep Alive 10 s
                00 01 63          Client Identifier
                00 01 74          Will Topic t
                00 02 00 FF       Will Message
                00 00             User Name, empty
                00 01 00          Password 00
                """,
                connect(ProtocolVersion.V3_1_1, "c")
                        .keepAlive(10)
                        .will(new Will(
                                TopicName.of("t"), Bytes.copyOf(new byte[] {0, (byte) 0xFF}), QoS.AT_LEAST_ONCE, false))
                        .userName("")
                        .password(Bytes.copyOf(new byte[1]))
                        .build());
    }

    @Test
    void carriesAllFieldsAndPropertiesOf5InTheirOrder() {
        CLIENT_5.carries(
                """
                10 6E
                00 04 4D 51 54 54 05
                E6                User Name, Password, Will Retain, Will QoS 0, Will, Clean Start
                00 3C
                28                properties of 40 bytes
                11 00 00 00 0A    Session Expiry Interval 10 s
                15 00 01 6D       Authentication Method m
                16 00 01 64       Authentication Data d
                17 00             Request Problem Information 0
                19 01             Request Response Information 1
                21 00 14          Receive Maximum 20
                22 00 05          Topic Alias Maximum 5
                26 00 01 6B 00 01 76   User Property k=v
                26 00 00 00 00    User Property, both parts empty
                27 00 01 00 00    Maximum Packet Size 65536
                00 01 63          Client Identifier
                2A                Will Properties of 42 bytes
                01 01             Payload Format Indicator 1
                02 FF FF FF FF    Message Expiry Interval, the longest
                03 00 02 63 74    Content Type ct
                08 00 03 72 2F 74  Response Topic r/t
                09 00 02 00 01    Correlation Data 00 01
                18 00 00 00 05    Will Delay Interval 5 s
                26 00 01 61 00 01 62   User Property a=b
                26 00 01 61 00 01 62   and again
                00 01 74          Will Topic
                00 01 21          Will Payload
                00 01 75          User Name
                00 02 70 77       Password
                """,
                connect(ProtocolVersion.V5_0, "c")
                        .properties(Connect.Properties.builder()
                                .sessionExpiryInterval(10)
                                .authenticationMethod("m")
                                .authenticationData(Bytes.utf8("d"))
                                .requestProblemInformation(false)
                                .requestResponseInformation(true)
                                .receiveMaximum(20)
                                .topicAliasMaximum(5)
                                .userProperty("k", "v")
                                .userProperty("", "")
                                .maximumPacketSize(65_536)
                                .build())
                        .will(new Will(
                                TopicName.of("t"),
                                Bytes.utf8("!"),
                                QoS.AT_MOST_ONCE,
                                true,
                                Will.Properties.builder()
                                        .payloadIsUtf8(true)
                                        .messageExpiryInterval(0xFFFF_FFFFL)
                                        .contentType("ct")
                                        .responseTopic(TopicName.of("r/t"))
                                        .correlationData(Bytes.copyOf(new byte[] {0, 1}))
                                        .willDelayInterval(5)
                                        .userProperty("a", "b")
                                        .userProperty("a", "b")
                                        .build()))
                        .userName("u")
                        .password(Bytes.utf8("pw"))
                        .build());
    }

    @Test
    void carriesAPasswordWithoutUserNameIn5() {
        CLIENT_5.carries(
                """
                10 10
                00 04 4D 51 54 54 05
                42 00 3C          Password, Clean Start
                00
                00 00
                00 01 70          Password
                """, connect(ProtocolVersion.V5_0, "").password(Bytes.utf8("p")).build());
    }

    @Test
    void readsPropertiesThatSayTheirDefaults() {
        CLIENT_5.reads("""
                10 1C
                00 04 4D 51 54 54 05
                02 00 3C
                0F
                17 01             Request Problem Information 1
                19 00             Request Response Information 0
                21 FF FF          Receive Maximum 65535
                22 00 00          Topic Alias Maximum 0
                11 00 00 00 00    Session Expiry Interval 0
                00 00
                """, connect(ProtocolVersion.V5_0, "").build());
    }

    @Test
    void readsAConnectOf31WhoseFlaggedFieldsAreMissingAtTheEnd() {
        CLIENT_3_1.reads(
                "10 0F 00 06 4D 51 49 73 64 70 03 C2 00 3C 00 01 63",
                connect(ProtocolVersion.V3_1, "c").build());
    }

    @Test
    void readsAConnectOf31WhoseWillFlagsAreSetWithoutAWill() {
        CLIENT_3_1.reads(
                "10 0F 00 06 4D 51 49 73 64 70 03 3A 00 3C 00 01 63",
                connect(ProtocolVersion.V3_1, "c").build());
    }

    @Test
    void refusesWhatAVersionCannotSay() {
        CLIENT_5.refuses(connect(ProtocolVersion.V3_1_1, "c").build(), "use an encoder of that version");
        CLIENT_3_1.refuses(connect(ProtocolVersion.V3_1, "").build(), "1 to 23 characters");
        CLIENT_3_1.refuses(connect(ProtocolVersion.V3_1, "c".repeat(24)).build(), "1 to 23 characters");
        CLIENT_3_1_1.refuses(
                connect(ProtocolVersion.V3_1_1, "").cleanStart(false).build(), "MQTT-3.1.3-7");
        CLIENT_3_1_1.refuses(
                connect(ProtocolVersion.V3_1_1, "c").password(Bytes.EMPTY).build(), "MQTT-3.1.2-22");
        CLIENT_3_1_1.refuses(
                connect(ProtocolVersion.V3_1_1, "c")
                        .properties(
                                Connect.Properties.builder().receiveMaximum(1).build())
                        .build(),
                "has properties");
        CLIENT_3_1_1.refuses(
                connect(ProtocolVersion.V3_1_1, "c")
                        .will(new Will(
                                TopicName.of("t"),
                                Bytes.EMPTY,
                                QoS.AT_MOST_ONCE,
                                false,
                                Will.Properties.builder().willDelayInterval(1).build()))
                        .build(),
                "has properties");
        SERVER_5.refuses(connect(ProtocolVersion.V5_0, "c").build(), "does not exist");
    }
}
