package io.mqttstack.bench.peer;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;

/** Netty's messages in our words, and ours in Netty's; those of the benchmarks only. */
final class NettyMessages {
    private NettyMessages() {}

    static MqttMessage message(Packet packet) {
        if (packet instanceof PubAck pubAck) {
            return MqttMessageBuilders.pubAck()
                    .packetId(pubAck.packetIdentifier())
                    .build();
        }
        if (packet instanceof Connect connect) {
            return message(connect);
        }
        if (packet instanceof Subscribe subscribe) {
            MqttMessageBuilders.SubscribeBuilder message =
                    MqttMessageBuilders.subscribe().messageId(subscribe.packetIdentifier());
            subscribe
                    .subscriptions()
                    .forEach(each -> message.addSubscription(
                            MqttQoS.valueOf(each.qos().value()), each.filter().value()));
            return message.build();
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

    static Packet packet(MqttMessage message) {
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
        if (message instanceof MqttConnectMessage connect) {
            return packet(connect);
        }
        if (message instanceof MqttSubscribeMessage subscribe) {
            return new Subscribe(
                    subscribe.variableHeader().messageId(),
                    subscribe.payload().topicSubscriptions().stream()
                            .map(each -> Subscription.of(
                                    TopicFilter.of(each.topicFilter()),
                                    QoS.of(each.qualityOfService().value()).orElseThrow()))
                            .toList());
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

    private static MqttMessage message(Connect connect) {
        Will will = connect.will().orElseThrow();
        return MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(connect.clientIdentifier())
                .cleanSession(connect.cleanStart())
                .keepAlive(connect.keepAlive())
                .willFlag(true)
                .willTopic(will.topic().value())
                .willMessage(will.payload().toByteArray())
                .willQoS(MqttQoS.valueOf(will.qos().value()))
                .willRetain(will.retain())
                .hasUser(true)
                .username(connect.userName().orElseThrow())
                .hasPassword(true)
                .password(connect.password().orElseThrow().toByteArray())
                .build();
    }

    /** A CONNECT of 3.1.1 with Will, User Name and Password. */
    private static Packet packet(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        return Connect.builder(ProtocolVersion.V3_1_1, payload.clientIdentifier())
                .cleanStart(header.isCleanSession())
                .keepAlive(header.keepAliveTimeSeconds())
                .will(new Will(
                        TopicName.of(payload.willTopic()),
                        Bytes.wrap(payload.willMessageInBytes()),
                        QoS.of(header.willQos()).orElseThrow(),
                        header.isWillRetain()))
                .userName(payload.userName())
                .password(Bytes.wrap(payload.passwordInBytes()))
                .build();
    }
}
