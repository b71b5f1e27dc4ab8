package io.mqttstack.codec.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What all codecs are given: legal packets of every kind, all their small changes, and the test vectors. */
final class Inputs {
    private static final Path VECTORS = Path.of("src/test/resources/vectors");
    private static final Map<String, ProtocolVersion> VERSIONS =
            Map.of("3.1", ProtocolVersion.V3_1, "3.1.1", ProtocolVersion.V3_1_1, "5.0", ProtocolVersion.V5_0);

    private Inputs() {}

    /** Bytes that one side sends in one version, legal or not. */
    record Input(ProtocolVersion version, Sender sender, Bytes bytes) {
        @Override
        public String toString() {
            return version + " " + sender + " " + HexFormat.of().formatHex(bytes.toByteArray());
        }
    }

    static Stream<Input> all() throws IOException {
        return Stream.concat(changed(), vectors());
    }

    private static Stream<Input> changed() {
        return Tables.rows("/peers/packets.tsv").stream().flatMap(row -> {
            byte[] packet = HexFormat.of().parseHex(row.get(3));
            return Mutations.of(packet).stream()
                    .map(bytes -> new Input(ProtocolVersion.valueOf(row.get(0)), Sender.valueOf(row.get(1)), bytes));
        });
    }

    private static Stream<Input> vectors() throws IOException {
        var mapper = new ObjectMapper();
        Stream.Builder<Input> inputs = Stream.builder();
        try (Stream<Path> files = Files.list(VECTORS)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode vector : mapper.readTree(file.toFile()).path("vectors")) {
                    addVector(vector, inputs);
                }
            }
        }
        return inputs.build();
    }

    private static void addVector(JsonNode vector, Stream.Builder<Input> inputs) {
        // Limits are the user's and no rule.
        if (!vector.has("bytes")
                || vector.has("limits")
                || vector.path("decoder").asText().equals("discovering")) {
            return;
        }
        byte[] bytes = HexFormat.of().parseHex(vector.get("bytes").asText().replace(" ", ""));
        List<JsonNode> versions = vector.get("versions").valueStream().toList();
        for (JsonNode version : versions) {
            inputs.add(new Input(
                    VERSIONS.get(version.asText()),
                    Sender.valueOf(vector.get("sender").asText().toUpperCase(Locale.ROOT)),
                    Bytes.wrap(bytes)));
        }
    }
}
