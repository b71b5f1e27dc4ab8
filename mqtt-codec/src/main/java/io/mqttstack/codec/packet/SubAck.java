package io.mqttstack.codec.packet;

import io.mqttstack.codec.reason.SubscribeReasonCode;
import java.util.List;
import java.util.Objects;

/**
 * SUBACK: the answer to SUBSCRIBE.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 0 0 1 | 0 0 0 0 | Remaining Length | Packet Identifier | properties (5.0) | Reason Code | ...
 * </pre>
 *
 * @param packetIdentifier the Packet Identifier of the SUBSCRIBE, 1 to 65,535 [MQTT-2.2.1-6]
 * @param reasonCodes one Reason Code for each subscription asked for, in that order [MQTT-3.8.4-6]
 *     [MQTT-3.9.3-1], at least one; copied, unmodifiable
 * @param properties the properties, {@link ReasonProperties#NONE} before MQTT 5.0
 */
public record SubAck(int packetIdentifier, List<SubscribeReasonCode> reasonCodes, ReasonProperties properties)
        implements Packet {
    /**
     * Checks what holds in every version.
     *
     * @param packetIdentifier the Packet Identifier of the SUBSCRIBE
     * @param reasonCodes one Reason Code for each subscription asked for
     * @param properties the properties
     * @throws IllegalArgumentException if the Packet Identifier is out of range or there is no Reason Code
     */
    public SubAck {
        Checks.packetIdentifier(packetIdentifier);
        reasonCodes = List.copyOf(Checks.notEmpty(
                reasonCodes, "SUBACK has no Reason Code; give one for each subscription [MQTT-3.8.4-6]"));
        Objects.requireNonNull(properties, "properties");
    }

    /**
     * Answers without properties.
     *
     * @param packetIdentifier the Packet Identifier of the SUBSCRIBE, 1 to 65,535 [MQTT-2.2.1-6]
     * @param reasonCodes one Reason Code for each subscription asked for, in that order [MQTT-3.8.4-6]
     *     [MQTT-3.9.3-1], at least one; copied, unmodifiable
     * @throws IllegalArgumentException as the canonical constructor
     */
    public SubAck(int packetIdentifier, List<SubscribeReasonCode> reasonCodes) {
        this(packetIdentifier, reasonCodes, ReasonProperties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBACK;
    }
}
