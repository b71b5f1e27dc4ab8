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
import java.util.Arrays;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttAck;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPubAck;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttSubscribe;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** Paho's messages in our words, and ours in Paho's; those of the benchmarks only. */
final class PahoMessages {
    private PahoMessages() {}

    static MqttWireMessage message(Packet packet) throws MqttException {
        if (packet instanceof PubAck pubAck) {
            return new MqttPubAck(0, pubAck.packetIdentifier(), new MqttProperties());
        }
        if (packet instanceof Connect connect) {
            return message(connect);
        }
        if (packet instanceof Subscribe subscribe) {
            MqttSubscribe message = new MqttSubscribe(
                    subscribe.subscriptions().stream()
                            .map(each -> new MqttSubscription(
                                    each.filter().value(), each.qos().value()))
                            .toArray(MqttSubscription[]::new),
                    new MqttProperties());
            message.setMessageId(subscribe.packetIdentifier());
            return message;
        }
        Publish publish = (Publish) packet;
        MqttProperties properties = new MqttProperties();
        publish.properties().messageExpiryInterval().ifPresent(properties::setMessageExpiryInterval);
        publish.properties().contentType().ifPresent(properties::setContentType);
        properties.setUserProperties(publish.properties().userProperties().stream()
                .map(property -> new UserProperty(property.name(), property.value()))
                .toList());
        MqttMessage content =
                new MqttMessage(publish.payload().toByteArray(), publish.qos().value(), publish.retain(), properties);
        MqttPublish message = new MqttPublish(publish.topic().value(), content, properties);
        message.setMessageId(publish.packetIdentifier());
        return message;
    }

    private static MqttWireMessage message(Connect connect) {
        Connect.Properties ours = connect.properties();
        MqttProperties properties = new MqttProperties();
        properties.setSessionExpiryInterval(ours.sessionExpiryInterval());
        properties.setReceiveMaximum(ours.receiveMaximum());
        Will will = connect.will().orElseThrow();
        MqttConnect message = new MqttConnect(
                connect.clientIdentifier(),
                connect.version().level(),
                connect.cleanStart(),
                connect.keepAlive(),
                properties,
                new MqttProperties());
        message.setWillDestination(will.topic().value());
        message.setWillMessage(
                new MqttMessage(will.payload().toByteArray(), will.qos().value(), will.retain(), new MqttProperties()));
        message.setUserName(connect.userName().orElseThrow());
        message.setPassword(connect.password().orElseThrow().toByteArray());
        return message;
    }

    static Packet packet(MqttWireMessage message) {
        if (message instanceof MqttAck) {
            return new PubAck(message.getMessageId());
        }
        if (message instanceof MqttConnect connect) {
            return packet(connect);
        }
        if (message instanceof MqttSubscribe subscribe) {
            return new Subscribe(
                    subscribe.getMessageId(),
                    Arrays.stream(subscribe.getSubscriptions())
                            .map(each -> Subscription.of(
                                    TopicFilter.of(each.getTopic()),
                                    QoS.of(each.getQos()).orElseThrow()))
                            .toList());
        }
        MqttPublish publish = (MqttPublish) message;
        Publish.Properties.Builder properties = Publish.Properties.builder();
        MqttProperties theirs = publish.getProperties();
        if (theirs.getMessageExpiryInterval() != null) {
            properties.messageExpiryInterval(theirs.getMessageExpiryInterval());
        }
        if (theirs.getContentType() != null) {
            properties.contentType(theirs.getContentType());
        }
        theirs.getUserProperties().forEach(property -> properties.userProperty(property.getKey(), property.getValue()));
        return new Publish(
                TopicName.of(publish.getTopicName()),
                Bytes.wrap(publish.getMessage().getPayload()),
                QoS.of(publish.getMessage().getQos()).orElseThrow(),
                publish.getMessage().isRetained(),
                publish.getMessage().isDuplicate(),
                publish.getMessageId(),
                properties.build());
    }

    /** A CONNECT with Will, User Name, Password, Session Expiry Interval and Receive Maximum. */
    private static Packet packet(MqttConnect connect) {
        MqttMessage will = connect.getWillMessage();
        return Connect.builder(ProtocolVersion.V5_0, connect.getClientId())
                .cleanStart(connect.isCleanStart())
                .keepAlive(connect.getKeepAliveInterval())
                .will(new Will(
                        TopicName.of(connect.getWillDestination()),
                        Bytes.wrap(will.getPayload()),
                        QoS.of(will.getQos()).orElseThrow(),
                        will.isRetained()))
                .userName(connect.getUserName())
                .password(Bytes.wrap(connect.getPassword()))
                .properties(Connect.Properties.builder()
                        .sessionExpiryInterval(connect.getProperties().getSessionExpiryInterval())
                        .receiveMaximum(connect.getProperties().getReceiveMaximum())
                        .build())
                .build();
    }
}
