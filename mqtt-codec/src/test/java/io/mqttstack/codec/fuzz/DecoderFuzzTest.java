package io.mqttstack.codec.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttstack.codec.Invariants;
import io.mqttstack.codec.Invariants.Feeding;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Decoders of every version and sender, given arbitrary bytes.
 *
 * <pre>
 *   input:  who reads (1 byte) | how it is split (1 byte) | what is read
 * </pre>
 */
@Tag("long")
class DecoderFuzzTest {
    private static final int PREFIX = 2;
    private static final ProtocolVersion[] VERSIONS = ProtocolVersion.values();
    private static final Sender[] SENDERS = Sender.values();

    /** The readers that know the version; the one behind them discovers it. */
    private static final int KNOWING = VERSIONS.length * SENDERS.length;

    @FuzzTest(maxDuration = "10s")
    void bytesGivePacketsOrAProtocolException(byte[] input) {
        if (input.length < PREFIX) {
            return;
        }
        int reader = (input[0] & 0xFF) % (KNOWING + 1);
        int step = (input[1] & 0x3F) + 1;
        byte[] content = Arrays.copyOfRange(input, PREFIX, input.length);
        List<Feeding> ways = List.of(
                DecoderFuzzTest::whole,
                (decoder, bytes, out) -> inSteps(decoder, bytes, step, out),
                DecoderFuzzTest::direct,
                DecoderFuzzTest::immutable);
        if (reader == KNOWING) {
            Invariants.checkForServer(content, ways);
        } else {
            Invariants.check(VERSIONS[reader / SENDERS.length], SENDERS[reader % SENDERS.length], content, ways);
        }
    }

    private static void whole(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
        decoder.decode(bytes, 0, bytes.length, out);
    }

    private static void inSteps(PacketDecoder decoder, byte[] bytes, int step, PacketHandler out) {
        for (int at = 0; at < bytes.length; at += step) {
            decoder.decode(bytes, at, Math.min(step, bytes.length - at), out);
        }
    }

    private static void immutable(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
        decoder.decode(Bytes.copyOf(bytes), out);
    }

    private static void direct(PacketDecoder decoder, byte[] bytes, PacketHandler out) {
        decoder.decode(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), out);
    }
}
