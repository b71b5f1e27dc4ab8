package io.mqttstack.codec.packet;

/** PINGRESP: the answer to PINGREQ. All instances are equal. */
public record PingResp() implements Packet {
    /** The packet. */
    public static final PingResp INSTANCE = new PingResp();

    @Override
    public PacketType type() {
        return PacketType.PINGRESP;
    }
}
