package io.mqttstack.bench.bound;

import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;

/** The smallest PUBACK that reports success, of any version. */
record LeastPubAck(int packetIdentifier) {
    private static final int HEADER = 0x4002;

    static LeastPubAck read(byte[] array) {
        int identifier = LeastText.twoBytes(array, 2);
        if (LeastText.twoBytes(array, 0) != HEADER || identifier == 0) {
            throw new IllegalArgumentException("No PUBACK");
        }
        return new LeastPubAck(identifier);
    }

    int write(byte[] target) {
        LeastText.INT.set(target, 0, (HEADER << 16) | packetIdentifier);
        return 4;
    }

    Packet packet() {
        return new PubAck(packetIdentifier);
    }
}
