package io.mqttstack.codec.packet;

/**
 * PINGREQ: the Client is alive and asks whether the Server is. All instances are equal.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 1 0 0 | 0 0 0 0 | Remaining Length 0 |
 * </pre>
 */
public record PingReq() implements Packet {
    /** The packet. */
    public static final PingReq INSTANCE = new PingReq();

    @Override
    public PacketType type() {
        return PacketType.PINGREQ;
    }
}
