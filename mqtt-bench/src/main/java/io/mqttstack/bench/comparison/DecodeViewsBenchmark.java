package io.mqttstack.bench.comparison;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.bench.bound.LeastWork;
import io.mqttstack.bench.codec.Fixture;
import io.mqttstack.bench.codec.Fixtures;
import io.mqttstack.bench.codec.Topics;
import io.mqttstack.bench.codec.Verify;
import io.mqttstack.bench.peer.StackCodec;
import io.mqttstack.codec.packet.Publish;
import java.util.List;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Validates 64 KiB of PUBLISH packets with 64 bytes payload and QoS 0, and looks at QoS, topic length and payload length of
 * each where it is. An operation is one message.
 */
public class DecodeViewsBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param({"REPEATED", "VARIED"})
    public Topics topics;

    /** Who does it. */
    @Param({"OURS", "LEAST_WORK"})
    public Contestant codec;

    private LongSupplier job;

    /**
     * Verifies the answer.
     *
     * @throws Exception if the library throws
     */
    @Setup
    public void prepare() throws Exception {
        Jobs.mix(codec.codec());
        List<Fixture> messages = Fixtures.stream(topics);
        byte[] wire = Jobs.wire(messages);
        job = codec == Contestant.OURS
                ? StackCodec.views(messages.get(0).version(), wire)
                : new LeastWork.Views(wire)::run;
        long expected = 0;
        for (Fixture message : messages) {
            Publish publish = (Publish) message.packet();
            expected += publish.qos().value()
                    + publish.topic().utf8Length()
                    + publish.payload().length();
        }
        Verify.equal(expected, job.getAsLong());
    }

    /** {@return what was seen, added up} */
    @Benchmark
    @OperationsPerInvocation(Fixtures.STREAM_MESSAGES)
    public long views() {
        return job.getAsLong();
    }
}
