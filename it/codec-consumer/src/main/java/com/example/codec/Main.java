package com.example.codec;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.print.PacketPrinter;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.List;

/** A client and a broker that talk in bytes. What the broker answers is printed, field by field. */
public final class Main {
    private static final ProtocolVersion VERSION = ProtocolVersion.V5_0;

    private Main() {}

    /**
     * Prints where the library was started from, then a conversation.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Module module = Main.class.getModule();
        System.out.println("mqtt-codec on the " + (module.isNamed() ? "module path" : "class path"));
        Broker broker = new Broker(bytes -> print(Sender.SERVER, bytes));
        List<Packet> said = List.of(
                Connect.builder(VERSION, "thermometer").build(),
                new Subscribe(1, List.of(Subscription.of(TopicFilter.of("plant/+/temperature"), QoS.AT_MOST_ONCE))),
                new Publish(
                        TopicName.of("plant/boiler/temperature"),
                        Bytes.utf8("71.5"),
                        QoS.AT_LEAST_ONCE,
                        false,
                        false,
                        2,
                        Publish.Properties.NONE));
        PacketEncoder encoder = PacketEncoder.of(VERSION, Sender.CLIENT);
        for (Packet packet : said) {
            ByteBuffer bytes = ByteBuffer.allocate(encoder.length(packet));
            encoder.encode(packet, bytes);
            broker.received(bytes.flip());
        }
        broker.received(Bytes.utf8("GET / HTTP/1.1").asByteBuffer()).ifPresent(System.out::println);
    }

    private static void print(Sender sender, ByteBuffer bytes) {
        byte[] packet = new byte[bytes.remaining()];
        bytes.get(packet);
        PacketPrinter.builder()
                .version(VERSION)
                .sender(sender)
                .showPayloads(true)
                .build()
                .print(packet, System.out::println);
    }
}
