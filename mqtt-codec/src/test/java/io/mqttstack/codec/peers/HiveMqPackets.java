package io.mqttstack.codec.peers;

import com.hivemq.client.internal.mqtt.message.MqttMessage;
import com.hivemq.client.internal.mqtt.message.ping.MqttPingResp;
import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.internal.mqtt.message.publish.puback.MqttPubAck;
import com.hivemq.client.internal.mqtt.message.publish.pubcomp.MqttPubComp;
import com.hivemq.client.internal.mqtt.message.publish.pubrec.MqttPubRec;
import com.hivemq.client.internal.mqtt.message.publish.pubrel.MqttPubRel;
import com.hivemq.client.internal.mqtt.message.subscribe.suback.MqttSubAck;
import com.hivemq.client.internal.mqtt.message.unsubscribe.unsuback.MqttUnsubAck;
import com.hivemq.client.mqtt.datatypes.MqttClientIdentifier;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.AuthReasonCode;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The messages of HiveMQ's client in our terms. */
final class HiveMqPackets {
    /** What stands for a Maximum Packet Size that is not there. */
    private static final int NO_MAXIMUM = 268_435_460;

    private HiveMqPackets() {}

    static Packet of(MqttMessage message) {
        if (message instanceof Mqtt5ConnAck connAck) {
            return connAck(connAck);
        }
        if (message instanceof MqttStatefulPublish publish) {
            return publish(publish);
        }
        if (message instanceof Mqtt5Disconnect disconnect) {
            return disconnect(disconnect);
        }
        if (message instanceof Mqtt5Auth auth) {
            return auth(auth);
        }
        if (message instanceof MqttPingResp) {
            return PingResp.INSTANCE;
        }
        return acknowledgement(message);
    }

    private static Packet acknowledgement(MqttMessage message) {
        if (message instanceof MqttPubAck ack) {
            return new PubAck(
                    ack.getPacketIdentifier(),
                    code(PublishReasonCode::of, ack.getReasonCode().getCode()),
                    reason(ack.getReasonString(), ack.getUserProperties()));
        }
        if (message instanceof MqttPubRec ack) {
            return new PubRec(
                    ack.getPacketIdentifier(),
                    code(PublishReasonCode::of, ack.getReasonCode().getCode()),
                    reason(ack.getReasonString(), ack.getUserProperties()));
        }
        if (message instanceof MqttPubRel ack) {
            return new PubRel(
                    ack.getPacketIdentifier(),
                    code(ReleaseReasonCode::of, ack.getReasonCode().getCode()),
                    false,
                    reason(ack.getReasonString(), ack.getUserProperties()));
        }
        if (message instanceof MqttPubComp ack) {
            return new PubComp(
                    ack.getPacketIdentifier(),
                    code(ReleaseReasonCode::of, ack.getReasonCode().getCode()),
                    reason(ack.getReasonString(), ack.getUserProperties()));
        }
        if (message instanceof MqttSubAck ack) {
            return new SubAck(
                    ack.getPacketIdentifier(),
                    ack.getReasonCodes().stream()
                            .map(code -> code(SubscribeReasonCode::of, code.getCode()))
                            .toList(),
                    reason(ack.getReasonString(), ack.getUserProperties()));
        }
        var ack = (MqttUnsubAck) message;
        return new UnsubAck(
                ack.getPacketIdentifier(),
                ack.getReasonCodes().stream()
                        .map(code -> code(UnsubscribeReasonCode::of, code.getCode()))
                        .toList(),
                reason(ack.getReasonString(), ack.getUserProperties()));
    }

