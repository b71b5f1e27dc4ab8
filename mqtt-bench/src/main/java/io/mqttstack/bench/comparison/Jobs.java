package io.mqttstack.bench.comparison;

import io.mqttstack.bench.codec.Fixture;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.codec.Verify;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Prepares jobs: the codec has worked on a mix of packets before, and its answer is right. */
final class Jobs {
    private static final int ROUNDS = 500;

    private Jobs() {}

    /** Decodes the packets one behind the other. */
    static Codec.Decode decode(Codec codec, List<Fixture> fixtures) throws Exception {
        mix(codec);
        return verified(codec, fixtures, ByteBuffer.wrap(wire(fixtures)));
    }

    /** Encodes the packet. */
    static Codec.Encode encode(Codec codec, Fixture fixture) throws Exception {
        mix(codec);
        return verified(codec, fixture);
    }

    /** The bytes of the packets, one behind the other. */
    static byte[] wire(List<Fixture> fixtures) {
        ByteBuffer wire = ByteBuffer.allocate(
                fixtures.stream().mapToInt(fixture -> fixture.wire().length).sum());
        fixtures.forEach(fixture -> wire.put(fixture.wire()));
        return wire.array();
    }

    /**
     * Works on what connections carry, in buffers of both kinds, so that no codec is measured in a JVM which believes that
     * there is only one kind of packet.
     */
    static void mix(Codec codec) throws Exception {
        for (Fixture fixture : mixture()) {
            if (codec.supports(fixture.version(), fixture.packet())) {
                byte[] wire = fixture.wire();
                List<Codec.Decode> decoders = List.of(
                        verified(codec, List.of(fixture), ByteBuffer.wrap(wire)),
                        verified(
                                codec,
                                List.of(fixture),
                                ByteBuffer.allocateDirect(wire.length).put(wire)));
                for (int round = 0; round < ROUNDS; round++) {
                    for (Codec.Decode decoder : decoders) {
                        decoder.run();
                    }
                }
                Codec.Encode encoder = verified(codec, fixture);
                for (int round = 0; round < ROUNDS; round++) {
                    encoder.run();
                }
            }
        }
    }

    private static List<Fixture> mixture() {
        List<Fixture> mixture = new ArrayList<>();
        for (ProtocolVersion version : List.of(ProtocolVersion.V3_1_1, ProtocolVersion.V5_0)) {
            for (Topics topics : Topics.values()) {
                mixture.add(Fixtures.publish(version, topics.name(0), 64, QoS.AT_MOST_ONCE));
            }
            mixture.add(Fixtures.publish(version, Topics.VARIED.name(1), 1024, QoS.AT_LEAST_ONCE));
            mixture.add(Fixtures.pubAck(version));
        }
        mixture.add(Fixtures.publishWithProperties(0));
        mixture.add(Fixtures.publishWithProperties(3));
        return mixture;
    }

    private static Codec.Decode verified(Codec codec, List<Fixture> fixtures, ByteBuffer wire) throws Exception {
        Fixture last = fixtures.get(fixtures.size() - 1);
        Codec.Decode job = codec.decode(last.version(), wire);
        for (int round = 0; round < 2; round++) {
            job.run();
            Packet packet = job.last();
            Verify.equal(last.packet(), packet);
        }
        return job;
    }

    private static Codec.Encode verified(Codec codec, Fixture fixture) throws Exception {
        Codec.Encode job = codec.encode(fixture.version(), fixture.packet());
        Verify.equal(fixture.wire().length, job.run());
        Verify.equalBytes(fixture.wire(), job.bytes());
        return job;
    }
}
