package io.mqttstack.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.value.TopicFilter;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A subscription of this client. It survives reconnects until it is unsubscribed. */
public interface Subscription {

    /**
     * Returns the Topic Filter.
     *
     * @return the filter, with its {@code $share} prefix if it has one
     */
    TopicFilter filter();

    /**
     * Returns the QoS that the server granted.
     *
     * @return empty while no SUBACK has come and when the server refused
     */
    Optional<QoS> granted();

    /**
     * Returns the server's last answer to SUBSCRIBE, with its Reason String and User Properties in MQTT 5.0. Its Reason
     * Codes are those of all filters of the packet; {@link #granted()} is this one's.
     *
     * @return empty while none has come, or where the last refusal was the client's own
     */
    Optional<SubAck> subAck();

    /**
     * Returns the server's answer to UNSUBSCRIBE, with its Reason String and User Properties in MQTT 5.0.
     *
     * @return empty while none has come, and where no UNSUBSCRIBE was needed
     */
    Optional<UnsubAck> unsubAck();

    /**
     * Ends the subscription. Its handler is not called for messages that arrive later; UNSUBSCRIBE is sent when no
     * other subscription of this client has the same filter. While offline it takes effect at once for the handler
     * and is sent after the next connect. Idempotent.
     *
     * @return completes when the server has acknowledged it, at once where no packet is needed, exceptionally with
     *     {@link MqttException} if the server refuses or the client is closed first
     */
    CompletionStage<Void> unsubscribe();
}
