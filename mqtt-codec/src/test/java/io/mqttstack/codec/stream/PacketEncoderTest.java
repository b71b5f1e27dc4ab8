package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketEncoderTest {
    private static final Packet PUBLISH = new Publish(TopicName.of("a"), Bytes.wrap(new byte[] {1, 2}));
    private static final Packet ACK = new PubAck(1);

    private final PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT);

    @Test
    void refusesAnArrayWithoutSpaceAndLeavesItAlone() {
        for (Packet packet : List.of(PUBLISH, ACK)) {
            int length = encoder.length(packet);
            for (int offset : new int[] {-1, 1, length, length + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                byte[] target = new byte[length];
                assertThrows(IllegalArgumentException.class, () -> encoder.encode(packet, target, offset));
                assertArrayEquals(new byte[length], target);
            }
            byte[] target = new byte[length + 1];
            assertEquals(length, encoder.encode(packet, target, 1));
            assertEquals(0, target[0]);
        }
    }

    @Test
    void refusesABufferWithoutSpaceAndLeavesItAlone() {
        for (Packet packet : List.of(PUBLISH, ACK)) {
            int space = encoder.length(packet) - 1;
            for (ByteBuffer target : List.of(ByteBuffer.allocate(space), ByteBuffer.allocateDirect(space))) {
                assertThrows(BufferOverflowException.class, () -> encoder.encode(packet, target));
                assertEquals(0, target.position());
                for (int i = 0; i < space; i++) {
                    assertEquals(0, target.get(i));
                }
            }
        }
    }

    @Test
    void fillsAPartOfAHeapBuffer() {
        ByteBuffer part = ByteBuffer.allocate(20).position(7).slice().position(2);
        encoder.encode(PUBLISH, part);
        byte[] written = new byte[7];
        part.flip().position(2).get(written);
        assertArrayEquals(new byte[] {0x30, 5, 0, 1, 'a', 1, 2}, written);
    }

    @Test
    void writesALongPacketToADirectBuffer() {
        TopicFilter filter = TopicFilter.of("f".repeat(900));
        Packet subscribe = new Subscribe(
                1, List.of(Subscription.of(filter, QoS.AT_MOST_ONCE), Subscription.of(filter, QoS.EXACTLY_ONCE)));
        Packet publish = new Publish(TopicName.of("t".repeat(3000)), Bytes.wrap(new byte[] {1, 2, 3}));
        for (Packet packet : List.of(ACK, subscribe, ACK, publish, ACK)) {
            byte[] expected = new byte[encoder.length(packet)];
            encoder.encode(packet, expected, 0);
            ByteBuffer target = ByteBuffer.allocateDirect(expected.length);
            encoder.encode(packet, target);
            byte[] written = new byte[expected.length];
            target.flip().get(written);
            assertArrayEquals(expected, written);
        }
    }

    @Test
    void refusesAReadOnlyBuffer() {
        ByteBuffer target = ByteBuffer.allocate(100).asReadOnlyBuffer();
        assertThrows(ReadOnlyBufferException.class, () -> encoder.encode(PUBLISH, target));
    }

    @Test
    void fillsABufferPacketByPacket() {
        ByteBuffer target = ByteBuffer.allocateDirect(11);
        encoder.encode(ACK, target);
        encoder.encode(PUBLISH, target);
        byte[] written = new byte[11];
        target.flip().get(written);
        assertArrayEquals(new byte[] {0x40, 2, 0, 1, 0x30, 5, 0, 1, 'a', 1, 2}, written);
    }

    @Test
    void refusesAPacketThatIsTooLarge() {
        Bytes huge = Bytes.wrap(new byte[268_435_455 - 2]);
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> encoder.length(new Publish(TopicName.of("a"), huge)));
        assertTrue(refusal.getMessage().contains("268435455"), refusal::getMessage);
        Bytes largest = huge.slice(0, 268_435_455 - 3);
        assertEquals(268_435_460, encoder.length(new Publish(TopicName.of("a"), largest)));
        // Without a packet, room for the longest topic is left.
        TopicName topic = TopicName.of("a");
        Bytes plain = huge.slice(0, 268_435_455 - 65_540);
        assertEquals(268_369_925, encoder.length(topic, plain, QoS.AT_LEAST_ONCE));
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> encoder.length(topic, huge.slice(0, plain.length() + 1), QoS.AT_LEAST_ONCE));
        assertTrue(refused.getMessage().contains("too large to be sent without a packet"), refused::getMessage);
    }

    @Test
    void writesAPublishWithoutAPacketAsItWritesThePacket() {
        TopicName topic = TopicName.of("caf\u00E9/1");
        Bytes payload = Bytes.wrap(new byte[200]);
        Publish packet = new Publish(topic, payload);
        for (ProtocolVersion version : ProtocolVersion.values()) {
            PacketEncoder encoder = PacketEncoder.of(version, Sender.SERVER);
            int length = encoder.length(packet);
            assertEquals(length, encoder.length(topic, payload));
            byte[] expected = new byte[length + 2];
            encoder.encode(packet, expected, 2);
            byte[] target = new byte[length + 2];
            assertEquals(length, encoder.encode(topic, payload, target, 2));
            assertArrayEquals(expected, target);
            assertThrows(IllegalArgumentException.class, () -> encoder.encode(topic, payload, target, 3));
            assertThrows(IllegalArgumentException.class, () -> encoder.encode(TopicName.EMPTY, payload, target, 0));
            assertThrows(IllegalArgumentException.class, () -> encoder.length(TopicName.EMPTY, payload));
        }
    }

    @Test
    void writesAnyPublishWithoutPropertiesAsItWritesThePacket() {
        TopicName topic = TopicName.of("a/b");
        Bytes payload = Bytes.wrap(new byte[] {1, 2, 3});
        for (ProtocolVersion version : ProtocolVersion.values()) {
            PacketEncoder encoder = PacketEncoder.of(version, Sender.CLIENT);
            for (QoS qos : QoS.values()) {
                int identifier = qos == QoS.AT_MOST_ONCE ? 0 : 0xABCD;
                boolean duplicate = qos == QoS.EXACTLY_ONCE;
                Publish packet = new Publish(topic, payload, qos, true, duplicate, identifier, Publish.Properties.NONE);
                byte[] expected = new byte[encoder.length(packet)];
                encoder.encode(packet, expected, 0);
                byte[] target = new byte[encoder.length(topic, payload, qos)];
                assertEquals(
                        target.length, encoder.encode(topic, payload, qos, true, duplicate, identifier, target, 0));
                assertArrayEquals(expected, target);
            }
        }
    }

    @Test
    void refusesAPublishWithoutPropertiesThatDoesNotExist() {
        TopicName topic = TopicName.of("a/b");
        byte[] target = new byte[100];
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encode(topic, Bytes.EMPTY, QoS.AT_MOST_ONCE, false, true, 0, target, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encode(topic, Bytes.EMPTY, QoS.AT_MOST_ONCE, false, false, 1, target, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encode(topic, Bytes.EMPTY, QoS.AT_LEAST_ONCE, false, false, 0, target, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encode(topic, Bytes.EMPTY, QoS.EXACTLY_ONCE, false, false, 0x10000, target, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> encoder.encode(TopicName.EMPTY, Bytes.EMPTY, QoS.AT_LEAST_ONCE, false, false, 1, target, 0));
        assertArrayEquals(new byte[100], target);
    }

    @Test
    void writesEqualPropertiesAndNoneAlike() {
        Publish none = new Publish(TopicName.of("a"), Bytes.wrap(new byte[] {1}));
        Publish equal = new Publish(
                TopicName.of("a"),
                Bytes.wrap(new byte[] {1}),
                QoS.AT_MOST_ONCE,
                false,
                false,
                0,
                Publish.Properties.builder().build());
        for (ProtocolVersion version : ProtocolVersion.values()) {
            PacketEncoder encoder = PacketEncoder.of(version, Sender.CLIENT);
            byte[] first = new byte[encoder.length(none)];
            byte[] second = new byte[encoder.length(equal)];
            encoder.encode(none, first, 0);
            encoder.encode(equal, second, 0);
            assertArrayEquals(first, second);
        }
    }
}
