package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.reason.ReasonCode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What one side sends in one version, as commented hexadecimal. A line is hexadecimal up to the first two spaces in a row
 * and comment from there on:
 *
 * <pre>
 * 40 02    PUBACK, 2 bytes
 * 12 34    Packet Identifier
 * </pre>
 *
 * In bytes that are to be rejected, brackets mark the one at fault: {@code 40 02 [00] 00}, or {@code []} where one is missing.
 */
record Wire(ProtocolVersion version, Sender sender) {
    static final Wire CLIENT_3_1 = new Wire(ProtocolVersion.V3_1, Sender.CLIENT);
    static final Wire CLIENT_3_1_1 = new Wire(ProtocolVersion.V3_1_1, Sender.CLIENT);
    static final Wire CLIENT_5 = new Wire(ProtocolVersion.V5_0, Sender.CLIENT);
    static final Wire SERVER_3_1 = new Wire(ProtocolVersion.V3_1, Sender.SERVER);
    static final Wire SERVER_3_1_1 = new Wire(ProtocolVersion.V3_1_1, Sender.SERVER);
    static final Wire SERVER_5 = new Wire(ProtocolVersion.V5_0, Sender.SERVER);

    static final List<Wire> ALL = List.of(CLIENT_3_1, CLIENT_3_1_1, CLIENT_5, SERVER_3_1, SERVER_3_1_1, SERVER_5);

    /** The bytes stand for the packet and the packet for the bytes, alone, split and behind another packet. */
    void carries(String hex, Packet packet) {
        reads(hex, packet);
        PacketEncoder encoder = PacketEncoder.of(version, sender);
        byte[] expected = bytes(hex);
        byte[] encoded = new byte[expected.length + 4];
        assertEquals(expected.length, encoder.length(packet), "length");
        assertEquals(expected.length, encoder.encode(packet, encoded, 3), "bytes written");
        assertEquals(
                HexFormat.ofDelimiter(" ").formatHex(expected),
                HexFormat.ofDelimiter(" ").formatHex(encoded, 3, 3 + expected.length));
    }

    /** The bytes stand for the packet, although it would be written differently. */
    void reads(String hex, Packet packet) {
        byte[] bytes = bytes(hex);
        List<Packet> packets = new ArrayList<>();
        decoder().decode(bytes, 0, bytes.length, packets::add);
        assertEquals(List.of(packet), packets);

        packets.clear();
        PacketDecoder decoder = decoder();
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(List.of(), packets, "before the last byte");
            decoder.decode(bytes, i, 1, packets::add);
        }
        assertEquals(List.of(packet), packets, "byte by byte");

        packets.clear();
        byte[] behind = behindAnother(bytes);
        decoder().decode(behind, 0, behind.length, packets::add);
        assertEquals(List.of(another(), packet), packets, "behind another packet");
    }

    /** The bytes, of which the one in brackets is at fault, end the connection. */
    void rejects(String hex, ReasonCode reasonCode, String statement) {
        byte[] bytes = bytes(hex);
        int offset = bracket(hex);
        List<Packet> packets = new ArrayList<>();

        PacketDecoder whole = decoder();
        MqttProtocolException failure = assertThrows(
                MqttProtocolException.class,
                () -> whole.decode(bytes, 0, bytes.length, packets::add),
                () -> "gave " + packets);
        check(failure, reasonCode, statement, offset);
        assertSame(
                failure,
                assertThrows(MqttProtocolException.class, () -> whole.decode(new byte[0], 0, 0, packets::add)),
                "a failure is final");

        PacketDecoder byteByByte = decoder();
        check(
                assertThrows(MqttProtocolException.class, () -> {
                    for (int i = 0; i < bytes.length; i++) {
                        byteByByte.decode(bytes, i, 1, packets::add);
                    }
                }),
                reasonCode,
                statement,
                offset);
        assertEquals(List.of(), packets);

        byte[] behind = behindAnother(bytes);
        check(
                assertThrows(
                        MqttProtocolException.class, () -> decoder().decode(behind, 0, behind.length, packets::add)),
                reasonCode,
                statement,
                offset + 2);
        assertEquals(List.of(another()), packets, "what stood before the fault");
    }

    private static void check(MqttProtocolException failure, ReasonCode reasonCode, String statement, long offset) {
        assertEquals(
                reasonCode + " [" + statement + "] at " + offset,
                failure.reasonCode() + " [" + failure.statement() + "] at " + failure.offset(),
                failure::getMessage);
    }

    /** The packet cannot be written, and the message says why. */
    void refuses(Packet packet, String why) {
        PacketEncoder encoder = PacketEncoder.of(version, sender);
        byte[] target = new byte[200_000];
        var refusal = assertThrows(IllegalArgumentException.class, () -> encoder.length(packet));
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> encoder.encode(packet, target, 0));
        for (byte written : target) {
            assertEquals(0, written, "nothing is written");
        }
    }

    PacketDecoder decoder() {
        return PacketDecoder.of(version, sender, DecodeLimits.DEFAULT);
    }

    private Packet another() {
        return sender == Sender.CLIENT ? PingReq.INSTANCE : PingResp.INSTANCE;
    }

    private byte[] behindAnother(byte[] bytes) {
        byte[] both = new byte[bytes.length + 2];
        both[0] = (byte) (sender == Sender.CLIENT ? 0xC0 : 0xD0);
        System.arraycopy(bytes, 0, both, 2, bytes.length);
        return both;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(digits(hex).replaceAll("[\\[\\]]", ""));
    }

    private static int bracket(String hex) {
        int at = digits(hex).indexOf('[');
        assertTrue(at >= 0, "no byte is marked in " + hex);
        return at / 2;
    }

    private static String digits(String hex) {
        var digits = new StringBuilder();
        hex.lines()
                .forEach(line ->
                        digits.append(line.strip().replaceAll("  .*", "").replace(" ", "")));
        return digits.toString();
    }
}
