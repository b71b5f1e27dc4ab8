package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketHandlerTest {
    private final Publish publish = new Publish(TopicName.of("a"), Bytes.utf8("b"));

    @Test
    void takesACopyOfAPublishByDefault() {
        List<Packet> taken = new ArrayList<>();
        PacketHandler handler = packet -> taken.add(packet);
        assertTrue(handler.publish(new View(publish)));
        assertEquals(List.of(publish), taken);
    }

    @Test
    void passesOnTheWishToStop() {
        PacketHandler handler = packet -> false;
        assertFalse(handler.publish(new View(publish)));
    }

    private record View(Publish toPacket) implements PublishView {
        @Override
        public QoS qos() {
            return toPacket.qos();
        }

        @Override
        public boolean retain() {
            return toPacket.retain();
        }

        @Override
        public boolean duplicate() {
            return toPacket.duplicate();
        }

        @Override
        public int packetIdentifier() {
            return toPacket.packetIdentifier();
        }

        @Override
        public TopicName topic() {
            return toPacket.topic();
        }

        @Override
        public Publish.Properties properties() {
            return toPacket.properties();
        }

        @Override
        public int payloadLength() {
            return toPacket.payload().length();
        }

        @Override
        public ByteBuffer payload() {
            return toPacket.payload().asByteBuffer();
        }
    }
}
