package io.mqttstack.codec.packet;

import io.mqttstack.codec.reason.PublishReasonCode;
import java.util.Objects;

/**
 * PUBACK: the answer to a PUBLISH with QoS 1.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 0 1 0 0 | 0 0 0 0 | Remaining Length | Packet Identifier | Reason Code (5.0) | properties (5.0) |
 * </pre>
 *
 * A Reason Code and properties that are left out at the end, as always before MQTT 5.0, mean success and none.
 *
 * @param packetIdentifier the Packet Identifier of the PUBLISH, 1 to 65,535 [MQTT-2.2.1-5]
 * @param reasonCode the Reason Code; before MQTT 5.0 it can only be {@link PublishReasonCode#SUCCESS}
 * @param properties the properties, {@link ReasonProperties#NONE} before MQTT 5.0
 */
public record PubAck(int packetIdentifier, PublishReasonCode reasonCode, ReasonProperties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param packetIdentifier the Packet Identifier of the PUBLISH
     * @param reasonCode the Reason Code
     * @param properties the properties
     * @throws IllegalArgumentException if the Packet Identifier is out of range
     */
    public PubAck(int packetIdentifier, PublishReasonCode reasonCode, ReasonProperties properties) {
        // First stored, then checked: a store right behind the allocation needs no barrier of the garbage collector.
        this.packetIdentifier = packetIdentifier;
        this.reasonCode = reasonCode;
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
    public PubAck(int packetIdentifier) {
        this(packetIdentifier, PublishReasonCode.SUCCESS);
    }

    /**
     * Reports an outcome, without properties.
     *
     * @param packetIdentifier the Packet Identifier of the PUBLISH, 1 to 65,535 [MQTT-2.2.1-5]
     * @param reasonCode the Reason Code; before MQTT 5.0 it can only be {@link PublishReasonCode#SUCCESS}
     * @throws IllegalArgumentException as the canonical constructor
     */
    public PubAck(int packetIdentifier, PublishReasonCode reasonCode) {
        this(packetIdentifier, reasonCode, ReasonProperties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBACK;
    }
}
