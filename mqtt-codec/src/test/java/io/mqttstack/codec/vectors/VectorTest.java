package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.statements.Shown;
import io.mqttstack.codec.statements.Shown.Direction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector, brought to the decoder in every way, and to the encoder. */
class VectorTest {
    static Stream<Vector> carried() {
        return VectorFiles.vectors(Vector.Kind.CARRIED);
    }

    static Stream<Vector> rejected() {
        return VectorFiles.vectors(Vector.Kind.REJECTED);
    }

    static Stream<Vector> refused() {
        return VectorFiles.vectors(Vector.Kind.REFUSED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void carried(Vector vector, TestReporter reporter) {
        byte[] bytes = vector.bytes();
        Packet packet = vector.packet();
        for (Prelude prelude : Prelude.of(vector)) {
            byte[] whole = prelude.before(bytes);
            for (Delivery way : Delivery.of(whole.length)) {
                assertEquals(
                        prelude.and(packet), prelude.decode(vector, way, whole), () -> prelude.name() + ", " + way);
            }
            byte[] followed = Prelude.join(whole, Prelude.anotherEncoded(vector.sender()));
            assertEquals(
                    prelude.and(packet, Prelude.another(vector.sender())),
                    prelude.decode(vector, Delivery.WHOLE, followed),
                    "before another packet");
        }
        comesByteByByte(vector, bytes, packet);

        byte[] encoded = encode(vector, packet);
        if (vector.canonical()) {
            assertEquals(hex(bytes), hex(encoded), "written");
        } else {
            assertNotEquals(hex(bytes), hex(encoded), "these bytes are canonical");
        }
        List<Packet> again = new ArrayList<>();
        vector.decoder().decode(encoded, 0, encoded.length, again::add);
        assertEquals(List.of(packet), again, "read, written and read");

        Shown.report(reporter, vector.version(), Direction.READ, vector.statements(), vector.id());
        if (vector.canonical()) {
            Shown.report(reporter, vector.version(), Direction.WRITTEN, vector.statements(), vector.id());
        }
    }

    private static void comesByteByByte(Vector vector, byte[] bytes, Packet packet) {
        PacketDecoder decoder = vector.decoder();
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(List.of(), packets, "before the last byte");
            decoder.decode(bytes, i, 1, packets::add);
        }
        assertEquals(List.of(packet), packets, "with the last byte");
    }

    private static byte[] encode(Vector vector, Packet packet) {
        PacketEncoder encoder = PacketEncoder.of(vector.version(), vector.sender());
        byte[] encoded = new byte[encoder.length(packet)];
        assertEquals(encoded.length, encoder.encode(packet, encoded, 0), "length");
        return encoded;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void rejected(Vector vector, TestReporter reporter) {
        byte[] bytes = vector.bytes();
        for (Prelude prelude : Prelude.of(vector)) {
            byte[] whole = prelude.before(bytes);
            for (Delivery way : Delivery.of(whole.length)) {
                PacketDecoder decoder = prelude.decoder(vector);
                List<Packet> packets = new ArrayList<>();
                MqttProtocolException failure = assertThrows(
                        MqttProtocolException.class,
                        () -> way.feed(decoder, whole, packets::add),
                        () -> prelude.name() + ", " + way + " gave " + packets);
                assertEquals(
                        vector.text("reasonCode") + " [" + vector.text("statement") + "] at "
                                + (vector.offset() + prelude.content().length()),
                        failure.reasonCode() + " [" + failure.statement() + "] at " + failure.offset(),
                        () -> prelude.name() + ", " + way + ": " + failure.getMessage());
                assertEquals(prelude.packets(), packets, "what stood before the fault");
                assertSame(
                        failure,
                        assertThrows(MqttProtocolException.class, () -> decoder.decode(whole, 0, 0, packets::add)),
                        "a failure is final");
            }
        }
        Shown.report(reporter, vector.version(), Direction.READ, vector.statements(), vector.id());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(Vector vector, TestReporter reporter) {
        byte[] target = new byte[1000];
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> PacketEncoder.of(vector.version(), vector.sender()).encode(vector.packet(), target, 0));
        assertArrayEquals(new byte[target.length], target, "nothing is written");
        assertTrue(refusal.getMessage().contains(vector.text("refusal")), refusal::getMessage);
        Shown.report(reporter, vector.version(), Direction.WRITTEN, vector.statements(), vector.id());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
