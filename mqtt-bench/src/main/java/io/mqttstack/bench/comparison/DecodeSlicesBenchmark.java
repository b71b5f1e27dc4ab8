package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.bound.LeastWork;
import io.mqttstack.bench.codec.Fixture;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.codec.Verify;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.bench.peer.StackCodec;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Decodes 64 KiB of PUBLISH packets with 64 bytes payload, QoS 0 and one topic, to packets whose payloads are parts of the
 * source. An operation is one message.
 */
public class DecodeSlicesBenchmark extends StackBenchmark {
    /** Who does it. */
    @Param({"OURS", "LEAST_WORK"})
    public Contestant codec;

    private Codec.Decode job;

    /**
     * Verifies the answer.
     *
     * @throws Exception if the library throws
     */
    @Setup
    public void prepare() throws Exception {
        Jobs.mix(codec.codec());
        List<Fixture> messages = Fixtures.stream(Topics.REPEATED);
        byte[] wire = Jobs.wire(messages);
        job = codec == Contestant.OURS ? StackCodec.slices(messages.get(0).version(), wire) : LeastWork.slices(wire);
        job.run();
        Verify.equal(messages.get(messages.size() - 1).packet(), job.last());
    }

    /**
     * Decodes.
     *
     * @return the last packet
     * @throws Exception if the library throws
     */
    @Benchmark
    @OperationsPerInvocation(Fixtures.STREAM_MESSAGES)
    public Object packets() throws Exception {
        return job.run();
    }
}
