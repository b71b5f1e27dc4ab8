package io.mqttstack.client.internal.publish;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.Message;
import io.mqttstack.client.PublishListener;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.TopicPublisher;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Adds topic and QoS to payloads.
 *
 * @param client publishes
 * @param topic a Topic Name that is not empty
 * @param qos the QoS of each message
 */
public record DefaultTopicPublisher(AsyncMqttClient client, TopicName topic, QoS qos) implements TopicPublisher {
    /**
     * Checks once what every message has.
     *
     * @param client publishes
     * @param topic not empty
     * @param qos the QoS
     */
    public DefaultTopicPublisher {
        Objects.requireNonNull(client, "client");
        Message.of(topic, Bytes.EMPTY, qos, false);
    }

    @Override
    public CompletionStage<PublishResult> publish(Bytes payload) {
        return client.publish(Message.of(topic, payload, qos, false));
    }

    @Override
    public void publish(Bytes payload, PublishListener shared) {
        client.publish(Message.of(topic, payload, qos, false), shared);
    }
}
