package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.bound.LeastWork;
import io.mqttstack.bench.codec.Fixture;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.codec.Verify;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.bench.peer.StackCodec;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Encodes a PUBLISH with QoS 0 and 64 bytes of payload, its topic a {@code String}, one of several equal ones. Ours knows the
 * text from the message before; the least work validates it each time.
 */
public class EncodeTextBenchmark extends StackBenchmark {
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
        Fixture fixture = Fixtures.publish(Topics.REPEATED.name(0), 64, QoS.AT_MOST_ONCE);
        Publish publish = (Publish) fixture.packet();
        job = codec == Contestant.OURS
                ? StackCodec.encodeText(fixture.version(), publish)
                : LeastWork.encodeText(publish);
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
