package io.mqttstack.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.TopicPublisher;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Publishing payloads to one topic. */
class TopicPublisherTest extends EngineFixture {
    private static final TopicName TOPIC = TopicName.of("sensors/7");

    private AsyncMqttClient connected() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        now(client.connect());
        return client;
    }

    private List<Publish> sent() {
        return server.received(Publish.class);
    }

    @Test
    void publishesWithItsTopicAndQoS() {
        TopicPublisher publisher = connected().publisher(TOPIC, QoS.EXACTLY_ONCE);
        assertEquals(Outcome.DELIVERED, now(publisher.publish(Bytes.utf8("21"))).outcome());
        Publish publish = sent().get(0);
        assertEquals(TOPIC, publish.topic());
        assertEquals(QoS.EXACTLY_ONCE, publish.qos());
        assertEquals("21", publish.payload().utf8());
        assertFalse(publish.retain());
        assertEquals(Publish.Properties.NONE, publish.properties());
        assertEquals(TOPIC, publisher.topic());
        assertEquals(QoS.EXACTLY_ONCE, publisher.qos());
    }

    @Test
    void tellsASharedListenerOfEachMessage() {
        TopicPublisher publisher = connected().publisher(TOPIC, QoS.AT_LEAST_ONCE);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            publisher.publish(
                    Bytes.utf8("m" + i),
                    (message, result) -> told.add(message.payload().utf8() + " " + result.outcome()));
        }
        transport.runReady();
        assertEquals(List.of("m0 DELIVERED", "m1 DELIVERED", "m2 DELIVERED"), told);
    }

    @Test
    void keepsTheOrderAmongAllOfATopic() {
        AsyncMqttClient client = connected();
        TopicPublisher publisher = client.publisher(TOPIC, QoS.AT_LEAST_ONCE);
        publisher.publish(Bytes.utf8("1"));
        client.publish(Message.of(TOPIC, Bytes.utf8("2"), QoS.AT_LEAST_ONCE, true));
        publisher.publish(Bytes.utf8("3"));
        client.publisher(TOPIC, QoS.AT_LEAST_ONCE).publish(Bytes.utf8("4"));
        transport.runReady();
        assertEquals(
                List.of("1", "2", "3", "4"),
                sent().stream().map(each -> each.payload().utf8()).toList());
        assertTrue(sent().get(1).retain());
    }

    @Test
    void failsAsThePublishesOfItsClient() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        TopicPublisher publisher = client.publisher(TOPIC, QoS.AT_MOST_ONCE);
        MqttException failure = failure(publisher.publish(Bytes.EMPTY), MqttException.class);
        assertTrue(message(failure).contains("call connect() first"), message(failure));
        assertThrows(MqttException.class, () -> publisher.publish(Bytes.EMPTY, (message, result) -> {}));
        now(client.connect());
        assertEquals(PublishResult.of(Outcome.DELIVERED), now(publisher.publish(Bytes.EMPTY)));
    }

    @Test
    void needsATopic() {
        AsyncMqttClient client = AsyncMqttClient.create(options.build());
        assertThrows(IllegalArgumentException.class, () -> client.publisher(TopicName.EMPTY, QoS.AT_MOST_ONCE));
    }
}