    private static Packet connAck(Mqtt5ConnAck message) {
        ConnAck.Properties.Builder properties = ConnAck.Properties.builder();
        message.getSessionExpiryInterval().ifPresent(properties::sessionExpiryInterval);
        message.getServerKeepAlive().ifPresent(properties::serverKeepAlive);
        message.getAssignedClientIdentifier()
                .map(MqttClientIdentifier::toString)
                .ifPresent(properties::assignedClientIdentifier);
        message.getEnhancedAuth().ifPresent(auth -> {
            properties.authenticationMethod(auth.getMethod().toString());
            auth.getData().map(HiveMqPackets::bytes).ifPresent(properties::authenticationData);
        });
        message.getResponseInformation().map(MqttUtf8String::toString).ifPresent(properties::responseInformation);
        message.getServerReference().map(MqttUtf8String::toString).ifPresent(properties::serverReference);
        message.getReasonString().map(MqttUtf8String::toString).ifPresent(properties::reasonString);
        properties.userProperties(users(message.getUserProperties()));
        Mqtt5ConnAckRestrictions restrictions = message.getRestrictions();
        properties.receiveMaximum(restrictions.getReceiveMaximum());
        if (restrictions.getMaximumPacketSize() != NO_MAXIMUM) {
            properties.maximumPacketSize(restrictions.getMaximumPacketSize());
        }
        properties.topicAliasMaximum(restrictions.getTopicAliasMaximum());
        properties.maximumQoS(code(QoS::of, restrictions.getMaximumQos().getCode()));
        properties.retainAvailable(restrictions.isRetainAvailable());
        properties.wildcardSubscriptionAvailable(restrictions.isWildcardSubscriptionAvailable());
        properties.sharedSubscriptionAvailable(restrictions.isSharedSubscriptionAvailable());
        properties.subscriptionIdentifierAvailable(restrictions.areSubscriptionIdentifiersAvailable());
        return new ConnAck(
                message.isSessionPresent(),
                code(ConnectReasonCode::of, message.getReasonCode().getCode()),
                properties.build());
    }

    private static Packet publish(MqttStatefulPublish message) {
        MqttPublish publish = message.stateless();
        Publish.Properties.Builder properties = Publish.Properties.builder();
        publish.getPayloadFormatIndicator()
                .ifPresent(format -> properties.payloadIsUtf8(format == Mqtt5PayloadFormatIndicator.UTF_8));
        publish.getMessageExpiryInterval().ifPresent(properties::messageExpiryInterval);
        publish.getContentType().map(MqttUtf8String::toString).ifPresent(properties::contentType);
        publish.getResponseTopic().ifPresent(topic -> properties.responseTopic(TopicName.of(topic.toString())));
        publish.getCorrelationData().map(HiveMqPackets::bytes).ifPresent(properties::correlationData);
        properties.userProperties(users(publish.getUserProperties()));
        for (int i = 0; i < message.getSubscriptionIdentifiers().size(); i++) {
            properties.subscriptionIdentifier(
                    message.getSubscriptionIdentifiers().get(i));
        }
        if (message.getTopicAlias() != MqttStatefulPublish.DEFAULT_NO_TOPIC_ALIAS) {
            properties.topicAlias(message.getTopicAlias());
        }
        QoS qos = code(QoS::of, publish.getQos().getCode());
        return new Publish(
                TopicName.of(publish.getTopic().toString()),
                publish.getPayload().map(HiveMqPackets::bytes).orElse(Bytes.EMPTY),
                qos,
                publish.isRetain(),
                message.isDup(),
                qos == QoS.AT_MOST_ONCE ? 0 : message.getPacketIdentifier(),
                properties.build());
    }

    private static Packet disconnect(Mqtt5Disconnect message) {
        Disconnect.Properties.Builder properties = Disconnect.Properties.builder();
        message.getSessionExpiryInterval().ifPresent(properties::sessionExpiryInterval);
        message.getServerReference().map(MqttUtf8String::toString).ifPresent(properties::serverReference);
        message.getReasonString().map(MqttUtf8String::toString).ifPresent(properties::reasonString);
        properties.userProperties(users(message.getUserProperties()));
        return new Disconnect(
                code(DisconnectReasonCode::of, message.getReasonCode().getCode()), properties.build());
    }

    private static Packet auth(Mqtt5Auth message) {
        Auth.Properties.Builder properties = Auth.Properties.builder();
        properties.authenticationMethod(message.getMethod().toString());
        message.getData().map(HiveMqPackets::bytes).ifPresent(properties::authenticationData);
        message.getReasonString().map(MqttUtf8String::toString).ifPresent(properties::reasonString);
        properties.userProperties(users(message.getUserProperties()));
        return new Auth(code(AuthReasonCode::of, message.getReasonCode().getCode()), properties.build());
    }

    private static ReasonProperties reason(Optional<MqttUtf8String> reason, Mqtt5UserProperties users) {
        ReasonProperties.Builder properties = ReasonProperties.builder();
        reason.map(MqttUtf8String::toString).ifPresent(properties::reasonString);
        return properties.userProperties(users(users)).build();
    }

    private static List<UserProperty> users(Mqtt5UserProperties users) {
        return users.asList().stream()
                .map(user -> new UserProperty(
                        user.getName().toString(), user.getValue().toString()))
                .toList();
    }

    private static <C> C code(Function<Integer, Optional<C>> table, int code) {
        return table.apply(code).orElseThrow(() -> new IllegalArgumentException("no such code"));
    }

    private static Bytes bytes(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.duplicate().get(array);
        return Bytes.wrap(array);
    }
}
