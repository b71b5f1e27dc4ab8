package io.mqttstack.bench.bound;

import io.mqttstack.bench.peer.Codec;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Subscribe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The bound as a codec, for the packets of the benchmarks only; the job itself knows which one comes. */
public final class LeastWork implements Codec {
    /** Creates the codec. */
    public LeastWork() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        if (packet instanceof Publish publish) {
            return version == ProtocolVersion.V3_1_1
                    || publish.properties().contentType().isPresent();
        }
        return packet instanceof PubAck
                || (version == ProtocolVersion.V3_1_1 && (packet instanceof Connect || packet instanceof Subscribe));
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) {
        byte[] array = new byte[wire.limit()];
        wire.get(0, array);
        return switch (array[0] >> 4 & 0xF) {
            case 1 -> new Single<>(array, LeastConnect::read, LeastConnect::packet);
            case 3 ->
                version == ProtocolVersion.V5_0
                        ? new Single<>(array, LeastPublish5::read, LeastPublish5::packet)
                        : new Stream(array);
            case 4 -> new Single<>(array, LeastPubAck::read, LeastPubAck::packet);
            case 8 -> new Single<>(array, LeastSubscribe::read, LeastSubscribe::packet);
            default -> throw new IllegalArgumentException("No benchmark has such a packet");
        };
    }

    /**
     * Prepares to decode PUBLISHes whose payloads stay where they are.
     *
     * @param array one packet or several
     * @return the job
     */
    public static Decode slices(byte[] array) {
        LeastPublish.Reader reader = new LeastPublish.Reader(array);
        return new Decode() {
            private LeastPublish.Slice last = new LeastPublish.Slice("", 0, 0);

            @Override
            public Object run() {
                reader.rewind();
                while (reader.hasNext()) {
                    last = reader.slice();
                }
                return last;
            }

            @Override
            public Packet last() {
                byte[] payload = Arrays.copyOfRange(array, last.start(), last.end());
                return new LeastPublish(last.topic(), payload, 0, 0).packet(Publish.Properties.NONE);
            }
        };
    }

    /** Looks at each PUBLISH where it is. */
    public static final class Views {
        private final LeastPublish.Reader reader;

        /**
         * Creates the job.
         *
         * @param array one packet or several
         */
        public Views(byte[] array) {
            reader = new LeastPublish.Reader(array);
        }

        /** {@return the QoS, topic length and payload length of all packets, added up} */
        public long run() {
            reader.rewind();
            long sum = 0;
            while (reader.hasNext()) {
                sum += reader.view();
            }
            return sum;
        }
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) {
        if (packet instanceof PubAck pubAck) {
            LeastPubAck message = new LeastPubAck(pubAck.packetIdentifier());
            return new ToArray(message::write);
        }
        if (packet instanceof Connect connect) {
            LeastConnect message = LeastConnect.of(connect);
            return new ToArray(message::write);
        }
        if (packet instanceof Subscribe subscribe) {
            LeastSubscribe message = LeastSubscribe.of(subscribe);
            return new ToArray(message::write);
        }
        Publish publish = (Publish) packet;
        if (version == ProtocolVersion.V5_0) {
            LeastPublish5 message = LeastPublish5.of(publish);
            return new ToArray(message::write);
        }
        byte[] topic = publish.topic().utf8().toByteArray();
        byte[] payload = publish.payload().toByteArray();
        int flags = publish.qos().value() << 1;
        int identifier = publish.packetIdentifier();
        return new ToArray(target -> LeastPublish.write(topic, payload, identifier, flags, target));
    }

    /**
     * Prepares to encode PUBLISHes of 3.1.1 with QoS 0 whose topics are strings; each is looked at as if it were new.
     *
     * @param texts the topics, plain ASCII, which take turns; a power of two of them
     * @param payload the payload of each
     * @return the job
     */
    public static Encode encodeText(String[] texts, byte[] payload) {
        return new ToArray(new ToIntFunction<>() {
            private int next;

            @Override
            public int applyAsInt(byte[] target) {
                next = (next + 1) & (texts.length - 1);
                return LeastPublish.write(texts[next], payload, 0, 0, target);
            }
        });
    }

    /** One packet that is not part of a stream. */
    private static final class Single<T> implements Decode {
        private final byte[] array;
        private final Function<byte[], T> read;
        private final Function<T, Packet> packet;
        private T last;

        Single(byte[] array, Function<byte[], T> read, Function<T, Packet> packet) {
            this.array = array;
            this.read = read;
            this.packet = packet;
            this.last = read.apply(array);
        }

        @Override
        public Object run() {
            last = read.apply(array);
            return last;
        }

        @Override
        public Packet last() {
            return packet.apply(last);
        }
    }

    private static final class Stream implements Decode {
        private final LeastPublish.Reader reader;
        private LeastPublish last = new LeastPublish("", new byte[0], 0, 0);

        Stream(byte[] array) {
            reader = new LeastPublish.Reader(array);
        }

        @Override
        public Object run() {
            reader.rewind();
            while (reader.hasNext()) {
                last = reader.next();
            }
            return last;
        }

        @Override
        public Packet last() {
            return last.packet(Publish.Properties.NONE);
        }
    }

    private static final class ToArray implements Encode {
        private static final int ROOM = 128 * 1024;

        private final ToIntFunction<byte[]> write;
        private final byte[] target = new byte[ROOM];

        ToArray(ToIntFunction<byte[]> write) {
            this.write = write;
        }

        @Override
        public int run() {
            return write.applyAsInt(target);
        }

        @Override
        public byte[] bytes() {
            return Arrays.copyOf(target, run());
        }
    }
}
