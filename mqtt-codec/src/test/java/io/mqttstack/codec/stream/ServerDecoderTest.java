package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.ReasonCode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A decoder that takes the version from the CONNECT. */
class ServerDecoderTest {
    private static final String CONNECT_3_1 = "10 0F 00 06 4D 51 49 73 64 70 03 02 00 3C 00 01 63";
    private static final String CONNECT_3_1_1 = "10 0C 00 04 4D 51 54 54 04 02 00 3C 00 00";
    private static final String CONNECT_5 = "10 0D 00 04 4D 51 54 54 05 02 00 3C 00 00 00";

    private final List<Packet> packets = new ArrayList<>();

    private int decode(PacketDecoder decoder, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return decoder.decode(bytes, 0, bytes.length, packets::add);
    }

    private void rejects(String hex, ReasonCode reasonCode, String statement, long offset) {
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        var failure = assertThrows(MqttProtocolException.class, () -> decode(decoder, hex));
        assertEquals(reasonCode, failure.reasonCode(), failure::getMessage);
        assertEquals(statement, failure.statement());
        assertEquals(offset, failure.offset());
    }

    @Test
    void takesTheVersionFromTheConnect() {
        discovers(CONNECT_3_1, ProtocolVersion.V3_1);
        discovers(CONNECT_3_1_1, ProtocolVersion.V3_1_1);
        discovers(CONNECT_5, ProtocolVersion.V5_0);
    }

    private void discovers(String connect, ProtocolVersion version) {
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        assertEquals(Optional.empty(), decoder.version());
        decode(decoder, connect.substring(0, 20));
        assertEquals(Optional.empty(), decoder.version());
        decode(decoder, connect.substring(20));
        assertEquals(Optional.of(version), decoder.version());
        assertEquals(1, packets.size());
        packets.clear();
    }

    @Test
    void readsWhatFollowsInThatVersion() {
        decode(PacketDecoder.forServer(DecodeLimits.DEFAULT), CONNECT_3_1 + "6A 02 00 01");
        decode(PacketDecoder.forServer(DecodeLimits.DEFAULT), CONNECT_3_1_1 + "30 03 00 01 61");
        decode(PacketDecoder.forServer(DecodeLimits.DEFAULT), CONNECT_5 + "30 04 00 01 61 00");
        assertEquals(6, packets.size());
        rejects(CONNECT_3_1_1 + "6A", DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.6.1-1", 14);
        rejects(CONNECT_3_1_1 + "F0", DisconnectReasonCode.MALFORMED_PACKET, "", 14);
        rejects(CONNECT_5 + "30 03 00 01 61", DisconnectReasonCode.MALFORMED_PACKET, "", 20);
    }

    @Test
    void rejectsAConnectOfAnotherVersionLater() {
        rejects(CONNECT_5 + CONNECT_3_1_1, ConnectReasonCode.UNSUPPORTED_PROTOCOL_VERSION, "MQTT-3.1.2-2", 23);
    }

    @Test
    void judgesALongerRemainingLengthOnceItKnowsTheVersion() {
        decode(PacketDecoder.forServer(DecodeLimits.DEFAULT), "10 8C 00" + CONNECT_3_1_1.substring(5));
        assertEquals(1, packets.size());
        rejects("10 8D 80 00" + CONNECT_5.substring(5), DisconnectReasonCode.MALFORMED_PACKET, "MQTT-1.5.5-1", 3);
    }

    @Test
    void doesNotHoldTheLengthOfTheConnectAgainstLaterPackets() {
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        decode(decoder, "10 8C 00" + CONNECT_3_1_1.substring(5) + "C0 80 00" + "C0 00");
        assertEquals(3, packets.size());
    }
}
