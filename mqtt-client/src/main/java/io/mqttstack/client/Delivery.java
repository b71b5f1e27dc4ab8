package io.mqttstack.client;

import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.PublishReasonCode;
import java.util.List;

/**
 * A received message and its acknowledgement.
 *
 * <p>Bound to the Network Connection that it came on: after a reconnect an acknowledgement of QoS 1 is without effect
 * (the server sends the message again), because its Packet Identifier may mean another message by then.
 */
public interface Delivery {

    /**
     * Returns the message.
     *
     * @return the message
     */
    Message message();

    /**
     * Tells whether the server marked it as a re-delivery (DUP 1).
     *
     * @return the DUP flag
     */
    boolean duplicate();

    /**
     * Returns the Subscription Identifiers that the server gave with it.
     *
     * @return unmodifiable; empty before 5.0 and where no subscription has one
     */
    List<Integer> subscriptionIdentifiers();

    /**
     * Acknowledges the message: PUBACK for QoS 1, PUBREC for QoS 2. Acknowledgements leave in the order in which the
     * messages came [MQTT-4.6.0-2], [MQTT-4.6.0-3], whatever the order of these calls. Idempotent, any thread, without
     * effect once stale. Called by the client itself with {@link AckMode#AFTER_HANDLER}.
     */
    void acknowledge();

    /**
     * Refuses the message: PUBACK or PUBREC with an error. Before 5.0 there is no such thing, and the message is
     * acknowledged.
     *
     * @param code 0x80 or above
     * @throws IllegalArgumentException if the code is no error
     */
    default void reject(PublishReasonCode code) {
        reject(code, ReasonProperties.NONE);
    }

    /**
     * Refuses the message and says why, 5.0 only; otherwise as {@link #reject(PublishReasonCode)}.
     *
     * @param code 0x80 or above
     * @param properties Reason String and User Properties; left out where the answer would be too large for the server
     *     [MQTT-3.4.2-2], [MQTT-3.4.2-3], [MQTT-3.5.2-2], [MQTT-3.5.2-3]
     * @throws IllegalArgumentException if the code is no error
     */
    void reject(PublishReasonCode code, ReasonProperties properties);
}
