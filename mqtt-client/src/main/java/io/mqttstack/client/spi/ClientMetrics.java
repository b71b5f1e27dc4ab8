package io.mqttstack.client.spi;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.codec.packet.QoS;
import java.util.Optional;

/**
 * Hears what a client does, often and in detail, so that a metrics library can count and time it. docs/client.md binds it to
 * one. For what an application reacts to there is {@link io.mqttstack.client.ClientListener}.
 *
 * <p>Called in the event loop (whose turn a thread in {@code MqttClient.publish} may have borrowed), unless a method says
 * otherwise: must not block, and every connection of the loop waits for what it takes. What it throws is logged and has no
 * other effect. One instance may serve several clients; then calls come from several loops at once. Times are in nanoseconds,
 * by the clock of the runtime's transport.
 */
public interface ClientMetrics {

    /**
     * A server accepted a connection.
     *
     * @param nanos since the attempt began, with this server
     */
    default void connected(long nanos) {}

    /**
     * An attempt to connect failed, with this server: there may be others to try.
     *
     * @param cause why
     */
    default void connectFailed(MqttException cause) {}

    /**
     * An accepted connection ended.
     *
     * @param cause why; empty: the application disconnected
     */
    default void disconnected(Optional<MqttException> cause) {}

    /**
     * Bytes went through an accepted connection, or one that is being made; without those of TLS. Once a read or write, not
     * once a packet.
     *
     * @param received how many were received, zero or more
     * @param sent how many were sent, zero or more
     */
    default void bytes(long received, long sent) {}

    /**
     * A PUBLISH was sent.
     *
     * @param qos its QoS
     * @param payload the length of its payload in bytes
     * @param duplicate whether it was sent before, on another connection
     */
    default void sent(QoS qos, int payload, boolean duplicate) {}

    /**
     * A publish ended. Called in the event loop, or, where the overflow policy drops the message, perhaps on the thread
     * that publishes.
     *
     * @param message the message
     * @param outcome how; {@link Outcome#REFUSED} also where it could not be sent at all
     * @param nanos since it was given to publish
     */
    default void completed(Message message, Outcome outcome, long nanos) {}

    /**
     * A PUBLISH was received.
     *
     * @param qos its QoS
     * @param payload the length of its payload in bytes
     * @param duplicate its DUP flag
     */
    default void received(QoS qos, int payload, boolean duplicate) {}

    /** A message of QoS 0 was dropped, because the inbox was full and a reply was awaited. */
    default void dropped() {}

    /**
     * No handler took a message in time, and there is no default handler. Called in the event loop, or on the thread in
     * {@code MqttClient.loop}.
     *
     * @param message the message, which is acknowledged
     */
    default void unhandled(Message message) {}

    /**
     * A handler returned, or threw. Called on its thread: one of the executor, or the one in {@code MqttClient.loop}. Not
     * called for the subscribers of a {@link java.util.concurrent.Flow.Publisher}.
     *
     * @param message the message
     * @param nanos how long the handler took
     */
    default void handled(Message message, long nanos) {}
}
