package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.peer.Codec;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a CONNECT of MQTT 3.1.1 with Will, User Name and Password. */
public class DecodeConnectBenchmark extends StackBenchmark {

    /** Who does it. */
    @Param({"OURS", "LEAST_WORK", "NETTY", "PAHO", "MICA"})
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
        job = Jobs.decode(chosen, List.of(Fixtures.connect(chosen.version())));
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
