package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Encodes a PUBLISH of MQTT 5.0 with 64 bytes of payload, Message Expiry Interval, Content Type and User Properties. */
public class EncodePublishPropertiesBenchmark extends StackBenchmark {
    /** The number of User Properties. */
    @Param({"0", "3", "20"})
    public int userProperties;

    private Encoding encoding;

    /** Verifies the answer. */
    @Setup
    public void prepare() {
        encoding = new Encoding(Fixtures.publishWithProperties(userProperties));
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
