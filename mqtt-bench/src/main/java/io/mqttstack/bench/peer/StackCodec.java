package io.mqttstack.bench.peer;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;
import java.nio.ByteBuffer;

/** Ours: packets with a copy of the payload. */
public final class StackCodec implements Codec {
    /** Creates the codec. */
    public StackCodec() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return true;
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) {
        PacketDecoder decoder = PacketDecoder.of(version, Sender.CLIENT, DecodeLimits.DEFAULT);
        return new Decode() {
            private final Last last = new Last();

            @Override
            public Object run() {
                decoder.decode(wire.rewind(), last);
                return last.packet;
            }

            @Override
            public Packet last() {
                return last.packet;
            }
        };
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) {
        PacketEncoder encoder = PacketEncoder.of(version, Sender.CLIENT);
        byte[] target = new byte[encoder.length(packet)];
        return new Encode() {
            @Override
            public int run() {
                return encoder.encode(packet, target, 0);
            }

            @Override
            public byte[] bytes() {
                encoder.encode(packet, target, 0);
                return target.clone();
            }
        };
    }

    /** Keeps the packet that came last. */
    private static final class Last implements PacketHandler {
        private Packet packet = PingReq.INSTANCE;

        @Override
        public boolean packet(Packet next) {
            packet = next;
            return true;
        }
    }
}
