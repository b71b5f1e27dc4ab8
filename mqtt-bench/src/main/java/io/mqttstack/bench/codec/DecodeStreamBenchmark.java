package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import java.nio.ByteBuffer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Decodes a buffer of 64 KiB filled with PUBLISH packets of 64 bytes payload and QoS 0. An operation is one message. */
public class DecodeStreamBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param
    public Topics topics;

    /** Where the bytes are. */
    @Param
    public Memory memory;

    private PacketDecoder decoder;
    private ByteBuffer buffer;
    private Packets packets;
    private Views views;

    /** A kind of buffer. */
    public enum Memory {
        /** A buffer over an array. */
        HEAP,
        /** A buffer outside the heap, such as sockets are read into. */
        DIRECT
    }

    /** Verifies the last packet, and all views by the sum of what they show. */
    @Setup
    public void prepare() {
        List<Fixture> messages = Fixtures.stream(topics);
        buffer = buffer(memory);
        long sum = 0;
        for (Fixture message : messages) {
            buffer.put(message.wire());
            sum += Views.sum((Publish) message.packet());
        }
        Verify.equal(true, buffer.remaining() < messages.get(0).wire().length);
        buffer.flip();

        decoder = messages.get(0).decoder();
        packets = new Packets();
        Verify.equal(messages.get(messages.size() - 1).packet(), packets());
        views = new Views();
        Verify.equal(sum, views());
        Verify.equal(buffer.limit(), buffer.position());
    }

    /** {@return the last packet, where each message became one} */
    @Benchmark
    @OperationsPerInvocation(Fixtures.STREAM_MESSAGES)
    public Packet packets() {
        decoder.decode(buffer.rewind(), packets);
        return packets.last();
    }

    /** {@return what was seen, added up, where each message is lent as a view} */
    @Benchmark
    @OperationsPerInvocation(Fixtures.STREAM_MESSAGES)
    public long views() {
        decoder.decode(buffer.rewind(), views);
        return views.sum();
    }

    private static ByteBuffer buffer(Memory memory) {
        return switch (memory) {
            case HEAP -> ByteBuffer.allocate(Fixtures.STREAM_BUFFER);
            case DIRECT -> ByteBuffer.allocateDirect(Fixtures.STREAM_BUFFER);
        };
    }
}
