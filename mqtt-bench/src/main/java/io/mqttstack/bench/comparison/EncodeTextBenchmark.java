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
import io.mqttstack.codec.value.Bytes;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Encodes a PUBLISH with QoS 0 and 64 bytes of payload, its topic a {@code String}: one of sixteen that are equal and yet not
 * the same, or one of a thousand different ones. Ours remembers a few texts, and so knows those which are equal; the least work
 * validates each.
 */
public class EncodeTextBenchmark extends StackBenchmark {
    private static final int EQUAL_TEXTS = 16;
    private static final int DIFFERENT_TEXTS = 1024;

    /** Which topics follow each other. */
    @Param({"REPEATED", "VARIED"})
    public Topics topics;

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
        String[] texts = new String[topics == Topics.REPEATED ? EQUAL_TEXTS : DIFFERENT_TEXTS];
        Arrays.setAll(texts, topics::name);
        // The first text comes last in a round.
        Fixture fixture = Fixtures.publish(texts[1], 64, QoS.AT_MOST_ONCE);
        Bytes payload = ((Publish) fixture.packet()).payload();
        job = codec == Contestant.OURS
                ? StackCodec.encodeText(fixture.version(), texts, payload)
                : LeastWork.encodeText(texts, payload.toByteArray());
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
