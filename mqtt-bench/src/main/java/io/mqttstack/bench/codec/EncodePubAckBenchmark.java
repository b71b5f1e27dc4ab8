package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.ProtocolVersion;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Encodes a PUBACK that reports success. */
public class EncodePubAckBenchmark extends StackBenchmark {
    /** The protocol version. */
    @Param({"V3_1_1", "V5_0"})
    public ProtocolVersion version;

    private Encoding encoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        encoding = new Encoding(Fixtures.pubAck(version));
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
