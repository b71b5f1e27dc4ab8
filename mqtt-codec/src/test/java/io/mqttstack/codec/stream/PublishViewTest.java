package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PublishViewTest {
    /** Two PUBLISH packets of 5.0 from a Server. */
    private static final byte[] SOURCE = HexFormat.of()
            .parseHex("3D 0B 00 01 61 01 02 03 23 00 05 FE FF 30 08 00 01 62 00 01 02 03 04".replace(" ", ""));

    private static void decode(byte[] source, Predicate<PublishView> handler) {
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, DecodeLimits.DEFAULT);
        decoder.decode(source, 0, source.length, viewing(handler));
    }

    private static PacketHandler viewing(Predicate<PublishView> handler) {
        return new PacketHandler() {
            @Override
            public boolean packet(Packet packet) {
                return fail("a PUBLISH came as " + packet);
            }

            @Override
            public boolean publish(PublishView view) {
                return handler.test(view);
            }
        };
    }

    @Test
    void showsEveryField() {
        List<String> topics = new ArrayList<>();
        decode(SOURCE, view -> {
            if (topics.isEmpty()) {
                assertEquals(QoS.EXACTLY_ONCE, view.qos());
                assertTrue(view.retain());
                assertTrue(view.duplicate());
                assertEquals(0x0102, view.packetIdentifier());
                assertEquals(Publish.Properties.builder().topicAlias(5).build(), view.properties());
                assertEquals(2, view.payloadLength());
                assertEquals(Bytes.wrap(new byte[] {-2, -1}), Bytes.wrap(content(view.payload())));
                assertEquals(
                        new Publish(
                                TopicName.of("a"),
                                Bytes.wrap(new byte[] {-2, -1}),
                                QoS.EXACTLY_ONCE,
                                true,
                                true,
                                0x0102,
                                view.properties()),
                        view.toPacket());
            } else {
                assertEquals(QoS.AT_MOST_ONCE, view.qos());
                assertFalse(view.retain());
                assertFalse(view.duplicate());
                assertEquals(0, view.packetIdentifier());
                assertEquals(Publish.Properties.NONE, view.properties());
                assertEquals(4, view.payloadLength());
                assertEquals(4, view.payload().remaining());
            }
            return topics.add(view.topic().value());
        });
        assertEquals(List.of("a", "b"), topics);
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        return content;
    }

    @Test
    void lendsThePayloadReadOnlyAndAfreshAtEachCall() {
        decode(SOURCE, view -> {
            ByteBuffer payload = view.payload();
            assertTrue(payload.isReadOnly());
            payload.order(ByteOrder.LITTLE_ENDIAN).position(payload.limit());
            assertEquals(view.payloadLength(), view.payload().remaining());
            assertEquals(ByteOrder.BIG_ENDIAN, view.payload().order());
            return true;
        });
    }

    @Test
    void makesAPacketOfAPartOfBytesThatNobodyChanges() {
        byte[] array = SOURCE.clone();
        List<Packet> packets = new ArrayList<>();
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, DecodeLimits.DEFAULT);
        // The first packet arrives in parts, of which the decoder makes an array of its own.
        assertEquals(2, decoder.decode(Bytes.wrap(array, 0, 2), packets::add));
        assertEquals(21, decoder.decode(Bytes.wrap(array, 2, 21), packets::add));
        assertEquals(2, packets.size());
        Arrays.fill(array, (byte) 0x7F);
        assertEquals(Bytes.wrap(new byte[] {-2, -1}), ((Publish) packets.get(0)).payload());
        assertEquals(Bytes.wrap(new byte[] {0x7F, 0x7F, 0x7F, 0x7F}), ((Publish) packets.get(1)).payload());
        assertEquals("b", ((Publish) packets.get(1)).topic().value());

        // The next source is copied again.
        decoder.decode(SOURCE, 0, SOURCE.length, packets::add);
        assertEquals(Bytes.wrap(new byte[] {1, 2, 3, 4}), ((Publish) packets.get(3)).payload());
    }

    @Test
    void stopsWithinBytesWhenTheHandlerSaysSo() {
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, DecodeLimits.DEFAULT);
        assertEquals(13, decoder.decode(Bytes.wrap(SOURCE), packet -> false));
    }

    @Test
    void isOfNoUseAfterTheHandlerReturned() {
        List<PublishView> kept = new ArrayList<>();
        // The second time, both packets are of a kind that the decoder knows.
        byte[] twice =
                ByteBuffer.allocate(2 * SOURCE.length).put(SOURCE).put(SOURCE).array();
        decode(twice, kept::add);
        assertEquals(4, kept.size());
        PublishView view = kept.get(3);
        for (Runnable use : List.<Runnable>of(
                view::qos,
                view::retain,
                view::duplicate,
                view::packetIdentifier,
                view::topic,
                view::properties,
                view::payloadLength,
                view::payload,
                view::toPacket)) {
            assertThrows(IllegalStateException.class, use::run);
        }
    }

    @Test
    void lendsThePayloadOfTheArrayThatCameLast() {
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.SERVER, DecodeLimits.DEFAULT);
        for (byte last : new byte[] {1, 2, 3}) {
            byte[] source = {0x30, 5, 0, 1, 'a', 0, last};
            int[] seen = {0};
            decoder.decode(source, 0, source.length, viewing(view -> {
                assertEquals(last, view.payload().get());
                return ++seen[0] > 0;
            }));
            assertEquals(1, seen[0]);
        }
    }

    @Test
    void showsNoPropertiesOfTheLastPacket() {
        List<Publish.Properties> seen = new ArrayList<>();
        byte[] twice =
                ByteBuffer.allocate(2 * SOURCE.length).put(SOURCE).put(SOURCE).array();
        decode(twice, view -> seen.add(view.properties()));
        Publish.Properties alias = Publish.Properties.builder().topicAlias(5).build();
        assertEquals(List.of(alias, Publish.Properties.NONE, alias, Publish.Properties.NONE), seen);
    }

    @Test
    void showsEachQualityOfService() {
        List<QoS> seen = new ArrayList<>();
        byte[] source = HexFormat.of()
                .parseHex("300400016100 32060001610001 00 34060001610001 00"
                        .replace(" ", "")
                        .repeat(2));
        decode(source, view -> seen.add(view.qos()));
        List<QoS> each = List.of(QoS.values());
        assertEquals(each, seen.subList(0, 3));
        assertEquals(each, seen.subList(3, 6));
    }

    @Test
    void keepsThePayloadOfThePacketWhereAnotherViewSaysNoMore() {
        Publish packet = new Publish(TopicName.of("a"), Bytes.wrap(new byte[] {1, 2}));
        PublishView view = (PublishView) Proxy.newProxyInstance(
                PublishView.class.getClassLoader(),
                new Class<?>[] {PublishView.class},
                (proxy, method, arguments) ->
                        method.isDefault() ? InvocationHandler.invokeDefault(proxy, method) : packet);
        assertEquals(packet.payload(), view.payloadToKeep());
    }

    @Test
    void stopsTheDecoderWhenTheHandlerSaysSo() {
        int[] seen = {0};
        decode(SOURCE, view -> ++seen[0] < 1);
        assertEquals(1, seen[0]);
    }
}
