package io.mqttstack.codec.packet;

import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.List;
import java.util.Objects;

/**
 * UNSUBACK: the answer to UNSUBSCRIBE.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 0 1 1 | 0 0 0 0 | Remaining Length | Packet Identifier | properties (5.0) | Reason Code (5.0) | ...
 * </pre>
 *
 * @param packetIdentifier the Packet Identifier of the UNSUBSCRIBE, 1 to 65,535 [MQTT-2.2.1-6]
 * @param reasonCodes one Reason Code for each Topic Filter, in that order [MQTT-3.11.3-1]; empty before MQTT 5.0;
 *     copied, unmodifiable
 * @param properties the properties, {@link ReasonProperties#NONE} before MQTT 5.0
 */
public record UnsubAck(int packetIdentifier, List<UnsubscribeReasonCode> reasonCodes, ReasonProperties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param packetIdentifier the Packet Identifier of the UNSUBSCRIBE
     * @param reasonCodes one Reason Code for each Topic Filter
     * @param properties the properties
     * @throws IllegalArgumentException if the Packet Identifier is out of range
     */
    public UnsubAck {
        Checks.packetIdentifier(packetIdentifier);
        reasonCodes = List.copyOf(reasonCodes);
        Objects.requireNonNull(properties, "properties");
    }

    /**
     * Answers as versions before MQTT 5.0 do, without Reason Codes.
     *
     * @param packetIdentifier the Packet Identifier of the UNSUBSCRIBE, 1 to 65,535 [MQTT-2.2.1-6]
     * @throws IllegalArgumentException as the canonical constructor
     */
    public UnsubAck(int packetIdentifier) {
        this(packetIdentifier, List.of());
    }

    /**
     * Answers without properties.
     *
     * @param packetIdentifier the Packet Identifier of the UNSUBSCRIBE, 1 to 65,535 [MQTT-2.2.1-6]
     * @param reasonCodes one Reason Code for each Topic Filter, in that order [MQTT-3.11.3-1]; empty before MQTT
     *     5.0; copied, unmodifiable
     * @throws IllegalArgumentException as the canonical constructor
     */
    public UnsubAck(int packetIdentifier, List<UnsubscribeReasonCode> reasonCodes) {
        this(packetIdentifier, reasonCodes, ReasonProperties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.UNSUBACK;
    }
}
