package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.packet.Packet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes one PUBLISH of 64 bytes payload and QoS 0 at a time, by its topic: one that came before, or another each time. */
public class DecodeTopicBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param
    public Topics topics;

    private Decoding decoding;

    /** Verifies the answer for each topic. */
    @Setup
    public void prepare() {
        decoding = new Decoding(Fixtures.stream(topics));
    }

    /** {@return the packet, which the decoder made} */
    @Benchmark
    public Packet packet() {
        return decoding.packet();
    }

    /** {@return what was seen, added up, where the message is lent as a view} */
    @Benchmark
    public long view() {
        return decoding.view();
    }
}
