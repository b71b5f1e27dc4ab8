package io.mqttstack.codec.packet;

/**
 * PINGRESP: the answer to PINGREQ. All instances are equal.
 *
 * <pre>
 *     7 6 5 4   3 2 1 0
 *   | 1 1 0 1 | 0 0 0 0 | Remaining Length 0 |
 * </pre>
 */
public record PingResp() implements Packet {
    /** The packet. */
    public static final PingResp INSTANCE = new PingResp();

    @Override
    public PacketType type() {
        return PacketType.PINGRESP;
    }
}
