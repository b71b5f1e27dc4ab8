package io.mqttstack.codec.peers;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** Netty's codec. What it decodes it encodes again, and that is read by ours: so its packets become comparable. */
final class NettyPeer implements Peer {
    private static final AttributeKey<MqttVersion> VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public boolean speaks(ProtocolVersion version, Sender sender) {
        return true;
    }

    @Override
    public Verdict decode(ProtocolVersion version, Sender sender, byte[] bytes) {
        var channel = new EmbeddedChannel(MqttEncoder.INSTANCE, new MqttDecoder(LARGEST_PACKET));
        channel.attr(VERSION)
                .set(
                        switch (version) {
                            case V3_1 -> MqttVersion.MQTT_3_1;
                            case V3_1_1 -> MqttVersion.MQTT_3_1_1;
                            case V5_0 -> MqttVersion.MQTT_5;
                        });
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            MqttMessage message = channel.readInbound();
            if (message == null) {
                return new Waiting();
            }
            if (message.decoderResult().isFailure()) {
                return new Refused(Words.of(message.decoderResult().cause()));
            }
            return again(channel, message, version, sender);
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static Verdict again(EmbeddedChannel channel, MqttMessage message, ProtocolVersion version, Sender sender) {
        ByteBuf encoded;
        try {
            channel.writeOutbound(message);
            encoded = channel.readOutbound();
        } catch (RuntimeException e) {
            ReferenceCountUtil.release(message);
            return new Inexpressible("does not encode again: " + Words.of(e));
        }
        byte[] bytes = ByteBufUtil.getBytes(encoded);
        encoded.release();
        List<Packet> packets = new ArrayList<>();
        try {
            PacketDecoder.of(version, sender, DecodeLimits.DEFAULT).decode(bytes, 0, bytes.length, packets::add);
        } catch (MqttProtocolException e) {
            return new Inexpressible(Ours.why(e));
        }
        return packets.size() == 1 ? new Accepted(packets.get(0)) : new Inexpressible("encodes again as no packet");
    }
}
