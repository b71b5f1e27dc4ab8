package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.QoS;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a PUBLISH of MQTT 3.1.1, its topic always the same. */
public class DecodePublishBenchmark extends StackBenchmark {
    /** The length of the payload in bytes. */
    @Param({"64", "1024", "65536"})
    public int payload;

    /** The Quality of Service. */
    @Param({"AT_MOST_ONCE", "AT_LEAST_ONCE"})
    public QoS qos;

    private Decoding decoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        decoding = new Decoding(Fixtures.publish(Topics.REPEATED.name(0), payload, qos));
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
