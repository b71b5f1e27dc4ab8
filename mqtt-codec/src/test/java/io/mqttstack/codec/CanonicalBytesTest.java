package io.mqttstack.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets of every type, version and sender in their canonical bytes, from a table. */
class CanonicalBytesTest {
    /** One row of the table. */
    private record Row(ProtocolVersion version, Sender sender, String type, Bytes bytes) {}

    static Stream<Row> rows() throws IOException {
        try (InputStream in = CanonicalBytesTest.class.getResourceAsStream("/peers/packets.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)))
                    .filter(row -> !row.get(4).contains("not canonical"))
                    .map(row -> new Row(
                            ProtocolVersion.valueOf(row.get(0)),
                            Sender.valueOf(row.get(1)),
                            row.get(2),
                            Bytes.wrap(HexFormat.of().parseHex(row.get(3)))));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decodesToOnePacketThatHasTheSameBytesAgain(Row row) {
        byte[] bytes = row.bytes().toByteArray();
        for (Decoding way : Decoding.values()) {
            List<Packet> packets = way.packets(row.version(), row.sender(), bytes);
            assertEquals(1, packets.size());
            assertEquals(row.type(), packets.get(0).type().name());
            assertArrayEquals(bytes, new Speech(row.version(), row.sender(), packets).encoded());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void staysTheSameWhenItComesAgain(Row row) {
        byte[] bytes = row.bytes().toByteArray();
        ByteBuffer stream = ByteBuffer.allocate(5 * bytes.length);
        while (stream.hasRemaining()) {
            stream.put(bytes);
        }
        Packet packet =
                Decoding.WHOLE.packets(row.version(), row.sender(), bytes).get(0);
        for (Decoding way : Decoding.values()) {
            assertEquals(Collections.nCopies(5, packet), way.packets(row.version(), row.sender(), stream.array()));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isWrittenIntoEveryTarget(Row row) {
        byte[] bytes = row.bytes().toByteArray();
        Packet packet =
                Decoding.WHOLE.packets(row.version(), row.sender(), bytes).get(0);
        PacketEncoder encoder = PacketEncoder.of(row.version(), row.sender());
        ByteBuffer heap =
                ByteBuffer.allocate(bytes.length + 5).position(2).slice().position(3);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3).position(3);
        byte[] array = new byte[bytes.length + 3];
        encoder.encode(packet, heap);
        encoder.encode(packet, direct);
        assertEquals(bytes.length, encoder.encode(packet, array, 3));
        assertEquals(ByteBuffer.wrap(bytes), heap.flip().position(3));
        assertEquals(ByteBuffer.wrap(bytes), direct.flip().position(3));
        assertEquals(ByteBuffer.wrap(bytes), ByteBuffer.wrap(array, 3, bytes.length));
    }
}
