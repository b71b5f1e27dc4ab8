package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqttstack.codec.Allocation;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The bound that {@link PacketDecoder} states: to decode n bytes takes at most {@value #PER_BYTE} n + {@value #FIXED}
 * bytes of memory, packets included. Measured where the JVM counts what a thread allocates.
 */
class AllocationBoundTest {
    private static final long PER_BYTE = 40;
    private static final long FIXED = 32_768;

    /** How many bytes a call brings. */
    enum Step {
        ALL(Integer.MAX_VALUE),
        ONE(1),
        A_FEW(100),
        MORE_THAN_IS_KEPT(5_000);

        private final int bytes;

        Step(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final PacketHandler PACKETS = packet -> true;

    static final DenseInputs.Input[] INPUTS = DenseInputs.all().toArray(DenseInputs.Input[]::new);

    @BeforeEach
    void requireCounting() {
        assumeTrue(Allocation.isCounted(), "no count of allocated bytes");
    }

    @ParameterizedTest
    @FieldSource("INPUTS")
    void theDensestInputsStayWithinTheBound(DenseInputs.Input input) {
        for (Step step : Step.values()) {
            requireBound(input.version(), input.sender(), input.bytes().toByteArray(), step, input.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAnnounceMoreThanTheyAreStayWithinTheBound(ProtocolVersion version) {
        for (Sender sender : Sender.values()) {
            // Every first byte, and the largest lengths wherever a length may stand.
            for (int first = 0; first < 0x100; first++) {
                byte[] large = {(byte) first, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x03, -1, -1, -1, 0x7F, -1, -1};
                byte[] small = {(byte) first, 9, 0, 1, -1, -1, -1, 0x7F, -1, -1, -1};
                requireBound(version, sender, large, Step.ALL, "first byte " + first);
                requireBound(version, sender, small, Step.ONE, "first byte " + first);
            }
        }
    }

    private static void requireBound(
            ProtocolVersion version, Sender sender, byte[] content, Step step, String description) {
        ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content);
        Stream.<Runnable>of(
                        () -> feedArray(PacketDecoder.of(version, sender, DecodeLimits.DEFAULT), content, step.bytes),
                        () -> feedBuffer(PacketDecoder.of(version, sender, DecodeLimits.DEFAULT), direct, step.bytes))
                .forEach(decode -> {
                    decode.run();
                    // What else a thread allocates, such as the profile of a method being compiled, comes once.
                    long used = IntStream.range(0, 3)
                            .mapToLong(i -> Allocation.by(decode))
                            .min()
                            .orElseThrow();
                    long most = PER_BYTE * content.length + FIXED;
                    assertTrue(
                            used <= most,
                            () -> description + " in steps of " + step + ": " + used + " bytes for " + content.length);
                });
    }

    private static void feedArray(PacketDecoder decoder, byte[] content, int step) {
        try {
            for (int at = 0; at < content.length; ) {
                int length = Math.min(step, content.length - at);
                at += decoder.decode(content, at, length, PACKETS);
            }
        } catch (MqttProtocolException e) {
            requireFinal(e);
        }
    }

    private static void feedBuffer(PacketDecoder decoder, ByteBuffer content, int step) {
        content.clear();
        try {
            while (content.position() < content.capacity()) {
                content.limit((int) Math.min((long) content.position() + step, content.capacity()));
                decoder.decode(content, PACKETS);
            }
        } catch (MqttProtocolException e) {
            requireFinal(e);
        }
    }

    /** A failure is part of what is measured. */
    private static void requireFinal(MqttProtocolException e) {
        if (e.offset() < 0) {
            fail(e);
        }
    }
}
