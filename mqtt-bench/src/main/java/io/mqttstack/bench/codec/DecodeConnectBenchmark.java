package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a CONNECT with Will, User Name and Password. */
public class DecodeConnectBenchmark extends StackBenchmark {
    /** The protocol version. */
    @Param({"V3_1_1", "V5_0"})
    public ProtocolVersion version;

    private Decoding decoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        decoding = new Decoding(Fixtures.connect(version));
    }

    /** {@return the packet, which the decoder made} */
    @Benchmark
    public Packet packet() {
        return decoding.packet();
    }
}
