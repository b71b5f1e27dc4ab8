package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.peer.Codec;
import io.mqttstack.codec.packet.QoS;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Encodes a PUBLISH with QoS 0 that is there as an object, its topic encoded already. */
public class EncodePublishBenchmark extends StackBenchmark {
    /** The length of the payload in bytes. */
    @Param({"64", "1024"})
    public int payload;

    /** Who does it. */
    @Param
    public Contestant codec;

    private Codec.Encode job;

    /**
     * Verifies the answer.
     *
     * @throws Exception if the library throws
     */
    @Setup
    public void prepare() throws Exception {
        Codec chosen = codec.codec();
        job = Jobs.encode(
                chosen, Fixtures.publish(chosen.version(), Topics.REPEATED.name(0), payload, QoS.AT_MOST_ONCE));
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
