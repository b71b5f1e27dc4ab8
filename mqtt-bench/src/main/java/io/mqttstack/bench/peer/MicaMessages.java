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

/** mica-mqtt's messages in our words, and some of ours in mica's; those of the benchmarks only. */
final class MicaMessages {
    private MicaMessages() {}

    static MqttMessage message(Packet packet) {
        if (packet instanceof PubAck pubAck) {
            return MqttMessageBuilders.pubAck()
                    .packetId(pubAck.packetIdentifier())
                    .build();
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
