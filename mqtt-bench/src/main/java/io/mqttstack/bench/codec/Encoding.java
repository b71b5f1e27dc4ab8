package io.mqttstack.bench.codec;

import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.packet.Packet;
import java.nio.ByteBuffer;

/** Encodes one packet again and again, into the same space, as a connection does. */
final class Encoding {
    private final PacketEncoder encoder;
    private final Packet packet;
    private final byte[] array;
    private final ByteBuffer direct;

    /**
     * Verifies that the fixture's packet is encoded rightly.
     *
     * @throws IllegalStateException if it is not
     */
    Encoding(Fixture fixture) {
        encoder = fixture.encoder();
        packet = fixture.packet();
        byte[] expected = fixture.wire();
        array = new byte[expected.length];
        direct = ByteBuffer.allocateDirect(expected.length);
        Verify.equal(expected.length, encoder.length(packet));
        Verify.equal(expected.length, toArray());
        Verify.equalBytes(expected, array);
        byte[] written = new byte[toDirect().flip().remaining()];
        direct.get(written);
        Verify.equalBytes(expected, written);
    }

    /** Returns the number of bytes written. */
    int toArray() {
        return encoder.encode(packet, array, 0);
    }

    /** Returns the buffer, its position behind the packet. */
    ByteBuffer toDirect() {
        encoder.encode(packet, direct.clear());
        return direct;
    }
}
