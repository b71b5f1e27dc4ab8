package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.codec.packet.QoS;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a PUBLISH with QoS 0, its topic always the same. */
public class DecodePublishBenchmark extends StackBenchmark {
    /** The length of the payload in bytes. */
    @Param({"64", "1024"})
    public int payload;

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
        job = Jobs.decode(
                chosen,
                List.of(Fixtures.publish(chosen.version(), Topics.REPEATED.name(0), payload, QoS.AT_MOST_ONCE)));
    }

    /**
     * Decodes.
     *
     * @return the packet, as the library has it
     * @throws Exception if the library throws
     */
    @Benchmark
    public Object packet() throws Exception {
        return job.run();
    }
}
