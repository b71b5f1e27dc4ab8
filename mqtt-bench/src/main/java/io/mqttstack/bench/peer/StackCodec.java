package io.mqttstack.bench.peer;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.TopicNames;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

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

    /**
     * Prepares to decode to packets whose payloads are parts of the source.
     *
     * @param version the protocol version
     * @param wire one packet or several; given up
     * @return the job
     */
    public static Decode slices(ProtocolVersion version, byte[] wire) {
        PacketDecoder decoder = PacketDecoder.of(version, Sender.CLIENT, DecodeLimits.DEFAULT);
        Bytes source = Bytes.wrap(wire);
        return new Decode() {
            private final Last last = new Last();

            @Override
            public Object run() {
                decoder.decode(source, last);
                return last.packet;
            }

            @Override
            public Packet last() {
                return last.packet;
            }
        };
    }

    /**
     * Prepares to look at PUBLISHes where they are.
     *
     * @param version the protocol version
     * @param wire one packet or several
     * @return the job, which adds up QoS, topic length and payload length
     */
    public static LongSupplier views(ProtocolVersion version, byte[] wire) {
        PacketDecoder decoder = PacketDecoder.of(version, Sender.CLIENT, DecodeLimits.DEFAULT);
        Sum sum = new Sum();
        return () -> {
            sum.total = 0;
            decoder.decode(wire, 0, wire.length, sum);
            return sum.total;
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

    /**
     * Prepares to encode PUBLISHes with QoS 0 whose topics are strings.
     *
     * @param version the protocol version
     * @param texts the topics, which take turns; a power of two of them, all of the same length in UTF-8
     * @param payload the payload of each
     * @return the job
     */
    public static Encode encodeText(ProtocolVersion version, String[] texts, Bytes payload) {
        PacketEncoder encoder = PacketEncoder.of(version, Sender.CLIENT);
        TopicNames topics = new TopicNames();
        byte[] target = new byte[encoder.length(TopicName.of(texts[0]), payload)];
        return new Encode() {
            private int next;

            @Override
            public int run() {
                next = (next + 1) & (texts.length - 1);
                return encoder.encode(topics.of(texts[next]), payload, target, 0);
            }

            @Override
            public byte[] bytes() {
                run();
                return target.clone();
            }
        };
    }

    /** Adds up what it sees. */
    private static final class Sum implements PacketHandler {
        private long total;

        @Override
        public boolean packet(Packet packet) {
            throw new IllegalStateException("Only PUBLISH was sent, yet here is " + packet.type());
        }

        @Override
        public boolean publish(PublishView view) {
            total += view.qos().value() + view.topic().utf8Length() + view.payloadLength();
            return true;
        }
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
