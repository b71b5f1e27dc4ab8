package io.mqttstack.client;

import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicFilter;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens to a client. Every method is called on the runtime's executor, in order, never on an event loop;
 * one that throws is logged.
 */
public interface ClientListener {

    /**
     * A connection was accepted.
     *
     * @param result the CONNACK and what follows from it
     */
    default void connected(ConnectResult result) {}

    /**
     * A connection, or an attempt to make one again, ended.
     *
     * @param cause why; empty: the application disconnected
     * @param retryIn when the next attempt starts; empty: there is none
     */
    default void disconnected(Optional<MqttException> cause, Optional<Duration> retryIn) {}

    /**
     * The server acknowledged a subscription, a restored one included.
     *
     * @param filter the Topic Filter
     * @param granted the QoS
     */
    default void subscribed(TopicFilter filter, QoS granted) {}

    /**
     * The server refused a subscription, a restored one included. It stays refused until the next lost session.
     *
     * @param filter the Topic Filter
     * @param refusal carries the SUBACK
     */
    default void subscriptionRefused(TopicFilter filter, MqttException refusal) {}

    /**
     * A handler threw. The message counts as handled and is acknowledged.
     *
     * @param message the message
     * @param failure what it threw
     */
    default void handlerFailed(Message message, Throwable failure) {}

    /**
     * A message was not given to any handler: no filter matched it in time, or a QoS 0 message came when the inbox
     * was full.
     *
     * @param message the message
     */
    default void unhandled(Message message) {}
}
