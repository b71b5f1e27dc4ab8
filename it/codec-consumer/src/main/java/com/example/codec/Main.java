package com.example.codec;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PubAck;
import java.nio.ByteBuffer;

/** Encodes two packets, decodes them, and prints them. */
public final class Main {

    private Main() {}

    /**
     * Prints where the library was started from and what it decoded.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Module module = Main.class.getModule();
        System.out.println("mqtt-codec on the " + (module.isNamed() ? "module path" : "class path"));
        ByteBuffer bytes = ByteBuffer.allocate(64);
        PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V5_0, Sender.CLIENT);
        encoder.encode(PingReq.INSTANCE, bytes);
        encoder.encode(new PubAck(7), bytes);
        PacketDecoder decoder = PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, DecodeLimits.DEFAULT);
        decoder.decode(bytes.flip(), packet -> {
            System.out.println(packet.type());
            return true;
        });
    }
}
