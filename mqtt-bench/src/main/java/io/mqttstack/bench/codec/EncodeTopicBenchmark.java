package io.mqttstack.bench.codec;

import io.mqttstack.bench.StackBenchmark;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Makes one PUBLISH of 64 bytes payload and QoS 0 from a {@code String} at a time, and encodes it. */
public class EncodeTopicBenchmark extends StackBenchmark {
    /** Which topics follow each other. */
    @Param
    public Topics topics;

    private PacketEncoder encoder;
    private String[] names;
    private Bytes payload;
    private byte[] target;
    private int next;

    /** Verifies the bytes of each topic. */
    @Setup
    public void prepare() {
        List<Fixture> messages = Fixtures.stream(topics);
        encoder = messages.get(0).encoder();
        payload = ((Publish) messages.get(0).packet()).payload();
        target = new byte[messages.get(0).wire().length];
        names = new String[messages.size()];
        for (int index = 0; index < names.length; index++) {
            names[index] = topics.name(index);
        }
        for (Fixture message : messages) {
            Verify.equal(target.length, toArray());
            Verify.equalBytes(message.wire(), target);
        }
    }

    /** {@return the number of bytes written to an array} */
    @Benchmark
    public int toArray() {
        String name = names[next];
        next = next + 1 == names.length ? 0 : next + 1;
        return encoder.encode(new Publish(TopicName.of(name), payload), target, 0);
    }
}
