package io.mqttstack.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.util.concurrent.CompletionStage;

/**
 * Publishes payloads to one topic at one QoS, not retained and without properties, for hot loops: the topic is checked and
 * measured once, and a message takes nothing but itself. Made by {@link AsyncMqttClient#publisher}.
 *
 * <p>Takes turns with everything else that the client publishes: order, bounds and outcomes are those of {@link
 * AsyncMqttClient#publish(Message)}. Any number of threads may use one, and it lasts as long as the client.
 */
public interface TopicPublisher {

    /**
     * Returns the topic.
     *
     * @return the Topic Name
     */
    TopicName topic();

    /**
     * Returns the Quality of Service.
     *
     * @return the QoS of each message
     */
    QoS qos();

    /**
     * Publishes a payload.
     *
     * @param payload the Application Message, which may be of length zero; it is not copied
     * @return as {@link AsyncMqttClient#publish(Message)}
     */
    CompletionStage<PublishResult> publish(Bytes payload);

    /**
     * Publishes a payload without a future.
     *
     * @param payload the Application Message, which may be of length zero; it is not copied
     * @param shared told how it ended; must not wait for another publish
     * @throws MqttException as {@link AsyncMqttClient#publish(Message, PublishListener)}
     */
    void publish(Bytes payload, PublishListener shared);
}
