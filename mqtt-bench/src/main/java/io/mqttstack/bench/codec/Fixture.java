package io.mqttstack.bench.codec;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;

/** One packet, in both of its forms, as a Client sends it. Codecs are measured on it, ours and others. */
public final class Fixture {
    private final ProtocolVersion version;
    private final Packet packet;
    private final byte[] wire;

    Fixture(ProtocolVersion version, Packet packet, Wire wire) {
        this.version = version;
        this.packet = packet;
        this.wire = wire.toByteArray();
    }

    /** {@return the protocol version} */
    public ProtocolVersion version() {
        return version;
    }

    /** {@return the packet as an object} */
    public Packet packet() {
        return packet;
    }

    /** {@return the packet as bytes; a copy} */
    public byte[] wire() {
        return wire.clone();
    }

    /** {@return a new decoder of what a Client of this version sends} */
    public PacketDecoder decoder() {
        return PacketDecoder.of(version, PacketDecoder.Sender.CLIENT, DecodeLimits.DEFAULT);
    }

    /** {@return a new encoder for a Client of this version} */
    public PacketEncoder encoder() {
        return PacketEncoder.of(version, PacketDecoder.Sender.CLIENT);
    }
}
