package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.client.AckMode;
import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.Subscribe;
import io.mqttstack.client.Subscription;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a server says with its answers can be read: Reason Codes, Reason Strings and User Properties. */
class AnswersTest extends EngineFixture {
    private static final ReasonProperties WHY = ReasonProperties.builder()
            .reasonString("why")
            .userProperty("a", "b")
            .build();

    private AsyncMqttClient connected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        return client;
    }

    private void answerSubscribe(SubscribeReasonCode code) {
        server.script = (peer, packet) -> {
            if (packet instanceof io.mqttstack.codec.packet.Subscribe subscribe) {
                peer.send(new SubAck(subscribe.packetIdentifier(), List.of(code), WHY));
                return true;
            }
            if (packet instanceof io.mqttstack.codec.packet.Unsubscribe unsubscribe) {
                peer.send(new UnsubAck(
                        unsubscribe.packetIdentifier(), List.of(UnsubscribeReasonCode.NO_SUBSCRIPTION_EXISTED), WHY));
                return true;
            }
            return false;
        };
    }

    @Test
    void showsSubAckAndUnsubAck() {
        AsyncMqttClient client = connected();
        answerSubscribe(SubscribeReasonCode.GRANTED_QOS_0);
        Subscription subscription =
                now(client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {}));
        assertEquals(Optional.of(QoS.AT_MOST_ONCE), subscription.granted());
        assertEquals(WHY, subscription.subAck().orElseThrow().properties());
        assertEquals(Optional.empty(), subscription.unsubAck());
        now(subscription.unsubscribe());
        assertEquals(WHY, subscription.unsubAck().orElseThrow().properties());
        assertEquals(
                List.of(UnsubscribeReasonCode.NO_SUBSCRIPTION_EXISTED),
                subscription.unsubAck().orElseThrow().reasonCodes());
    }

    @Test
    void showsTheSubAckOfARefusalWithTheFailure() {
        AsyncMqttClient client = connected();
        answerSubscribe(SubscribeReasonCode.NOT_AUTHORIZED);
        CompletionStage<Subscription> refused =
                client.subscribe(Subscribe.to("a", QoS.AT_LEAST_ONCE), AckMode.AFTER_HANDLER, delivery -> {});
        SubAck packet = (SubAck) failure(refused, MqttException.class).packet().orElseThrow();
        assertEquals(WHY, packet.properties());
    }

    @Test
    void showsThePubRecOfADeliveredMessage() {
        AsyncMqttClient client = connected();
        server.script = (peer, packet) -> {
            if (packet instanceof io.mqttstack.codec.packet.Publish publish && publish.qos() == QoS.EXACTLY_ONCE) {
                peer.send(new PubRec(publish.packetIdentifier(), PublishReasonCode.NO_MATCHING_SUBSCRIBERS, WHY));
                return true;
            }
            return false;
        };
        PublishResult result = now(client.publish(message("a", QoS.EXACTLY_ONCE)));
        assertEquals(Outcome.DELIVERED, result.outcome());
        assertEquals(PacketType.PUBCOMP, result.packet().orElseThrow().type());
        PubRec pubRec = result.pubRec().orElseThrow();
        assertEquals(PublishReasonCode.NO_MATCHING_SUBSCRIBERS, pubRec.reasonCode());
        assertEquals(WHY, pubRec.properties());
    }

    @Test
    void showsThePubAck() {
        AsyncMqttClient client = connected();
        PublishResult result = now(client.publish(message("a", QoS.AT_LEAST_ONCE)));
        assertEquals(PublishReasonCode.SUCCESS, ((PubAck) result.packet().orElseThrow()).reasonCode());
        assertEquals(Optional.empty(), result.pubRec());
    }
}
