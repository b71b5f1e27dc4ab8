package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.peer.Codec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Encodes a CONNECT of MQTT 3.1.1 with Will, User Name and Password. */
public class EncodeConnectBenchmark extends StackBenchmark {

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
        job = Jobs.encode(chosen, Fixtures.connect(chosen.version()));
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
