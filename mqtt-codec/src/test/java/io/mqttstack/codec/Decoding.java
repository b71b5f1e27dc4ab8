package io.mqttstack.codec;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.value.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Ways of bringing the same bytes to a decoder. */
public enum Decoding implements Invariants.Feeding {
    WHOLE {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            decoder.decode(bytes, 0, bytes.length, out);
        }
    },
    BYTE_BY_BYTE {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            for (int i = 0; i < bytes.length; i++) {
                decoder.decode(bytes, i, 1, out);
            }
        }
    },
    IN_THE_MIDDLE_OF_AN_ARRAY {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            byte[] array = new byte[bytes.length + 20];
            System.arraycopy(bytes, 0, array, 7, bytes.length);
            decoder.decode(array, 7, bytes.length, out);
        }
    },
    HEAP_BUFFER {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            ByteBuffer buffer =
                    ByteBuffer.allocate(bytes.length + 9).position(5).slice();
            decodeAll(decoder, buffer.put(bytes).flip(), out);
        }
    },
    DIRECT_BUFFER {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 3).position(3);
            decodeAll(decoder, buffer.put(bytes).flip().position(3), out);
        }
    },
    READ_ONLY_BUFFER {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            decodeAll(decoder, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), out);
        }
    },
    IMMUTABLE_BYTES {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            byte[] array = new byte[bytes.length + 9];
            System.arraycopy(bytes, 0, array, 4, bytes.length);
            int consumed = decoder.decode(Bytes.wrap(array, 4, bytes.length), out);
            if (consumed != bytes.length) {
                throw new AssertionError("consumed " + consumed + " of " + bytes.length);
            }
        }
    },
    THREE_BYTES_AT_A_TIME_DIRECT {
        @Override
        public void feed(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes);
            for (int i = 0; i < bytes.length; i += 3) {
                decodeAll(decoder, buffer.limit(Math.min(i + 3, bytes.length)).position(i), out);
            }
        }
    };

    /** The packets in {@code bytes}. */
    public List<Packet> packets(ProtocolVersion version, Sender sender, byte[] bytes) {
        List<Packet> packets = new ArrayList<>();
        feed(PacketDecoder.of(version, sender, DecodeLimits.DEFAULT), bytes, packets::add);
        return packets;
    }

    private static void decodeAll(PacketDecoder decoder, ByteBuffer buffer, PacketHandler out) {
        int length = buffer.remaining();
        int consumed = decoder.decode(buffer, out);
        if (consumed != length || buffer.hasRemaining()) {
            throw new AssertionError("consumed " + consumed + " of " + length + ", left " + buffer.remaining());
        }
    }
}
