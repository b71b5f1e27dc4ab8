package io.mqttstack.codec.packet;

import io.mqttstack.codec.reason.ReleaseReasonCode;
import java.util.Objects;

/**
 * PUBREL: the answer to PUBREC.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 0 1 1 0 | 0 0 1 0 | Remaining Length | Packet Identifier | Reason Code (5.0) | properties (5.0) |
 * </pre>
 *
 * A Reason Code and properties that are left out at the end, as always before MQTT 5.0, mean success and none.
 *
 * @param packetIdentifier the Packet Identifier of the PUBLISH, 1 to 65,535 [MQTT-2.2.1-5]
 * @param reasonCode the Reason Code; before MQTT 5.0 it can only be {@link ReleaseReasonCode#SUCCESS}
 * @param duplicate whether it is sent again; MQTT 3.1 only, elsewhere false
 * @param properties the properties, {@link ReasonProperties#NONE} before MQTT 5.0
 */
public record PubRel(int packetIdentifier, ReleaseReasonCode reasonCode, boolean duplicate, ReasonProperties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param packetIdentifier the Packet Identifier of the PUBLISH
     * @param reasonCode the Reason Code
     * @param duplicate whether it is sent again
     * @param properties the properties
     * @throws IllegalArgumentException if the Packet Identifier is out of range
     */
    public PubRel(int packetIdentifier, ReleaseReasonCode reasonCode, boolean duplicate, ReasonProperties properties) {
        // First stored, then checked: a store right behind the allocation needs no barrier of the garbage collector.
        this.packetIdentifier = packetIdentifier;
        this.reasonCode = reasonCode;
        this.duplicate = duplicate;
        this.properties = properties;
        Checks.packetIdentifier(packetIdentifier);
        Objects.requireNonNull(reasonCode, "reasonCode");
        Objects.requireNonNull(properties, "properties");
    }

    /**
     * Reports success, without properties.
     *
     * @param packetIdentifier the Packet Identifier of the PUBLISH, 1 to 65,535 [MQTT-2.2.1-5]
     * @throws IllegalArgumentException as the canonical constructor
     */
    public PubRel(int packetIdentifier) {
        this(packetIdentifier, ReleaseReasonCode.SUCCESS);
    }

    /**
     * Reports an outcome, without properties.
     *
     * @param packetIdentifier the Packet Identifier of the PUBLISH, 1 to 65,535 [MQTT-2.2.1-5]
     * @param reasonCode the Reason Code; before MQTT 5.0 it can only be {@link ReleaseReasonCode#SUCCESS}
     * @throws IllegalArgumentException as the canonical constructor
     */
    public PubRel(int packetIdentifier, ReleaseReasonCode reasonCode) {
        this(packetIdentifier, reasonCode, false, ReasonProperties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBREL;
    }
}
