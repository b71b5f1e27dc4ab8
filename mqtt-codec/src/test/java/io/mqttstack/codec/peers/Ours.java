package io.mqttstack.codec.peers;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.peers.Peer.Accepted;
import io.mqttstack.codec.peers.Peer.Refused;
import io.mqttstack.codec.peers.Peer.Verdict;
import io.mqttstack.codec.peers.Peer.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What our decoder makes of the bytes of one packet. */
final class Ours {
    /** One name for what is wrong with many fields. */
    private static final Map<String, String> KINDS = Map.of(
            "is no property of", "a property in the wrong packet",
            "identifies no property", "an unknown property",
            "stands twice in", "a property twice",
            " announces |^The packet ends|^Property Length is", "a field beyond the end",
            " is \\d+, not \\d+ to \\d+", "a number out of range",
            "^A (CLIENT|SERVER) does not send", "a packet of the other side",
            "^The Remaining Length of", "a wrong Remaining Length");

    private Ours() {}

    static Verdict decode(ProtocolVersion version, Sender sender, byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        try {
            PacketDecoder.of(version, sender, DecodeLimits.DEFAULT).decode(bytes, 0, bytes.length, packet -> {
                packets.add(packet);
                return false;
            });
        } catch (MqttProtocolException e) {
            return new Refused(why(e));
        }
        return packets.isEmpty() ? new Waiting() : new Accepted(packets.get(0));
    }

    /** The broken statement, or what is wrong where there is none, without the field. */
    static String why(MqttProtocolException failure) {
        if (!failure.statement().isEmpty()) {
            return failure.statement();
        }
        String message = failure.getMessage().replaceAll(" \\(0x.*", "");
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            if (Pattern.compile(kind.getKey()).matcher(message).find()) {
                return kind.getValue();
            }
        }
        return Words.of(message);
    }
}
