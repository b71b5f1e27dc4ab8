package io.mqttstack.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What holds for every decoder and whatever bytes: the oracle of the properties and of the fuzzer. */
public final class Invariants {
    private Invariants() {}

    /** How bytes reach a decoder. */
    @FunctionalInterface
    public interface Feeding {
        /** Hands all of {@code bytes} to the decoder. */
        void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out);
    }

    /** What came of the bytes: packets, and a failure behind them perhaps. */
    public record Outcome(List<Packet> packets, Optional<String> failure) {}

    /** Decodes; whatever else than a {@link MqttProtocolException} comes of it is passed on. */
    public static Outcome decode(PacketDecoder decoder, byte[] content, Feeding way) {
        Seen seen = new Seen();
        try {
            way.feed(decoder, content, seen);
            return new Outcome(seen.packets, Optional.empty());
        } catch (MqttProtocolException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= content.length, e::getMessage);
            assertSame(e, assertThrows(MqttProtocolException.class, () -> decoder.decode(content, 0, 0, seen)));
            return new Outcome(seen.packets, Optional.of(e.getMessage()));
        }
    }

    /** Checks what one version makes of bytes, however they arrive. */
    public static void check(ProtocolVersion version, Sender sender, byte[] content, List<? extends Feeding> ways) {
        Outcome expected = decode(PacketDecoder.of(version, sender, DecodeLimits.DEFAULT), content, ways.get(0));
        for (Feeding way : ways.subList(1, ways.size())) {
            Outcome outcome = decode(PacketDecoder.of(version, sender, DecodeLimits.DEFAULT), content, way);
            assertEquals(expected, outcome, () -> "when read " + way);
        }
        sameAlone(version, sender, content, expected.packets());
        encodesAgain(version, sender, expected.packets());
    }

    /** What a decoder remembers of earlier packets changes nothing: each packet is the same for a new decoder. */
    private static void sameAlone(ProtocolVersion version, Sender sender, byte[] content, List<Packet> packets) {
        PacketDecoder decoder = PacketDecoder.of(version, sender, DecodeLimits.DEFAULT);
        int at = 0;
        for (Packet expected : packets) {
            int length = decoder.decode(content, at, content.length - at, packet -> false);
            List<Packet> alone = new ArrayList<>();
            PacketDecoder.of(version, sender, DecodeLimits.DEFAULT).decode(content, at, length, alone::add);
            assertEquals(List.of(expected), alone, "when read alone");
            at += length;
        }
    }

    /** Checks what a decoder that has to discover the version makes of bytes. */
    public static void checkForServer(byte[] content, List<? extends Feeding> ways) {
        PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
        Outcome outcome = decode(decoder, content, ways.get(0));
        for (Feeding way : ways.subList(1, ways.size())) {
            assertEquals(outcome, decode(PacketDecoder.forServer(DecodeLimits.DEFAULT), content, way));
        }
        if (outcome.packets().isEmpty()) {
            return;
        }
        ProtocolVersion version = ((Connect) outcome.packets().get(0)).version();
        assertEquals(Optional.of(version), decoder.version());
        PacketDecoder told = PacketDecoder.of(version, Sender.CLIENT, DecodeLimits.DEFAULT);
        assertEquals(outcome, decode(told, content, ways.get(0)), "when told the version");
    }

    /** What was decoded is legal, so it can be encoded; it means the same then, and its bytes are the canonical ones. */
    private static void encodesAgain(ProtocolVersion version, Sender sender, List<Packet> packets) {
        if (packets.stream().anyMatch(Invariants::isReadOnlyByTolerance)) {
            return;
        }
        byte[] canonical = new Speech(version, sender, packets).encoded();
        List<Packet> again = Decoding.WHOLE.packets(version, sender, canonical);
        assertEquals(packets, again);
        assertArrayEquals(canonical, new Speech(version, sender, again).encoded(), "the canonical form changed");
    }

    /** DISCONNECT with Bad authentication method is accepted but not sent. */
    private static boolean isReadOnlyByTolerance(Packet packet) {
        return packet instanceof Disconnect disconnect
                && disconnect.reasonCode() == DisconnectReasonCode.BAD_AUTHENTICATION_METHOD;
    }

    /** Collects packets, and compares each view with the packet that it becomes. */
    private static final class Seen implements PacketHandler {
        private final List<Packet> packets = new ArrayList<>();

        @Override
        public boolean packet(Packet packet) {
            return packets.add(packet);
        }

        @Override
        public boolean publish(PublishView view) {
            Publish packet = view.toPacket();
            ByteBuffer payload = view.payload();
            assertEquals(payload, packet.payload().asByteBuffer());
            assertEquals(payload.remaining(), view.payloadLength());
            assertTrue(payload.isReadOnly());
            assertEquals(packet.topic(), view.topic());
            assertEquals(packet.qos(), view.qos());
            assertEquals(packet.retain(), view.retain());
            assertEquals(packet.duplicate(), view.duplicate());
            assertEquals(packet.packetIdentifier(), view.packetIdentifier());
            assertEquals(packet.properties(), view.properties());
            assertEquals(packet.topic().utf8().utf8(), packet.topic().value());
            assertTrue(
                    packet.topic().isEmpty() || TopicRules.isName(packet.topic().value()));
            return packet(packet);
        }
    }
}
