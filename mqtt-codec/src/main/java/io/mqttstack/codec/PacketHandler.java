package io.mqttstack.codec;

import io.mqttstack.codec.packet.Packet;

/** Takes the packets that a {@link PacketDecoder} reads, on the thread that called it and in the order of the stream. */
@FunctionalInterface
public interface PacketHandler {
    /**
     * Takes one packet.
     *
     * @param packet the packet; immutable, it may be kept
     * @return whether to go on; {@code false} makes the decoder return after this packet, leaving the bytes behind it
     */
    boolean packet(Packet packet);

    /**
     * Takes one PUBLISH without a copy of its payload. By default it is copied and given to {@link #packet}.
     *
     * @param view the PUBLISH, valid until this method returns
     * @return whether to go on, as in {@link #packet}
     */
    default boolean publish(PublishView view) {
        return packet(view.toPacket());
    }
}
