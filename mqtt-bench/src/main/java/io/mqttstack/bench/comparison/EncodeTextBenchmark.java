package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.bound.LeastWork;
import io.mqttstack.bench.codec.Fixture;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Verify;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.bench.peer.StackCodec;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Encodes a PUBLISH with QoS 0 and 64 bytes of payload, its topic a {@code String}. Ours remembers a few texts, and so knows
 * those which came before; the least work validates each.
 */
public class EncodeTextBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param
    public Texts texts;

    /** Who does it. */
    @Param({"OURS", "LEAST_WORK"})
    public Contestant codec;

    private Codec.Encode job;

    /**
     * Verifies the answer.
     *
     * @throws Exception if the library throws
     */
    @Setup
    public void prepare() throws Exception {
        Jobs.mix(codec.codec());
        String[] topics = texts.make();
        // The first one comes last in a round.
        Fixture fixture = Fixtures.publish(topics[1 % topics.length], 64, QoS.AT_MOST_ONCE);
        Bytes payload = ((Publish) fixture.packet()).payload();
        job = codec == Contestant.OURS
                ? StackCodec.encodeText(fixture.version(), topics, payload)
                : LeastWork.encodeText(topics, payload.toByteArray());
        Verify.equalBytes(fixture.wire(), job.bytes());
    }

    /**
     * Encodes.
     *
     * @return the number of bytes
     * @throws Exception if the library throws
     */
    @Benchmark
    public int bytes() throws Exception {
        return job.run();
    }
}
