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
import net.dreamlu.iot.mqtt.codec.MqttConnectMessage;
import net.dreamlu.iot.mqtt.codec.MqttConnectPayload;
import net.dreamlu.iot.mqtt.codec.MqttConnectVariableHeader;
import net.dreamlu.iot.mqtt.codec.MqttFixedHeader;
import net.dreamlu.iot.mqtt.codec.MqttMessage;
import net.dreamlu.iot.mqtt.codec.MqttMessageBuilders;
import net.dreamlu.iot.mqtt.codec.MqttMessageIdVariableHeader;
import net.dreamlu.iot.mqtt.codec.MqttPublishMessage;
import net.dreamlu.iot.mqtt.codec.MqttQoS;
import net.dreamlu.iot.mqtt.codec.MqttSubscribeMessage;
import net.dreamlu.iot.mqtt.codec.MqttVersion;

/** mica-mqtt's messages in our words, and ours in mica's; those of the benchmarks only. */
final class MicaMessages {
    private MicaMessages() {}

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
        return MqttMessageBuilders.publish()
                .topicName(publish.topic().value())
                .qos(MqttQoS.valueOf(publish.qos().value()))
                .messageId(publish.packetIdentifier())
                .payload(publish.payload().toByteArray())
                .build();
    }

    static Packet packet(MqttMessage message) {
        if (message instanceof MqttPublishMessage publish) {
            MqttFixedHeader header = publish.fixedHeader();
            QoS qos = QoS.of(header.qosLevel().value()).orElseThrow();
            return new Publish(
                    TopicName.of(publish.variableHeader().topicName()),
                    Bytes.wrap(publish.payload()),
                    qos,
                    header.isRetain(),
                    header.isDup(),
                    qos == QoS.AT_MOST_ONCE ? 0 : publish.variableHeader().packetId(),
                    Publish.Properties.NONE);
        }
        if (message instanceof MqttConnectMessage connect) {
            return packet(connect);
        }
        if (message instanceof MqttSubscribeMessage subscribe) {
            return new Subscribe(
                    subscribe.variableHeader().messageId(),
                    subscribe.payload().topicSubscriptions().stream()
                            .map(each -> Subscription.of(
                                    TopicFilter.of(each.topicName()),
                                    QoS.of(each.qualityOfService().value()).orElseThrow()))
                            .toList());
        }
        return new PubAck(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
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
