package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Copies a payload of 1 KiB out of a buffer and keeps the copy, which is the larger part of decoding a PUBLISH of that size.
 *
 * <p>To keep it in a field is part of the work, as it is of every decoder that hands a packet over: the garbage collector's
 * barrier behind such a write waits until all that was written before has left the core, so that one copy does not overlap
 * with the next.
 */
public class CopyPayloadBenchmark extends StackBenchmark {
    private static final int HEADER = 42;
    private static final int PAYLOAD = 1024;

    /** There is one way to do it. */
    @Param("LEAST_WORK")
    public Contestant codec;

    private byte[] source;
    private byte[] last = {};

    /** Makes the buffer. */
    @Setup
    public void prepare() {
        source = new byte[HEADER + PAYLOAD];
    }

    /** {@return the copy} */
    @Benchmark
    public byte[] copy() {
        last = Arrays.copyOfRange(source, HEADER, HEADER + PAYLOAD);
        return last;
    }
}
