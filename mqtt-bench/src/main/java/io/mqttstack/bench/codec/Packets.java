package io.mqttstack.bench.codec;

import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingReq;

/** Takes packets and keeps the last one, so that each has to be made. */
final class Packets implements PacketHandler {
    private Packet last = PingReq.INSTANCE;

    @Override
    public boolean packet(Packet packet) {
        last = packet;
        return true;
    }

    /** {@return the packet that came last} */
    Packet last() {
        return last;
    }
}
