package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.Subscribe;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.ByteBuffer;

/** Netty's codec. Its payloads are slices of the buffer, so that nothing is copied. */
public final class NettyCodec implements Codec {
    private static final int MAXIMUM_PACKET = 16 * 1024 * 1024;

    /** Creates the codec. */
    public NettyCodec() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return packet instanceof Publish
                || packet instanceof PubAck
                || (version == ProtocolVersion.V3_1_1 && (packet instanceof Connect || packet instanceof Subscribe));
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) throws Exception {
        MqttDecoder decoder = new MqttDecoder(MAXIMUM_PACKET);
        NettyChannel channel = NettyChannel.decoding(decoder);
        ChannelHandlerContext context = channel.channel().pipeline().context(decoder);
        channel.decode(connect(version), decoder, context);
        ByteBuf bytes = NettyChannel.wrap(wire);
        return new Decode() {
            @Override
            public Object run() throws Exception {
                return channel.decode(bytes, decoder, context);
            }

            @Override
            public Packet last() {
                return NettyMessages.packet((MqttMessage) channel.last());
            }
        };
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) throws Exception {
        MqttEncoder encoder = MqttEncoder.INSTANCE;
        NettyChannel channel = NettyChannel.encoding(encoder);
        ChannelHandlerContext context = channel.channel().pipeline().context(encoder);
        channel.encode(
                MqttMessageBuilders.connect()
                        .clientId("c")
                        .protocolVersion(version == ProtocolVersion.V5_0 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1)
                        .build(),
                encoder,
                context);
        MqttMessage message = NettyMessages.message(packet);
        return new Encode() {
            @Override
            public int run() throws Exception {
                return channel.encode(message, encoder, context);
            }

            @Override
            public byte[] bytes() throws Exception {
                return channel.bytes(message, encoder, context);
            }
        };
    }

    /** A CONNECT without anything, which tells the decoder the version. */
    private static ByteBuf connect(ProtocolVersion version) {
        boolean five = version == ProtocolVersion.V5_0;
        ByteBuf connect = Unpooled.buffer().writeByte(0x10).writeByte(five ? 14 : 13);
        connect.writeShort(4).writeBytes(new byte[] {'M', 'Q', 'T', 'T'});
        connect.writeByte(version.level()).writeByte(0b10).writeShort(60);
        if (five) {
            connect.writeByte(0);
        }
        connect.writeShort(1).writeByte('c');
        return connect.capacity(connect.writerIndex());
    }
}
