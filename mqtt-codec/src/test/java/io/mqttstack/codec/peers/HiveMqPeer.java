package io.mqttstack.codec.peers;

import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoderContext;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoderException;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttMessageDecoder;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttMessageDecoders;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttPingRespDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3ClientMessageDecoders_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3ConnAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubCompDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubRecDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PubRelDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3PublishDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3SubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt3.Mqtt3UnsubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5AuthDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5ClientMessageDecoders_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5ConnAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5DisconnectDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubCompDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubRecDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PubRelDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5PublishDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5SubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.decoder.mqtt5.Mqtt5UnsubAckDecoder_Factory;
import com.hivemq.client.internal.mqtt.datatypes.MqttVariableByteInteger;
import com.hivemq.client.internal.mqtt.message.MqttMessage;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Constructor;

/** The decoders inside HiveMQ's client, which read what a server sends. */
final class HiveMqPeer implements Peer {
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;
    private static final int TOPIC_ALIASES = 65_535;

    private final MqttMessageDecoders version3 = Mqtt3ClientMessageDecoders_Factory.newInstance(
            Mqtt3ConnAckDecoder_Factory.newInstance(),
            Mqtt3PublishDecoder_Factory.newInstance(),
            Mqtt3PubAckDecoder_Factory.newInstance(),
            Mqtt3PubRecDecoder_Factory.newInstance(),
            Mqtt3PubRelDecoder_Factory.newInstance(),
            Mqtt3PubCompDecoder_Factory.newInstance(),
            Mqtt3SubAckDecoder_Factory.newInstance(),
            Mqtt3UnsubAckDecoder_Factory.newInstance(),
            MqttPingRespDecoder_Factory.newInstance());

    private final MqttMessageDecoders version5 = Mqtt5ClientMessageDecoders_Factory.newInstance(
            Mqtt5ConnAckDecoder_Factory.newInstance(),
            Mqtt5PublishDecoder_Factory.newInstance(),
            Mqtt5PubAckDecoder_Factory.newInstance(),
            Mqtt5PubRecDecoder_Factory.newInstance(),
            Mqtt5PubRelDecoder_Factory.newInstance(),
            Mqtt5PubCompDecoder_Factory.newInstance(),
            Mqtt5SubAckDecoder_Factory.newInstance(),
            Mqtt5UnsubAckDecoder_Factory.newInstance(),
            MqttPingRespDecoder_Factory.newInstance(),
            Mqtt5DisconnectDecoder_Factory.newInstance(),
            Mqtt5AuthDecoder_Factory.newInstance());

    @Override
    public String name() {
        return "hivemq";
    }

    @Override
    public boolean speaks(ProtocolVersion version, Sender sender) {
        return sender == Sender.SERVER && version != ProtocolVersion.V3_1;
    }

    @Override
    public Verdict decode(ProtocolVersion version, Sender sender, byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        int first = in.readUnsignedByte();
        int length = MqttVariableByteInteger.decode(in);
        if (length == MqttVariableByteInteger.NOT_ENOUGH_BYTES || length > in.readableBytes()) {
            return new Waiting();
        }
        if (length < 0) {
            return new Refused("malformed remaining length");
        }
        MqttMessageDecoder decoder = (version == ProtocolVersion.V5_0 ? version5 : version3).get(first >> 4);
        if (decoder == null) {
            return new Refused("must not receive this packet type");
        }
        MqttMessage message;
        try {
            message = decoder.decode(first & 0xF, in.readSlice(length), context());
        } catch (MqttDecoderException e) {
            return new Refused(Words.of(e) + " in " + PacketType.of(first >> 4).orElseThrow());
        }
        try {
            return new Accepted(HiveMqPackets.of(message));
        } catch (IllegalArgumentException e) {
            return new Inexpressible(Words.of(e));
        }
    }

    /** The client makes one from its configuration; nothing public does. */
    private static MqttDecoderContext context() {
        try {
            Constructor<MqttDecoderContext> constructor = MqttDecoderContext.class.getDeclaredConstructor(
                    int.class,
                    int.class,
                    boolean.class,
                    boolean.class,
                    boolean.class,
                    boolean.class,
                    boolean.class,
                    boolean.class);
            constructor.setAccessible(true);
            return constructor.newInstance(LARGEST_PACKET, TOPIC_ALIASES, true, true, false, false, false, false);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("HiveMQ's client has changed", e);
        }
    }
}
