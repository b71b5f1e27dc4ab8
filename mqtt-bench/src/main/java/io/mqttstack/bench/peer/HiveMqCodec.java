package io.mqttstack.bench.peer;

import com.hivemq.client.internal.mqtt.MqttClientConfig;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder;
import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder_Factory;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttEncoder;
import com.hivemq.client.internal.mqtt.codec.encoder.MqttEncoder_Factory;
import com.hivemq.client.internal.mqtt.datatypes.MqttUserPropertiesImpl;
import com.hivemq.client.internal.mqtt.message.MqttMessage;
import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.internal.mqtt.message.publish.puback.MqttPubAck;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

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
                return packet(channel.last());
            }
        };
    }

    @Override
    public Encode encode(ProtocolVersion version, Packet packet) {
        MqttEncoder encoder = MqttEncoder_Factory.newInstance(HiveMqParts.encoders(version));
        NettyChannel channel = NettyChannel.encoding(encoder);
        ChannelHandlerContext context = channel.channel().pipeline().context(encoder);
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

    private static MqttMessage message(Packet packet) {
        if (packet instanceof PubAck pubAck) {
            return new MqttPubAck(
                    pubAck.packetIdentifier(),
                    MqttPubAck.DEFAULT_REASON_CODE,
                    null,
                    MqttUserPropertiesImpl.NO_USER_PROPERTIES);
        }
        Publish publish = (Publish) packet;
        var builder = Mqtt5Publish.builder()
                .topic(publish.topic().value())
                .payload(publish.payload().toByteArray())
                .qos(Objects.requireNonNull(MqttQos.fromCode(publish.qos().value())))
                .retain(publish.retain());
        OptionalLong expiry = publish.properties().messageExpiryInterval();
        if (expiry.isPresent()) {
            builder = builder.messageExpiryInterval(expiry.getAsLong());
        }
        Optional<String> contentType = publish.properties().contentType();
        if (contentType.isPresent()) {
            builder = builder.contentType(contentType.get());
        }
        Mqtt5UserProperty[] properties = publish.properties().userProperties().stream()
                .map(property -> Mqtt5UserProperty.of(property.name(), property.value()))
                .toArray(Mqtt5UserProperty[]::new);
        MqttPublish message = (MqttPublish) builder.userProperties()
                .addAll(properties)
                .applyUserProperties()
                .build();
        return message.createStateful(
                publish.packetIdentifier(),
                publish.duplicate(),
                MqttStatefulPublish.DEFAULT_NO_TOPIC_ALIAS,
                MqttStatefulPublish.DEFAULT_NO_SUBSCRIPTION_IDENTIFIERS);
    }

    private static Packet packet(Object decoded) {
        if (decoded instanceof MqttPubAck pubAck) {
            return new PubAck(pubAck.getPacketIdentifier());
        }
        MqttStatefulPublish stateful = (MqttStatefulPublish) decoded;
        MqttPublish publish = stateful.stateless();
        Publish.Properties.Builder properties = Publish.Properties.builder();
        publish.getMessageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        publish.getContentType().ifPresent(type -> properties.contentType(type.toString()));
        publish.getUserProperties()
                .asList()
                .forEach(property -> properties.userProperty(
                        property.getName().toString(), property.getValue().toString()));
        QoS qos = QoS.of(publish.getQos().getCode()).orElseThrow();
        return new Publish(
                TopicName.of(publish.getTopic().toString()),
                Bytes.wrap(publish.getPayloadAsBytes()),
                qos,
                publish.isRetain(),
                stateful.isDup(),
                qos == QoS.AT_MOST_ONCE ? 0 : stateful.getPacketIdentifier(),
                properties.build());
    }
}
