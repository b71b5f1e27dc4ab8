package io.mqttstack.codec.vectors;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.reason.ReasonCode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** For tests that go over whole tables: what comes of some bytes, as text. */
final class Reading {
    /** One legal packet. */
    static final String LEGAL = "legal";

    private Reading() {}

    /** {@link #LEGAL} if the bytes are one packet that can be written and means the same then, or how they fail. */
    static String of(ProtocolVersion version, Sender sender, String hex) {
        List<Packet> packets = new ArrayList<>();
        try {
            decode(version, sender, bytes(hex), packets);
        } catch (MqttProtocolException failure) {
            return failure(failure.reasonCode(), failure.statement(), failure.offset());
        }
        if (packets.isEmpty()) {
            return "unfinished";
        }
        List<Packet> again = new ArrayList<>();
        decode(version, sender, encode(version, sender, packets.get(0)), again);
        return packets.size() == 1 && again.equals(packets) ? LEGAL : packets + ", then " + again;
    }

    static String failure(ReasonCode reasonCode, String statement, long offset) {
        return reasonCode + " [" + statement + "] at " + offset;
    }

    static void decode(ProtocolVersion version, Sender sender, byte[] bytes, List<Packet> packets) {
        PacketDecoder.of(version, sender, DecodeLimits.DEFAULT).decode(bytes, 0, bytes.length, packets::add);
    }

    static byte[] encode(ProtocolVersion version, Sender sender, Packet packet) {
        PacketEncoder encoder = PacketEncoder.of(version, sender);
        byte[] bytes = new byte[encoder.length(packet)];
        encoder.encode(packet, bytes, 0);
        return bytes;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
