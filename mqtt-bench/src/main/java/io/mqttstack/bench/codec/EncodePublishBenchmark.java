package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.packet.QoS;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Encodes a PUBLISH of MQTT 3.1.1, its topic always the same. */
public class EncodePublishBenchmark extends StackBenchmark {
    /** The length of the payload in bytes. */
    @Param({"64", "1024", "65536"})
    public int payload;

    /** The Quality of Service. */
    @Param({"AT_MOST_ONCE", "AT_LEAST_ONCE"})
    public QoS qos;

    private Encoding encoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        encoding = new Encoding(Fixtures.publish(Topics.REPEATED.name(0), payload, qos));
    }

    /** {@return the number of bytes written to an array} */
    @Benchmark
    public int toArray() {
        return encoding.toArray();
    }

    /** {@return the direct buffer, written} */
    @Benchmark
    public ByteBuffer toDirectBuffer() {
        return encoding.toDirect();
    }
}
