package io.mqttstack.bench.peer;

import com.hivemq.client.internal.mqtt.datatypes.MqttClientIdentifierImpl;
import com.hivemq.client.internal.mqtt.datatypes.MqttUserPropertiesImpl;
import com.hivemq.client.internal.mqtt.message.MqttMessage;
import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.internal.mqtt.message.publish.puback.MqttPubAck;
import com.hivemq.client.internal.mqtt.message.subscribe.MqttStatefulSubscribe;
import com.hivemq.client.internal.mqtt.message.subscribe.MqttSubscribe;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** HiveMQ's messages in our words, and ours in HiveMQ's; those of the benchmarks only. */
final class HiveMqMessages {
    private HiveMqMessages() {}

    static MqttMessage message(Packet packet) {
        if (packet instanceof PubAck pubAck) {
            return new MqttPubAck(
                    pubAck.packetIdentifier(),
                    MqttPubAck.DEFAULT_REASON_CODE,
                    null,
                    MqttUserPropertiesImpl.NO_USER_PROPERTIES);
        }
        if (packet instanceof Connect connect) {
            return message(connect);
        }
        if (packet instanceof Subscribe subscribe) {
            return message(subscribe);
        }
        Publish publish = (Publish) packet;
        var builder = Mqtt5Publish.builder()
                .topic(publish.topic().value())
                .payload(publish.payload().toByteArray())
                .qos(qos(publish.qos()))
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

    /** A CONNECT with Will, User Name and Password. */
    private static MqttMessage message(Connect connect) {
        Will will = connect.will().orElseThrow();
        MqttConnect message = (MqttConnect) Mqtt5Connect.builder()
                .cleanStart(connect.cleanStart())
                .keepAlive(connect.keepAlive())
                .willPublish()
                .topic(will.topic().value())
                .payload(will.payload().toByteArray())
                .qos(qos(will.qos()))
                .retain(will.retain())
                .applyWillPublish()
                .simpleAuth()
                .username(connect.userName().orElseThrow())
                .password(connect.password().orElseThrow().toByteArray())
                .applySimpleAuth()
                .build();
        return message.createStateful(MqttClientIdentifierImpl.of(connect.clientIdentifier()), null);
    }

    private static MqttMessage message(Subscribe subscribe) {
        List<Mqtt5Subscription> subscriptions = subscribe.subscriptions().stream()
                .map(each -> Mqtt5Subscription.builder()
                        .topicFilter(each.filter().value())
                        .qos(qos(each.qos()))
                        .build())
                .toList();
        MqttSubscribe message = (MqttSubscribe)
                Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build();
        return message.createStateful(
                subscribe.packetIdentifier(), MqttStatefulSubscribe.DEFAULT_NO_SUBSCRIPTION_IDENTIFIER);
    }

    private static MqttQos qos(QoS qos) {
        return Objects.requireNonNull(MqttQos.fromCode(qos.value()));
    }

    static Packet packet(Object decoded) {
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
