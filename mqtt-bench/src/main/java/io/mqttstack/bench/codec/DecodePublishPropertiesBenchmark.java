package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.packet.Packet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a PUBLISH of MQTT 5.0 with 64 bytes of payload, Message Expiry Interval, Content Type and User Properties. */
public class DecodePublishPropertiesBenchmark extends StackBenchmark {
    /** The number of User Properties. */
    @Param({"0", "3", "20"})
    public int userProperties;

    private Decoding decoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        decoding = new Decoding(Fixtures.publishWithProperties(userProperties));
    }

    /** {@return the packet, which the decoder made} */
    @Benchmark
    public Packet packet() {
        return decoding.packet();
    }
}
