package io.mqttstack.codec;

import java.util.Optional;

/** The versions of MQTT that this codec speaks, as CONNECT names them. */
public enum ProtocolVersion {
    /** MQTT 3.1, Protocol Name {@code MQIsdp}. */
    V3_1(3, "MQIsdp"),

    /** MQTT 3.1.1, Protocol Name {@code MQTT}. */
    V3_1_1(4, "MQTT"),

    /** MQTT 5.0, Protocol Name {@code MQTT} [MQTT-3.1.2-1]. */
    V5_0(5, "MQTT");

    private final int level;
    private final String protocolName;

    ProtocolVersion(int level, String protocolName) {
        this.level = level;
        this.protocolName = protocolName;
    }

    /** {@return the Protocol Version byte of CONNECT (Protocol Level before 5.0): 3, 4 or 5} */
    public int level() {
        return level;
    }

    /** {@return the Protocol Name of CONNECT} */
    public String protocolName() {
        return protocolName;
    }

    /**
     * Finds a version by its Protocol Version byte.
     *
     * @param level the byte, unsigned, without the bit 0x80 that some bridges set
     * @return the version, or empty when the level is not 3, 4 or 5
     */
    public static Optional<ProtocolVersion> ofLevel(int level) {
        return switch (level) {
            case 3 -> Optional.of(V3_1);
            case 4 -> Optional.of(V3_1_1);
            case 5 -> Optional.of(V5_0);
            default -> Optional.empty();
        };
    }
}
