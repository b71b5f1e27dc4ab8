package io.mqttstack.codec.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.packet.PacketType;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The vectors as data. */
class VectorFilesTest {
    private static JsonNode schemaFile() throws IOException {
        return new ObjectMapper().readTree(VectorFiles.SCHEMA.toFile());
    }

    @Test
    void followTheSchema() throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaFile());
        VectorFiles.read().forEach((name, file) -> assertEquals(Set.of(), schema.validate(file), name));
    }

    @Test
    void areManyAndEachHasAnIdOfItsOwn() {
        List<String> ids = VectorFiles.ids();
        Set<String> seen = new HashSet<>();
        assertEquals(List.of(), ids.stream().filter(id -> !seen.add(id)).toList());
        assertTrue(ids.size() >= 600, () -> ids.size() + " vectors");
    }

    @Test
    void catchEveryClassOfBug() throws IOException {
        Set<String> documented = new TreeSet<>();
        schemaFile()
                .at("/$defs/bugClass/oneOf")
                .forEach(bug -> documented.add(bug.get("const").asText()));
        assertEquals(
                documented,
                VectorFiles.vectors()
                        .map(vector -> vector.text("bugClass"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void nameStatementsOfTheVersion() {
        Set<String> of311 = statements("mqtt-3.1.1.tsv");
        Set<String> of5 = statements("mqtt-5.0.tsv");
        VectorFiles.vectors().forEach(vector -> {
            Set<String> unknown = new TreeSet<>(vector.statements());
            unknown.removeAll(vector.version() == ProtocolVersion.V5_0 ? of5 : of311);
            assertEquals(Set.of(), unknown, vector::toString);
        });
    }

    private static Set<String> statements(String table) {
        return SpecificationTable.read(table).stream().map(row -> row.get("id")).collect(Collectors.toSet());
    }

    @Test
    void holdEveryPacketOfEveryVersionLegalAndNot() {
        for (ProtocolVersion version : ProtocolVersion.values()) {
            List<Vector> vectors = VectorFiles.vectors()
                    .filter(vector -> vector.version() == version)
                    .toList();
            Set<String> carried = types(vectors, Vector.Kind.CARRIED);
            Set<String> refused = types(vectors, Vector.Kind.REFUSED);
            Set<Integer> rejected = vectors.stream()
                    .filter(vector -> vector.kind() == Vector.Kind.REJECTED)
                    .map(vector -> vector.bytes()[0] >> 4 & 0xF)
                    .collect(Collectors.toSet());
            for (PacketType type : PacketType.values()) {
                boolean exists = type != PacketType.AUTH || version == ProtocolVersion.V5_0;
                assertEquals(exists, carried.contains(type.name()), () -> type + " is carried in " + version);
                assertTrue(refused.contains(type.name()), () -> type + " is refused in " + version);
                assertTrue(rejected.contains(type.value()), () -> type + " is rejected in " + version);
            }
        }
    }

    private static Set<String> types(List<Vector> vectors, Vector.Kind kind) {
        return vectors.stream()
                .filter(vector -> vector.kind() == kind)
                .map(vector -> vector.json().at("/packet/type").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void listTheTypesOfTheSchema() throws IOException {
        Set<String> types = new TreeSet<>();
        schemaFile()
                .at("/$defs/vector/properties/packet/properties/type/enum")
                .forEach(type -> types.add(type.asText()));
        assertEquals(
                Arrays.stream(PacketType.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)),
                types);
    }
}
