package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacketDecoderTest {
    private final List<Packet> packets = new ArrayList<>();

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static PacketDecoder decoder(ProtocolVersion version) {
        return PacketDecoder.of(version, Sender.CLIENT, DecodeLimits.DEFAULT);
    }

    @Test
    void decodesNothingFromNothing() {
        PacketDecoder decoder = decoder(ProtocolVersion.V5_0);
        assertEquals(0, decoder.decode(new byte[0], 0, 0, packets::add));
        assertEquals(0, decoder.decode(ByteBuffer.allocateDirect(0), packets::add));
        assertEquals(List.of(), packets);
    }

    @Test
    void consumesAPartialPacketAndAwaitsItsRest() {
        PacketDecoder decoder = decoder(ProtocolVersion.V5_0);
        assertEquals(3, decoder.decode(bytes("C0 00 40"), 0, 3, packets::add));
        assertEquals(List.of(PingReq.INSTANCE), packets);
        assertEquals(2, decoder.decode(bytes("02 00"), 0, 2, packets::add));
        assertEquals(3, decoder.decode(bytes("07 C0 00"), 0, 3, packets::add));
        assertEquals(List.of(PingReq.INSTANCE, new PubAck(7), PingReq.INSTANCE), packets);
    }

    @Test
    void stopsBehindThePacketAfterWhichTheHandlerSaysSo() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("FF 40 02 00 01 C0 00 40 02 00 02");
        PacketHandler untilPing = packet -> packets.add(packet) && !packet.equals(PingReq.INSTANCE);
        assertEquals(6, decoder.decode(source, 1, 10, untilPing));
        assertEquals(4, decoder.decode(source, 7, 4, untilPing));
        assertEquals(List.of(new PubAck(1), PingReq.INSTANCE, new PubAck(2)), packets);
    }

    @Test
    void stopsBehindEachOfSeveralPacketsOfAKind() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        for (String kind : List.of("30 03 00 01 61", "40 02 00 01")) {
            packets.clear();
            byte[] source = bytes(kind.repeat(4));
            int length = source.length / 4;
            for (int at = 0; at < source.length; at += length) {
                assertEquals(length, decoder.decode(source, at, source.length - at, packet -> !packets.add(packet)));
            }
            assertEquals(4, packets.size());
            assertEquals(source.length, decoder.decode(source, 0, source.length, packets::add));
            assertEquals(8, packets.size());
        }
    }

    @Test
    void stopsBehindAPacketThatBeganInAnEarlierCall() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        decoder.decode(bytes("40 02 00"), 0, 3, packets::add);
        ByteBuffer rest = ByteBuffer.wrap(bytes("01 C0 00"));
        assertEquals(1, decoder.decode(rest, packet -> !packets.add(packet)));
        assertEquals(1, rest.position());
        assertEquals(List.of(new PubAck(1)), packets);
    }

    @Test
    void stopsWithinADirectBufferOfManyChunks() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        ByteBuffer source = ByteBuffer.allocateDirect(100_000);
        while (source.hasRemaining()) {
            source.put((byte) 0xC0).put((byte) 0);
        }
        source.flip();
        int[] count = {0};
        assertEquals(60_000, decoder.decode(source, packet -> ++count[0] < 30_000));
        assertEquals(60_000, source.position());
        assertEquals(40_000, decoder.decode(source, packet -> ++count[0] > 0));
        assertEquals(50_000, count[0]);
    }

    @Test
    void passesTheExceptionOfAHandlerThroughAndCountsItsPacketAsConsumed() {
        for (ByteBuffer source : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8))) {
            PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
            source.put(bytes("40 02 00 01 C0 00 C0 00")).flip();
            var mine = new IllegalStateException("mine");
            PacketHandler failing = packet -> {
                throw mine;
            };
            assertSame(mine, assertThrows(IllegalStateException.class, () -> decoder.decode(source, failing)));
            assertEquals(4, source.position());
            packets.clear();
            assertEquals(4, decoder.decode(source, packets::add));
            assertEquals(List.of(PingReq.INSTANCE, PingReq.INSTANCE), packets);
        }
    }

    @Test
    void survivesTheExceptionOfAHandlerOverAPublishOrAJoinedPacket() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        PacketHandler failing = packet -> {
            throw new UnsupportedOperationException("mine");
        };
        assertEquals(4, decoder.decode(bytes("30 05 00 01"), 0, 4, failing));
        ByteBuffer rest = ByteBuffer.wrap(bytes("61 62 63 30 03 00 01 61"));
        assertThrows(UnsupportedOperationException.class, () -> decoder.decode(rest, failing));
        assertEquals(3, rest.position());
        decoder.decode(rest, packets::add);
        assertEquals(List.of(new Publish(TopicName.of("a"), Bytes.EMPTY)), packets);
    }

    @Test
    void aProtocolExceptionOfAHandlerIsNoFailureOfTheDecoder() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        var mine = new MqttProtocolException(DisconnectReasonCode.PROTOCOL_ERROR, "", 0, "a second CONNECT");
        assertSame(
                mine,
                assertThrows(
                        MqttProtocolException.class,
                        () -> decoder.decode(bytes("C0 00"), 0, 2, packet -> {
                            throw mine;
                        })));
        assertEquals(2, decoder.decode(bytes("C0 00"), 0, 2, packets::add));
    }

    @Test
    void failsForEverOnceItFailed() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("C0 00 00 00 C0 00");
        var failure = assertThrows(MqttProtocolException.class, () -> decoder.decode(source, 0, 6, packets::add));
        assertEquals(2, failure.offset());
        byte[] legal = bytes("C0 00");
        assertSame(failure, assertThrows(MqttProtocolException.class, () -> decoder.decode(legal, 0, 2, packets::add)));
        assertSame(
                failure,
                assertThrows(MqttProtocolException.class, () -> decoder.decode(ByteBuffer.wrap(legal), packets::add)));
        assertEquals(List.of(PingReq.INSTANCE), packets);
    }

    @Test
    void countsOffsetsFromTheStartOfTheStream() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("C0 00 C0 00 40 02 00 01");
        for (int round = 0; round < 1000; round++) {
            decoder.decode(source, 0, 8, packets::add);
        }
        decoder.decode(bytes("40 02"), 0, 2, packets::add);
        var failure =
                assertThrows(MqttProtocolException.class, () -> decoder.decode(bytes("00 00"), 0, 2, packets::add));
        assertEquals(8002, failure.offset());
    }

    @Test
    void refusesToBeCalledByItsHandler() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("C0 00 C0 00");
        PacketHandler calling = packet -> {
            assertThrows(IllegalStateException.class, () -> decoder.decode(source, 0, 4, packets::add));
            assertThrows(IllegalStateException.class, () -> decoder.decode(ByteBuffer.wrap(source), packets::add));
            return packets.add(packet);
        };
        assertEquals(4, decoder.decode(source, 0, 4, calling));
        assertEquals(List.of(PingReq.INSTANCE, PingReq.INSTANCE), packets);
    }

    @Test
    void refusesARangeThatIsNotInTheArray() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[4], 2, 3, packets::add));
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[4], -1, 2, packets::add));
        assertEquals(2, decoder.decode(bytes("C0 00"), 0, 2, packets::add));
    }

    @Test
    void doesNotLookAtBytesOutsideItsRange() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("00 C0 00 00");
        assertEquals(2, decoder.decode(source, 1, 2, packets::add));
        assertEquals(List.of(PingReq.INSTANCE), packets);
    }

    @Test
    void givesPacketsThatDoNotChangeWithTheSource() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] source = bytes("30 05 00 01 61 01 02");
        decoder.decode(source, 0, source.length, packets::add);
        Arrays.fill(source, (byte) 0x7F);
        assertEquals(List.of(new Publish(TopicName.of("a"), Bytes.wrap(new byte[] {1, 2}))), packets);
    }

    @Test
    void givesEachLargePacketAPayloadOfItsOwn() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] first = new byte[5000];
        Arrays.fill(first, (byte) 1);
        byte[] second = new byte[5000];
        Arrays.fill(second, (byte) 2);
        for (byte[] payload : List.of(first, second)) {
            ByteBuffer source = ByteBuffer.allocate(5006)
                    .put(bytes("30 8B 27 00 01 61"))
                    .put(payload)
                    .flip();
            while (source.hasRemaining()) {
                ByteBuffer part = source.slice(source.position(), Math.min(999, source.remaining()));
                decoder.decode(part, packets::add);
                source.position(source.position() + part.position());
            }
        }
        TopicName topic = TopicName.of("a");
        assertEquals(List.of(new Publish(topic, Bytes.wrap(first)), new Publish(topic, Bytes.wrap(second))), packets);
    }

    @Test
    void materialisesARepeatedTopicOnce() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] both = bytes("30 03 00 01 61 30 03 00 01 62");
        List<TopicName> topics = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            decoder.decode(both, 0, both.length, packet -> topics.add(((Publish) packet).topic()));
        }
        assertEquals(
                List.of("a", "b", "a", "b", "a", "b", "a", "b"),
                topics.stream().map(TopicName::value).toList());
        // It is kept when it comes for the second time.
        assertSame(topics.get(2), topics.get(4));
        assertSame(topics.get(2), topics.get(6));
        assertSame(topics.get(3), topics.get(5));
        assertSame(topics.get(3), topics.get(7));
    }

    @Test
    void keepsTopicsApartThatShareAPlaceInItsMemory() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        List<String> expected = new ArrayList<>();
        List<String> topics = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int length : new int[] {1, 2, 7, 8, 9, 16, 17, 40, 255, 256, 257, 300}) {
                for (int i = 0; i < 60; i++) {
                    StringBuilder name = new StringBuilder("x".repeat(length));
                    name.setCharAt((i * 7) % length, (char) ('A' + i));
                    byte[] topic = name.toString().getBytes(StandardCharsets.UTF_8);
                    ByteBuffer source = ByteBuffer.allocate(topic.length + 5);
                    source.put((byte) 0x30);
                    int remaining = topic.length + 2;
                    if (remaining < 0x80) {
                        source.put((byte) remaining);
                    } else {
                        source.put((byte) ((remaining & 0x7F) | 0x80)).put((byte) (remaining >> 7));
                    }
                    source.putShort((short) topic.length).put(topic).flip();
                    decoder.decode(
                            source,
                            packet -> topics.add(((Publish) packet).topic().value()));
                    expected.add(name.toString());
                }
            }
        }
        assertEquals(expected, topics);
    }

    @Test
    void knowsItsVersionFromTheStart() {
        assertEquals(
                Optional.of(ProtocolVersion.V3_1), decoder(ProtocolVersion.V3_1).version());
    }

    @Test
    void acceptsAPacketOfExactlyTheMaximumSize() {
        DecodeLimits limits = DecodeLimits.builder().maximumPacketSize(10).build();
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.SERVER, limits);
        byte[] source = bytes("30 08 00 01 61 01 02 03 04 05 30 09");
        var failure = assertThrows(MqttProtocolException.class, () -> decoder.decode(source, 0, 12, packets::add));
        assertEquals(1, packets.size());
        assertEquals(DisconnectReasonCode.PACKET_TOO_LARGE, failure.reasonCode());
        assertEquals(11, failure.offset());
    }

    @Test
    void checksTheHeaderAndTopicOfAPublishThatFollowsAnother() {
        DecodeLimits limits = DecodeLimits.builder().maximumPacketSize(10).build();
        String legal = "30 04 0001 61 00";
        for (String wrong : List.of("30 09 0001 61 00 0102030405", "30 85 00 0001 61 00 01", "30 05 0000 00 0102")) {
            PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, limits);
            byte[] source = bytes(legal + wrong + legal.repeat(2));
            packets.clear();
            var failure = assertThrows(
                    MqttProtocolException.class, () -> decoder.decode(source, 0, source.length, packets::add));
            assertEquals(1, packets.size(), wrong);
            byte[] alone = bytes(wrong);
            PacketDecoder fresh = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, limits);
            var same =
                    assertThrows(MqttProtocolException.class, () -> fresh.decode(alone, 0, alone.length, packets::add));
            assertEquals(same.offset() + 6, failure.offset());
            assertEquals(same.statement(), failure.statement());
        }
    }

    @Test
    void limitsThePropertiesOfAPacketThoseOfTheWillIncluded() {
        DecodeLimits limits = DecodeLimits.builder().maximumProperties(2).build();
        byte[] two =
                bytes("10 1D 00 04 4D 51 54 54 05 06 00 3C 05 26 00 00 00 00 00 00 05 26 00 00 00 00 00 01 74 00 00");
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, limits);
        assertEquals(two.length, decoder.decode(two, 0, two.length, packets::add));
        assertEquals(two.length, decoder.decode(two, 0, two.length, packets::add), "counted per packet");

        DecodeLimits one = DecodeLimits.builder().maximumProperties(1).build();
        PacketDecoder strict = PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, one);
        var failure = assertThrows(MqttProtocolException.class, () -> strict.decode(two, 0, two.length, packets::add));
        assertEquals(DisconnectReasonCode.QUOTA_EXCEEDED, failure.reasonCode());
        assertEquals(21, failure.offset());
    }

    @Test
    void limitsTheFiltersOfAPacket() {
        DecodeLimits limits = DecodeLimits.builder().maximumFilters(2).build();
        for (String packet :
                List.of("82 0E 00 01 00 01 61 00 00 01 62 00 00 01 63 00", "A2 0B 00 01 00 01 61 00 01 62 00 01 63")) {
            PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT, limits);
            byte[] source = bytes(packet);
            var failure = assertThrows(
                    MqttProtocolException.class, () -> decoder.decode(source, 0, source.length, packets::add));
            assertEquals(DisconnectReasonCode.QUOTA_EXCEEDED, failure.reasonCode());
            assertEquals(packet.startsWith("82") ? 12 : 10, failure.offset());
        }
        assertEquals(List.of(), packets);
    }

    @Test
    void readsADirectBufferThatIsLargerThanWhatIsCopiedAtATime() {
        byte[] content = new byte[3_000 * 20];
        for (int at = 0; at < content.length; at += 3_000) {
            // A Remaining Length of 2,997 and a topic of one letter
            System.arraycopy(bytes("30 B5 17 0001 61"), 0, content, at, 6);
        }
        ByteBuffer source =
                ByteBuffer.allocateDirect(content.length).put(content).flip();
        assertEquals(content.length, decoder(ProtocolVersion.V3_1_1).decode(source, packets::add));
        assertEquals(Collections.nCopies(20, new Publish(TopicName.of("a"), Bytes.wrap(new byte[2_994]))), packets);
    }

    @Test
    void readsAPacketThatIsLargerThanWhatIsCopiedAtATime() {
        byte[] payload = new byte[100_000];
        Arrays.fill(payload, (byte) 7);
        // A Remaining Length of 100,003 and a topic of one letter
        ByteBuffer source = ByteBuffer.allocateDirect(100_009)
                .put(bytes("30 A3 8D 06 0001 61"))
                .put(payload)
                .put(bytes("C0 00"))
                .flip();
        assertEquals(100_009, decoder(ProtocolVersion.V3_1_1).decode(source, packets::add));
        assertEquals(List.of(new Publish(TopicName.of("a"), Bytes.wrap(payload)), PingReq.INSTANCE), packets);
    }

    @Test
    void refusesControlCharactersInAWillTopicWhereTheyAreNotWanted() {
        DecodeLimits limits =
                DecodeLimits.builder().discouragedCharacters(false).build();
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT, limits);
        byte[] source = bytes("10 12 0004 4D515454 04 06 003C 0000 0002 6101 0000");
        var failure =
                assertThrows(MqttProtocolException.class, () -> decoder.decode(source, 0, source.length, packets::add));
        assertEquals(17, failure.offset());
    }

    @Test
    void knowsWhichFiltersHaveWildcardsWhateverStandsBeforeThem() {
        // The Packet Identifier is made of the wildcards' codes.
        for (String filter :
                List.of("a", "a/+", "#", "longer/than/a/word", "$SYS", "$SYS/#", "$share/g/a", "$share/g/+")) {
            packets.clear();
            byte[] text = filter.getBytes(StandardCharsets.UTF_8);
            byte[] source = ByteBuffer.allocate(text.length + 8)
                    .put(bytes("82 00 2B23 00 0000"))
                    .put(text)
                    .put(1, (byte) (text.length + 6))
                    .put(6, (byte) text.length)
                    .array();
            decoder(ProtocolVersion.V5_0).decode(source, 0, source.length, packets::add);
            TopicFilter read =
                    ((Subscribe) packets.get(0)).subscriptions().get(0).filter();
            assertEquals(TopicFilter.of(filter), read);
            assertEquals(TopicFilter.of(filter).hasWildcards(), read.hasWildcards(), filter);
        }
    }

    @Test
    void keepsAPartialPacketOfAnArrayThatGoesOn() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        byte[] first = bytes("FF FF C0 00 40 02 00 FF FF FF");
        assertEquals(5, decoder.decode(first, 2, 5, packets::add));
        assertEquals(List.of(PingReq.INSTANCE), packets);
        assertEquals(1, decoder.decode(bytes("09"), 0, 1, packets::add));
        assertEquals(List.of(PingReq.INSTANCE, new PubAck(9)), packets);
    }

    @Test
    void countsImmutableBytesAsACallLikeAnyOther() {
        PacketDecoder decoder = decoder(ProtocolVersion.V3_1_1);
        decoder.decode(Bytes.wrap(bytes("C0 00")), packet -> {
            Bytes more = Bytes.wrap(bytes("C0 00"));
            assertThrows(IllegalStateException.class, () -> decoder.decode(more, packets::add));
            return packets.add(packet);
        });
        MqttProtocolException failure =
                assertThrows(MqttProtocolException.class, () -> decoder.decode(Bytes.wrap(bytes("00")), packets::add));
        assertSame(failure, assertThrows(MqttProtocolException.class, () -> decoder.decode(Bytes.EMPTY, packets::add)));
        assertEquals(List.of(PingReq.INSTANCE), packets);
    }
}
