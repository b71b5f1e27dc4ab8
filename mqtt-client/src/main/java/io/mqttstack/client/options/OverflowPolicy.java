package io.mqttstack.client.options;

import io.mqttstack.client.AsyncMqttClient;
import io.mqttstack.client.MqttClient;
import io.mqttstack.client.PublishResult;

/**
 * What becomes of a message for which the outbound buffer has no room; the bounds are those of {@link ClientLimits}. It is
 * the same whether the client is connected, or connects again. A message whose PUBLISH was sent is never dropped
 * [MQTT-4.3.3-7].
 */
public enum OverflowPolicy {
    /**
     * It waits for its turn. {@link MqttClient} blocks its caller; {@link AsyncMqttClient} never does: there as many
     * messages again may wait as the buffer takes, and beyond them it is as with {@link #FAIL}.
     */
    WAIT,
    /** It is not taken: publish fails at once, with a message that says so. */
    FAIL,
    /**
     * It is taken, and the oldest messages that were not sent yet make room for it: they end as
     * {@link PublishResult.Outcome#DROPPED}. Where all the others were sent it is dropped itself.
     */
    DROP_OLDEST,
    /** It is dropped, and ends as {@link PublishResult.Outcome#DROPPED}. */
    DROP_NEWEST
}
