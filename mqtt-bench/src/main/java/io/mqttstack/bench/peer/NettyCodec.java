package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.ByteBuffer;

/** Netty's codec. Its payloads are slices of the buffer, so that nothing is copied. */
public final class NettyCodec implements Codec {
    private static final int MAXIMUM_PACKET = 16 * 1024 * 1024;

    /** Creates the codec. */
    public NettyCodec() {}

    @Override
    public boolean supports(ProtocolVersion version, Packet packet) {
        return packet instanceof Publish || packet instanceof PubAck;
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
                return packet((MqttMessage) channel.last());
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
        MqttMessage message = message(packet);
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

    private static MqttMessage message(Packet packet) {
        if (packet instanceof PubAck pubAck) {
            return MqttMessageBuilders.pubAck()
                    .packetId(pubAck.packetIdentifier())
                    .build();
        }
        Publish publish = (Publish) packet;
        MqttProperties properties = new MqttProperties();
        publish.properties()
                .messageExpiryInterval()
                .ifPresent(seconds -> properties.add(
                        new MqttProperties.IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, (int) seconds)));
        publish.properties()
                .contentType()
                .ifPresent(
                        type -> properties.add(new MqttProperties.StringProperty(MqttProperties.CONTENT_TYPE, type)));
        publish.properties()
                .userProperties()
                .forEach(
                        property -> properties.add(new MqttProperties.UserProperty(property.name(), property.value())));
        return MqttMessageBuilders.publish()
                .topicName(publish.topic().value())
                .qos(MqttQoS.valueOf(publish.qos().value()))
                .messageId(publish.packetIdentifier())
                .properties(properties)
                .payload(Unpooled.wrappedBuffer(publish.payload().toByteArray()))
                .build();
    }

    private static Packet packet(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish) {
            MqttFixedHeader header = publish.fixedHeader();
            QoS qos = QoS.of(header.qosLevel().value()).orElseThrow();
            return new Publish(
                    TopicName.of(publish.variableHeader().topicName()),
                    Bytes.wrap(ByteBufUtil.getBytes(publish.content())),
                    qos,
                    header.isRetain(),
                    header.isDup(),
                    qos == QoS.AT_MOST_ONCE ? 0 : publish.variableHeader().packetId(),
                    properties(publish.variableHeader().properties()));
        }
        return new PubAck(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
    }

    private static Publish.Properties properties(MqttProperties theirs) {
        Publish.Properties.Builder properties = Publish.Properties.builder();
        if (theirs.getProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL)
                instanceof MqttProperties.IntegerProperty seconds) {
            properties.messageExpiryInterval(seconds.value());
        }
        if (theirs.getProperty(MqttProperties.CONTENT_TYPE) instanceof MqttProperties.StringProperty type) {
            properties.contentType(type.value());
        }
        theirs.getProperties(MqttProperties.USER_PROPERTY).stream()
                .map(property -> ((MqttProperties.UserProperty) property).value())
                .forEach(pair -> properties.userProperty(pair.key, pair.value));
        return properties.build();
    }
}
