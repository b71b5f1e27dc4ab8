package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.peer.Codec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a buffer of 64 KiB filled with PUBLISH packets of 64 bytes payload and QoS 0. An operation is one message. */
public class DecodeStreamBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param({"REPEATED", "VARIED"})
    public Topics topics;

    /** Who does it. */
    @Param
    public Contestant codec;

    private Codec.Decode job;

    /**
     * Verifies the answer.
     *
     * @throws Exception if the library throws
     */
    @Setup
    public void prepare() throws Exception {
        Codec chosen = codec.codec();
        job = Jobs.decode(chosen, Fixtures.stream(chosen.version(), topics));
    }

    /**
     * Decodes.
     *
     * @return the last packet, as the library has it
     * @throws Exception if the library throws
     */
    @Benchmark
    @OperationsPerInvocation(Fixtures.STREAM_MESSAGES)
    public Object packets() throws Exception {
        return job.run();
    }
}
