package io.mqttstack.codec.packet;

import java.util.List;
import java.util.Optional;

/**
 * The types of MQTT packets, the upper four bits of the first byte.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | type    | flags   | Remaining Length, 1 to 4 bytes | content, Remaining Length bytes |
 * </pre>
 */
public enum PacketType {
    /** The Client opens the connection. */
    CONNECT(1),

    /** The Server answers CONNECT. */
    CONNACK(2),

    /** A message. */
    PUBLISH(3),

    /** Answers PUBLISH with QoS 1. */
    PUBACK(4),

    /** Answers PUBLISH with QoS 2. */
    PUBREC(5),

    /** Answers PUBREC. */
    PUBREL(6),

    /** Answers PUBREL. */
    PUBCOMP(7),

    /** The Client asks for messages. */
    SUBSCRIBE(8),

    /** Answers SUBSCRIBE. */
    SUBACK(9),

    /** The Client ends subscriptions. */
    UNSUBSCRIBE(10),

    /** Answers UNSUBSCRIBE. */
    UNSUBACK(11),

    /** The Client asks whether the Server is alive. */
    PINGREQ(12),

    /** Answers PINGREQ. */
    PINGRESP(13),

    /** The connection ends. */
    DISCONNECT(14),

    /** A step of an enhanced authentication, MQTT 5.0 only. */
    AUTH(15);

    private static final List<PacketType> ALL = List.of(values());

    private final int value;

    PacketType(int value) {
        this.value = value;
    }

    /** {@return the value on the wire, 1 to 15} */
    public int value() {
        return value;
    }

    /**
     * Finds a type by its value.
     *
     * @param value the upper four bits of the first byte, 0 to 15
     * @return the type, or empty for 0 and what is out of range
     */
    public static Optional<PacketType> of(int value) {
        return value >= 1 && value <= ALL.size() ? Optional.of(ALL.get(value - 1)) : Optional.empty();
    }
}
