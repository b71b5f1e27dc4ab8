package io.mqttstack.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripProperties {
    @Provide
    Arbitrary<Speech> speeches() {
        return Packets.speech();
    }

    /** One packet of each type, version and sender in turn. */
    @Provide
    Arbitrary<Speech> single() {
        List<Arbitrary<Speech>> kinds = new ArrayList<>();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            for (Sender sender : Sender.values()) {
                for (PacketType type : Packets.types(version, sender)) {
                    kinds.add(Packets.of(type, version, sender)
                            .map(packet -> new Speech(version, sender, List.of(packet))));
                }
            }
        }
        return Arbitraries.of(kinds).flatMap(kind -> kind);
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void everyPacketIsTheSameAfterEncodingAndDecoding(@ForAll("single") Speech speech) {
        byte[] bytes = speech.encoded();
        assertEquals(speech.packets(), Decoding.WHOLE.packets(speech.version(), speech.sender(), bytes));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void howTheBytesArriveMakesNoDifference(@ForAll("speeches") Speech speech) {
        byte[] bytes = speech.encoded();
        for (Decoding way : Decoding.values()) {
            assertEquals(
                    speech.packets(), way.packets(speech.version(), speech.sender(), bytes), () -> "when read " + way);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anySplitGivesTheSamePackets(@ForAll("speeches") Speech speech, @ForAll List<Short> cuts) {
        byte[] bytes = speech.encoded();
        int[] bounds = cuts.stream()
                .mapToInt(cut -> Math.floorMod(cut, bytes.length))
                .sorted()
                .toArray();
        PacketDecoder decoder = PacketDecoder.of(speech.version(), speech.sender(), DecodeLimits.DEFAULT);
        List<Packet> packets = new ArrayList<>();
        int from = 0;
        for (int to : bounds) {
            assertEquals(to - from, decoder.decode(bytes, from, to - from, packets::add));
            from = to;
        }
        decoder.decode(bytes, from, bytes.length - from, packets::add);
        assertEquals(speech.packets(), packets);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aHandlerThatStopsAfterEachPacketLosesNothing(@ForAll("speeches") Speech speech) {
        byte[] bytes = speech.encoded();
        PacketDecoder decoder = PacketDecoder.of(speech.version(), speech.sender(), DecodeLimits.DEFAULT);
        List<Packet> packets = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int before = packets.size();
            at += decoder.decode(bytes, at, bytes.length - at, packet -> {
                packets.add(packet);
                return false;
            });
            assertEquals(before + 1, packets.size());
        }
        assertEquals(speech.packets(), packets);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyTargetGetsTheSameBytes(@ForAll("single") Speech speech) {
        Packet packet = speech.packets().get(0);
        byte[] expected = speech.encoded();
        PacketEncoder encoder = PacketEncoder.of(speech.version(), speech.sender());
        for (ByteBuffer target :
                List.of(ByteBuffer.allocate(expected.length + 8), ByteBuffer.allocateDirect(expected.length + 8))) {
            ByteBuffer part = target.position(3).slice().position(2);
            encoder.encode(packet, part);
            byte[] written = new byte[expected.length];
            part.flip().position(2).get(written);
            assertArrayEquals(expected, written);
            assertEquals(0, part.remaining());
        }
    }
}
