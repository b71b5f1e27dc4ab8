package io.mqttstack.codec.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A large array of a caller is not kept from the garbage collector by a decoder or encoder that is not in use. */
class ForgottenArraysTest {
    private static final int LARGE = 100_000;

    /** Collections of garbage that are tried before the array counts as kept. */
    private static final int ENOUGH = 20;

    private final PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT, DecodeLimits.DEFAULT);
    private final PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V3_1_1, Sender.CLIENT);

    private static void assertForgotten(WeakReference<byte[]> array, Object user) {
        try {
            for (int i = 0; i < ENOUGH && array.get() != null; i++) {
                System.gc();
            }
            assertNull(array.get(), user.getClass() + " keeps the array");
        } finally {
            Reference.reachabilityFence(user);
        }
    }

    private WeakReference<byte[]> decoded(String packet) {
        byte[] bytes = HexFormat.of().parseHex(packet.replace(" ", ""));
        byte[] array = ByteBuffer.allocate(LARGE).put(bytes).array();
        assertEquals(bytes.length, decoder.decode(array, 0, bytes.length, each -> true));
        return new WeakReference<>(array);
    }

    @Test
    void ofADecoderBehindAnyPacket() {
        assertForgotten(decoded("C0 00"), decoder);
    }

    @Test
    void ofADecoderBehindAPublish() {
        assertForgotten(decoded("30 04 00 01 61 62"), decoder);
    }

    @Test
    void ofADecoderBehindASecondPublish() {
        assertForgotten(decoded("30 04 00 01 61 62 30 04 00 01 61 62"), decoder);
    }

    @Test
    void ofAnEncoder() {
        assertForgotten(encoded(), encoder);
    }

    private WeakReference<byte[]> encoded() {
        byte[] array = new byte[LARGE];
        ByteBuffer target = ByteBuffer.wrap(array);
        encoder.encode(new Publish(TopicName.of("a"), Bytes.EMPTY), target);
        assertEquals(5, target.position());
        return new WeakReference<>(array);
    }
}
