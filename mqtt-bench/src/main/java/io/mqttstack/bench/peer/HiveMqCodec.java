package io.mqttstack.bench.peer;

import com.hivemq.client.internal.mqtt.MqttClientConfig;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttEncoder;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttEncoder_Factory;
import com.hivemq.client.internal.mqtt.message.MqttMessage;
import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.mqtt.MqttClient;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;

/** HiveMQ's client, whose codec is internal to it. It decodes what a Server sends. */
public final class HiveMqCodec implements Codec {
    /** Creates the codec. */
    public HiveMqCodec() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return packet instanceof Publish || packet instanceof PubAck;
    }

    @Override
    public Decode decode(ProtocolVersion version, ByteBuffer wire) {
        MqttClientConfig config = (MqttClientConfig)
                MqttClient.builder().useMqttVersion5().identifier("c").build().getConfig();
        MqttDecoder decoder =
                MqttDecoder_Factory.newInstance(HiveMqParts.decoders(version), config, MqttConnect.DEFAULT);
        NettyChannel channel = NettyChannel.decoding(decoder);
        ChannelHandlerContext context = channel.channel().pipeline().context(decoder);
        ByteBuf bytes = NettyChannel.wrap(wire);
        return new Decode() {
            @Override
            public Object run() throws Exception {
                return channel.decode(bytes, decoder, context);
            }

            @Override
            public Packet last() {
                return HiveMqMessages.packet(channel.last());
            }
        };
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) {
        MqttEncoder encoder = MqttEncoder_Factory.newInstance(HiveMqParts.encoders(version));
        NettyChannel channel = NettyChannel.encoding(encoder);
        ChannelHandlerContext context = channel.channel().pipeline().context(encoder);
        MqttMessage message = HiveMqMessages.message(packet);
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
}
