package io.mqttstack.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.Packets.Speech;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
}
