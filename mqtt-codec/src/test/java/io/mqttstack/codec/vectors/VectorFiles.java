package io.mqttstack.codec.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mqttstack.codec.ProtocolVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The test vectors under {@code src/test/resources/vectors}. */
final class VectorFiles {
    static final Path SCHEMA = Path.of("src/test/resources/vectors/schema.json");

    private static final Map<String, ProtocolVersion> VERSIONS =
            Map.of("3.1", ProtocolVersion.V3_1, "3.1.1", ProtocolVersion.V3_1_1, "5.0", ProtocolVersion.V5_0);

    private VectorFiles() {}

    /** The content of each file but the schema, by name. */
    static Map<String, JsonNode> read() {
        Map<String, JsonNode> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(SCHEMA.getParent())) {
            ObjectMapper mapper = new ObjectMapper();
            for (Path path : paths.filter(path -> !path.equals(SCHEMA)).toList()) {
                files.put(path.getFileName().toString(), mapper.readTree(path.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** All vectors, once for each version that they name. */
    static Stream<Vector> vectors() {
        return read().values().stream().flatMap(VectorFiles::vectors);
    }

    private static Stream<Vector> vectors(JsonNode file) {
        Stream.Builder<Vector> vectors = Stream.builder();
        for (JsonNode vector : file.get("vectors")) {
            for (JsonNode version : vector.get("versions")) {
                vectors.add(new Vector(VERSIONS.get(version.asText()), vector));
            }
        }
        return vectors.build();
    }

    static Stream<Vector> vectors(Vector.Kind kind) {
        return vectors().filter(vector -> vector.kind() == kind);
    }

    /** How the vectors call a version. */
    static String label(ProtocolVersion version) {
        return VERSIONS.entrySet().stream()
                .filter(entry -> entry.getValue() == version)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static List<String> ids() {
        return read().values().stream()
                .flatMap(file -> Stream.iterate(0, i -> i < file.get("vectors").size(), i -> i + 1)
                        .map(i -> file.get("vectors").get(i).get("id").asText()))
                .toList();
    }
}
