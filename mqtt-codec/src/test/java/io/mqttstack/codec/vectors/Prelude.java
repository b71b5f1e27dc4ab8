package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a decoder has read when a vector comes, and which decoder that is.
 *
 * @param name for messages
 * @param discovering whether the decoder takes the version from CONNECT
 * @param content the bytes in front of the vector
 * @param packets the packets that they are
 */
record Prelude(String name, boolean discovering, Bytes content, List<Packet> packets) {
    private static final Map<ProtocolVersion, String> CONNECTS = Map.of(
            ProtocolVersion.V3_1, "100F 0006 4D5149736470 03 02 003C 0001 63",
            ProtocolVersion.V3_1_1, "100C 0004 4D515454 04 02 003C 0000",
            ProtocolVersion.V5_0, "100D 0004 4D515454 05 02 003C 00 0000");

    /** The flags of PUBLISH that are legal in every version. */
    private static final Set<Integer> LEGAL_PUBLISH = Set.of(0, 1, 2, 3, 4, 5, 0xA, 0xB, 0xC, 0xD);

    /**
     * All that apply: alone, behind another packet, and behind those from which a decoder knows its first byte and its topic;
     * for what a Client sends, to a decoder that discovers as well.
     */
    static List<Prelude> of(Vector vector) {
        List<Prelude> all = new ArrayList<>();
        if (vector.isForTheVersion()) {
            all.add(new Prelude("alone", false, Bytes.EMPTY, List.of()));
            all.add(new Prelude(
                    "behind another packet",
                    false,
                    Bytes.wrap(anotherEncoded(vector.sender())),
                    List.of(another(vector.sender()))));
            behindItsLike(vector).ifPresent(all::add);
            if (vector.kind() == Vector.Kind.CARRIED) {
                all.add(behindItself(vector));
            }
        }
        if (vector.isForDiscovery()) {
            all.add(discovery(vector));
        }
        return all;
    }

    /**
     * A short PUBLISH or acknowledgement, whose first byte is that of the vector if that is legal; behind it the decoder goes
     * its short way.
     */
    private static Optional<Prelude> behindItsLike(Vector vector) {
        int own = vector.bytes()[0] & 0xFF;
        int first = switch (own >> 4) {
            case 3 -> LEGAL_PUBLISH.contains(own & 0xF) ? own : 0x30;
            case 4, 5, 7 -> own & 0xF0;
            case 6 -> 0x62;
            default -> 0;
        };
        if (first == 0) {
            return Optional.empty();
        }
        String properties = vector.version() == ProtocolVersion.V5_0 ? "00" : "";
        String content = first >> 4 == 3 ? "0001 61" + ((first & 6) == 0 ? "" : "0001") + properties : "0001";
        int length = Reading.bytes(content).length;
        if (2 + length > vector.limits().maximumPacketSize()) {
            return Optional.empty();
        }
        byte[] like = Reading.bytes(String.format(Locale.ROOT, "%02X %02X", first, length) + content);
        List<Packet> packets = new ArrayList<>();
        Reading.decode(vector.version(), vector.sender(), like, packets);
        return Optional.of(new Prelude("behind its like", false, Bytes.wrap(like), packets));
    }

    /** The same packet twice: a topic is kept when it comes for the second time, and found when it comes for the third. */
    private static Prelude behindItself(Vector vector) {
        byte[] bytes = vector.bytes();
        Packet packet = vector.packet();
        return new Prelude("behind itself", false, Bytes.wrap(join(bytes, bytes)), List.of(packet, packet));
    }

    /** A server's decoder reads a CONNECT as the first packet, and any other behind a CONNECT. */
    private static Prelude discovery(Vector vector) {
        boolean first = vector.text("decoder").equals("discovering")
                || (vector.bytes()[0] >> 4 & 0xF) == PacketType.CONNECT.value();
        if (first) {
            return new Prelude("discovering", true, Bytes.EMPTY, List.of());
        }
        byte[] connect = Reading.bytes(CONNECTS.get(vector.version()));
        List<Packet> packets = new ArrayList<>();
        Reading.decode(vector.version(), Sender.CLIENT, connect, packets);
        return new Prelude("behind CONNECT", true, Bytes.wrap(connect), packets);
    }

    /** A packet that the sender of any vector may send. */
    static Packet another(Sender sender) {
        return sender == Sender.CLIENT ? PingReq.INSTANCE : PingResp.INSTANCE;
    }

    static byte[] anotherEncoded(Sender sender) {
        return Reading.bytes(sender == Sender.CLIENT ? "C0 00" : "D0 00");
    }

    PacketDecoder decoder(Vector vector) {
        return discovering ? PacketDecoder.forServer(vector.limits()) : vector.decoder();
    }

    /** These bytes, then others. */
    byte[] before(byte[] rest) {
        return join(content.toByteArray(), rest);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** These packets, then others. */
    List<Packet> and(Packet... rest) {
        return Stream.concat(packets.stream(), Stream.of(rest)).toList();
    }

    /** What the decoder reads in bytes that are legal. */
    List<Packet> decode(Vector vector, Delivery way, byte[] whole) {
        PacketDecoder decoder = decoder(vector);
        List<Packet> decoded = new ArrayList<>();
        way.feed(decoder, whole, decoded::add);
        assertEquals(Optional.of(vector.version()), decoder.version());
        return decoded;
    }
}
