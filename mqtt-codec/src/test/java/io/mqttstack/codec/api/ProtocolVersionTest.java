package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolVersionTest {
    @ParameterizedTest
    @CsvSource({"V3_1, 3, MQIsdp", "V3_1_1, 4, MQTT", "V5_0, 5, MQTT"})
    void hasTheLevelAndNameOfConnect(ProtocolVersion version, int level, String name) {
        assertEquals(level, version.level());
        assertEquals(name, version.protocolName());
        assertEquals(Optional.of(version), ProtocolVersion.ofLevel(level));
    }

    @Test
    void hasNoOtherVersions() {
        assertEquals(3, ProtocolVersion.values().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 6, 0x83, 0x84, 256 + 5})
    void knowsNoOtherLevel(int level) {
        assertTrue(ProtocolVersion.ofLevel(level).isEmpty());
    }
}
