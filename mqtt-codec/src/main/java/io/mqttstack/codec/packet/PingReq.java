package io.mqttstack.codec.packet;

/** PINGREQ: the Client is alive and asks whether the Server is. All instances are equal. */
public record PingReq() implements Packet {
    /** The packet. */
    public static final PingReq INSTANCE = new PingReq();

    @Override
    public PacketType type() {
        return PacketType.PINGREQ;
    }
}
