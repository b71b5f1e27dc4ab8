package io.mqttstack.codec.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.print.PacketPrinter.Outcome;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketPrinterTest {
    private static final String MASKED_CONNECT = """
            CONNECT at byte 0, 64 bytes, MQTT 5.0, sent by the client
                   0  10                          Packet type, flags                 1 CONNECT, flags 0000
                   1  3e                          Remaining Length                   62
                   2  00 04 4d 51 54 54           Protocol Name                      "MQTT"
                   8  05                          Protocol Version                   5, MQTT 5.0
                   9  c6                          Connect Flags                      User Name 1, Password 1, Will Retain 0, \
            Will QoS 0, Will 1, Clean Start 1, reserved 0
                  10  00 3c                       Keep Alive                         60 s
                  12  05                          Property Length                    5
                  13  11 00 00 00 0a                Session Expiry Interval (0x11)   10 s
                  18  00 03 6d 65 31              Client Identifier                  "me1"
                  23  0a                          Will Property Length               10
                  24  09 00 07 ** ** ** ** ** ...   Correlation Data (0x09)          7 bytes, masked
                  34  00 04 67 6f 6e 65           Will Topic                         "gone"
                  40  00 05 ** ** ** ** **        Will Payload                       5 bytes, masked
                  47  00 05 61 6c 69 63 65        User Name                          "alice"
                  54  00 08 ** ** ** ** ** ** ... Password                           8 bytes, masked
            """;

    private final List<String> lines = new ArrayList<>();

    private String text() {
        return String.join("\n", lines) + "\n";
    }

    private Outcome print(PacketPrinter printer, String hex) {
        lines.clear();
        return printer.print(HexFormat.of().parseHex(hex.replace(" ", "")), lines::add);
    }

    private Outcome print(String hex) {
        return print(PacketPrinter.builder().build(), hex);
    }

    private static byte[] encoded(Packet packet) {
        PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V5_0, Sender.CLIENT);
        byte[] bytes = new byte[encoder.length(packet)];
        encoder.encode(packet, bytes, 0);
        return bytes;
    }

    private static Connect connect() {
        Will.Properties properties =
                Will.Properties.builder().correlationData(Bytes.utf8("corr-id")).build();
        return Connect.builder(ProtocolVersion.V5_0, "me1")
                .will(new Will(TopicName.of("gone"), Bytes.utf8("adieu"), QoS.AT_MOST_ONCE, false, properties))
                .userName("alice")
                .password(Bytes.utf8("opensesa"))
                .properties(
                        Connect.Properties.builder().sessionExpiryInterval(10).build())
                .build();
    }

    @Test
    void printsAConnectFieldByFieldAndMasksItsSecrets() {
        assertEquals(Outcome.COMPLETE, PacketPrinter.builder().build().print(encoded(connect()), lines::add));
        assertEquals(MASKED_CONNECT, text());
    }

    @Test
    void showsPayloadsWhenAskedButNoSecrets() {
        PacketPrinter.builder().showPayloads(true).build().print(encoded(connect()), lines::add);
        assertTrue(text().contains("Will Payload                       \"adieu\""), this::text);
        assertTrue(text().contains("\"corr-id\""), this::text);
        assertTrue(text().contains("8 bytes, masked"), this::text);
    }

    @Test
    void showsSecretsWhenAskedButNoPayloads() {
        PacketPrinter.builder().showSecrets(true).build().print(encoded(connect()), lines::add);
        assertTrue(text().contains("Password                           \"opensesa\""), this::text);
        assertTrue(text().contains("5 bytes, masked"), this::text);
    }

    @Test
    void masksAuthenticationData() {
        Auth auth = new Auth(
                AuthReasonCode.CONTINUE_AUTHENTICATION,
                Auth.Properties.builder()
                        .authenticationMethod("SCRAM")
                        .authenticationData(Bytes.utf8("proof"))
                        .build());
        PacketPrinter.builder().build().print(encoded(auth), lines::add);
        assertTrue(text().contains("Authentication Data (0x16)       5 bytes, masked"), this::text);
        lines.clear();
        PacketPrinter.builder().showSecrets(true).build().print(encoded(auth), lines::add);
        assertTrue(text().contains("\"proof\""), this::text);
    }

    @Test
    void printsAViolationWithACaretUnderTheByte() {
        assertEquals(Outcome.VIOLATION, print("30 07 00 03 61 2b 62 00 68"));
        assertEquals("""
                PUBLISH at byte 0, 9 bytes, MQTT 5.0 (assumed), sent by the server (assumed)
                       0  30                          Packet type, flags                 3 PUBLISH, DUP 0, QoS 0, RETAIN 0
                       1  07                          Remaining Length                   7
                       2  00 03 61 2b 62              Topic Name                         "a+b"
                  Violation: The Topic Name contains the wildcard + (0x81 MALFORMED_PACKET, [MQTT-3.3.2-2], byte 5)
                       0  30 07 00 03 61 2b 62 ** **
                                         ^^
                """, text());
    }

    @Test
    void pointsBehindThePacketWhereSomethingIsMissing() {
        assertEquals(Outcome.VIOLATION, print("c0 00 82 03 00 01 00 c0 00"));
        assertEquals("""
                PINGREQ at byte 0, 2 bytes, MQTT 5.0 (assumed), sent by the client
                       0  c0                          Packet type, flags                 12 PINGREQ, flags 0000
                       1  00                          Remaining Length                   0

                SUBSCRIBE at byte 2, 5 bytes, MQTT 5.0 (assumed), sent by the client
                       2  82                          Packet type, flags                 8 SUBSCRIBE, flags 0010
                       3  03                          Remaining Length                   3
                       4  00 01                       Packet Identifier                  1
                       6  00                          Property Length                    0
                  Violation: SUBSCRIBE has no Topic Filter (0x82 PROTOCOL_ERROR, [MQTT-3.8.3-2], byte 7)
                       2  82 03 00 01 00 --
                                         ^^
                  Not read: 2 bytes behind the packet
                """, text());
    }

    @Test
    void showsTheEightBytesBeforeAndAfterTheFaultOfALongPacket() {
        print("82 1a 00 01 00 00 12 61 61 61 61 61 61 61 61 61 00 62 62 62 62 62 62 62 62 01 62 00");
        assertTrue(text().contains("contains U+0000"), this::text);
        assertEquals("       8  61 61 61 61 61 61 61 61 00 62 62 62 62 62 62 62 ...", lines.get(lines.size() - 2));
        assertEquals(" ".repeat(34) + "^^", lines.get(lines.size() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "30, the Remaining Length is not complete",
        "30 80, the Remaining Length is not complete",
        "30 05, the packet lacks 5 bytes",
        "30 05 00 01 61, the packet lacks 2 bytes",
        "40 02 00, the packet lacks 1 byte",
        "30 ff ff ff 06, the packet lacks 14680063 bytes"
    })
    void saysHowMuchOfThePacketIsMissing(String hex, String missing) {
        assertEquals(Outcome.INCOMPLETE, print(hex));
        assertEquals("  Incomplete: " + missing, lines.get(lines.size() - 1));
    }

    @Test
    void printsNothingOfNothing() {
        for (PacketPrinter printer : List.of(
                PacketPrinter.builder().build(),
                PacketPrinter.builder().sender(Sender.CLIENT).build())) {
            assertEquals(Outcome.COMPLETE, print(printer, ""));
            assertEquals(List.of(), lines);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61, 'MQTT 3.1.1, sent by the client'",
        "10 0f 00 06 4d 51 49 73 64 70 03 02 00 3c 00 01 61, 'MQTT 3.1, sent by the client'",
        "20 03 00 00 00, 'MQTT 5.0 (assumed), sent by the server'",
        "40 02 00 01 90 04 00 01 00 00, 'MQTT 5.0 (assumed), sent by the server'",
        "40 02 00 01 c0 00, 'MQTT 5.0 (assumed), sent by the client'",
        "40 02 00 01, 'MQTT 5.0 (assumed), sent by the server (assumed)'"
    })
    void discoversVersionAndSender(String hex, String title) {
        assertEquals(Outcome.COMPLETE, print(hex), this::text);
        assertTrue(lines.get(0).endsWith(title), lines.get(0));
    }

    @Test
    void believesWhatItIsTold() {
        PacketPrinter printer = PacketPrinter.builder()
                .version(ProtocolVersion.V3_1_1)
                .sender(Sender.CLIENT)
                .build();
        assertEquals(Outcome.COMPLETE, print(printer, "e0 00"));
        assertEquals("DISCONNECT at byte 0, 2 bytes, MQTT 3.1.1, sent by the client", lines.get(0));
        assertEquals(Outcome.VIOLATION, print(printer, "20 02 00 00"));
        assertTrue(text().contains("A CLIENT does not send CONNACK"), this::text);
        assertEquals(Outcome.VIOLATION, print(printer, "10 0d 00 04 4d 51 54 54 05 02 00 3c 00 01 61"));
        assertTrue(text().contains("where V3_1_1 is expected"), this::text);
    }

    @Test
    void obeysLimits() {
        PacketPrinter printer = PacketPrinter.builder()
                .limits(DecodeLimits.builder().maximumPacketSize(4).build())
                .build();
        assertEquals(Outcome.VIOLATION, print(printer, "30 05 00 01 61 00 62"));
        assertTrue(text().contains("PACKET_TOO_LARGE"), this::text);
        assertTrue(text().contains("0  30 05 ** ** ** ** **\n             ^^\n"), this::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b]0;owned\u0007",
                "a\r\nb",
                "\u202egnp.exe",
                "\u2066x\u2069",
                "\u200b",
                "\u2028",
                "\u009b31m",
                "\ue000",
                "\u00a0",
                "\udb40\udc41"
            })
    void escapesWhatATerminalWouldObey(String topic) {
        byte[] publish = encoded(new Publish(
                TopicName.of(topic), Bytes.utf8(topic), QoS.AT_MOST_ONCE, false, false, 0, Publish.Properties.NONE));
        PacketPrinter.builder().showPayloads(true).build().print(publish, lines::add);
        assertTrue(text().contains("\\u{"), this::text);
        for (String line : lines) {
            assertFalse(line.contains(topic), line);
        }
    }

    @Test
    void quotesAndBackslashesInStringsAreEscaped() {
        print("30 07 00 04 61 22 5c e9 00");
        assertTrue(text().contains("\"a\\\"\\\\\ufffd\""), this::text);
    }

    @Test
    void abbreviatesByCharactersAndNotByBytes() {
        PacketPrinter printer =
                PacketPrinter.builder().longestText(2).showPayloads(true).build();
        String face = "f09f9880";
        print(printer, "30 0f 00 01 61 00" + face.repeat(2) + "616263");
        assertTrue(text().contains("\"\uD83D\uDE00\uD83D\uDE00\"... (11 bytes)"), this::text);
        print(printer, "30 0c 00 01 61 00" + face.repeat(2));
        assertTrue(text().contains("\"\uD83D\uDE00\uD83D\uDE00\"\n"), this::text);
    }

    @Test
    void showsDataThatIsNoTextFromItsFirstByte() {
        PacketPrinter printer = PacketPrinter.builder().showPayloads(true).build();
        print(printer, "30 06 00 01 61 00 ff 61");
        assertTrue(text().contains("ff61 (2 bytes)"), this::text);
        print(printer, "30 04 00 01 61 00");
        assertTrue(text().contains("Payload                            0 bytes\n"), this::text);
    }

    @Test
    void takesTextsOfOneCharacterToAllOfThem() {
        PacketPrinter.Builder builder = PacketPrinter.builder();
        assertEquals(Outcome.COMPLETE, print(builder.longestText(1).build(), "c0 00"));
        assertEquals(Outcome.COMPLETE, print(builder.longestText(65_535).build(), "c0 00"));
    }

    @Test
    void namesNoFieldWhereNoByteIsLeft() {
        assertEquals(Outcome.VIOLATION, print("40 00"));
        assertFalse(text().contains("cut off"), this::text);
        assertEquals(Outcome.COMPLETE, print("40 02 00 01"));
        assertFalse(text().contains("Reason Code"), this::text);
        // 3.1 has User Name and Password flags without the fields.
        assertEquals(Outcome.COMPLETE, print("10 0f 00 06 4d 51 49 73 64 70 03 c2 00 3c 00 01 61"));
        assertFalse(text().contains("cut off"), this::text);
        assertTrue(text().endsWith("Client Identifier                  \"a\"\n"), this::text);
    }

    @Test
    void tellsTheReasonCodeOfAnAcceptingConnAckThatIsTooShort() {
        assertEquals(Outcome.VIOLATION, print("20 02 00 00"));
        assertTrue(text().contains("0x00 SUCCESS"), this::text);
    }

    @Test
    void tellsTheQualityOfService() {
        for (int qos = 1; qos <= 2; qos++) {
            print((qos == 1 ? "32" : "34") + " 06 00 01 61 00 01 00");
            assertTrue(text().contains("3 PUBLISH, DUP 0, QoS " + qos + ", RETAIN 0"), this::text);
        }
    }

    @Test
    void printsEachOfSeveralPublishes() {
        print("30 04 00 01 61 00".repeat(3));
        assertEquals(
                3,
                lines.stream()
                        .filter(line -> line.startsWith("PUBLISH at byte "))
                        .count());
    }

    @Test
    void abbreviatesLongTexts() {
        PacketPrinter printer =
                PacketPrinter.builder().longestText(4).showPayloads(true).build();
        print(printer, "30 0c 00 05 61 c3 a9 62 63 00 00 01 ff fe");
        assertTrue(text().contains("\"a\u00e9bc\""), this::text);
        assertTrue(text().contains("0001... (4 bytes)"), this::text);
        print(printer, "30 0a 00 05 61 62 63 64 65 00 00 01");
        assertTrue(text().contains("\"abcd\"... (5 bytes)"), this::text);
        assertTrue(text().contains("0001 (2 bytes)"), this::text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void refusesALengthOutOfRange(int characters) {
        PacketPrinter.Builder builder = PacketPrinter.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.longestText(characters));
    }

    @Test
    void masksWhatFollowsAFaultUnlessBothAreShown() {
        // The flag of the User Name is missing, so that nobody knows what its bytes are.
        String hex = "10 14 00 04 4d 51 54 54 04 02 00 3c 00 01 61 00 05 70 77 6e 65 64";
        assertEquals(Outcome.VIOLATION, print(hex));
        assertTrue(text().contains("Bytes that belong to no field      7 bytes, masked"), this::text);
        assertTrue(text().contains("00 01 61 00 ** ** ** ** ** **\n"), this::text);
        print(PacketPrinter.builder().showPayloads(true).showSecrets(true).build(), hex);
        assertTrue(text().contains("00 01 61 00 05 70 77 6e 65 64\n"), this::text);
    }

    @Test
    void showsTheLengthOfAFieldThatIsCutOff() {
        assertEquals(Outcome.VIOLATION, print("30 05 01 2c 61 62 63"));
        assertTrue(
                text().contains("2  01 2c ** ** **              Topic Name, cut off                5 bytes, masked"),
                this::text);
        assertTrue(text().endsWith("       0  30 05 01 2c ** ** **\n                ^^\n"), this::text);
    }

    @ParameterizedTest
    @CsvSource({
        "'20 03 00 87 00', 0x87 NOT_AUTHORIZED",
        "'20 02 00 05', 0x05 not authorized",
        "'90 04 00 01 00 80', 0x80 UNSPECIFIED_ERROR",
        "'b0 04 00 01 00 11', 0x11 NO_SUBSCRIPTION_EXISTED",
        "'50 03 00 01 10', 0x10 NO_MATCHING_SUBSCRIBERS",
        "'62 03 00 01 92', 0x92 PACKET_IDENTIFIER_NOT_FOUND",
        "'70 03 00 01 92', 0x92 PACKET_IDENTIFIER_NOT_FOUND",
        "'e0 01 8b', 0x8B SERVER_SHUTTING_DOWN",
        "'f0 00', '15 AUTH, flags 0000'",
        "'d0 00', '13 PINGRESP, flags 0000'",
        "'82 07 00 01 00 00 01 61 2c', 'Retain Handling 2, Retain As Published 1, No Local 1, QoS 0'",
        "'a2 06 00 01 00 00 01 23', '\"#\"'",
        "'20 06 01 00 03 21 00 05', 'reserved 0000000, Session Present 1'",
        "'30 0b 00 01 61 06 26 00 01 6b 00 00', '\"k\" = \"\"'"
    })
    void tellsWhatValuesMean(String hex, String expected) {
        Outcome outcome = print(hex);
        assertTrue(text().contains(expected), this::text);
        assertTrue(outcome != Outcome.VIOLATION, this::text);
    }

    @ParameterizedTest
    @CsvSource({
        "00 00, '0 reserved, flags 0000'",
        "'20 03 00 55 00', 0x55 not known",
        "'10 0d 00 04 4d 51 54 54 09 02 00 3c 00 01 61', '9, not known'",
        "'30 07 00 01 61 02 7f 01 00', '0x7F, not known'"
    })
    void namesWhatIsUnknown(String hex, String expected) {
        assertEquals(Outcome.VIOLATION, print(hex));
        assertTrue(text().contains(expected), this::text);
    }
}
