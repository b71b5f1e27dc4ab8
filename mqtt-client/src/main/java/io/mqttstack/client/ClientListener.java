package io.mqttstack.client;

import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicFilter;
import java.time.Duration;
import java.util.Optional;

/**
 * Hears what happens to a client. Methods are called on the runtime's executor, one at a time and in order, unless they
 * say otherwise; never on an event loop. One that throws is logged.
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
     * A handler threw. The message counts as handled and is acknowledged afterwards. Called on the handler's thread.
     *
     * @param message the message
     * @param failure what it threw
     */
    default void handlerFailed(Message message, Throwable failure) {}

    /**
     * A message was not given to any handler, because no filter matched it in time and there is no default handler. It is
     * acknowledged afterwards. Such calls are in the order of arrival among themselves; handlers of messages that came
     * earlier or later may run before, after or beside them.
     *
     * @param message the message
     */
    default void unhandled(Message message) {}

    /**
     * Messages of QoS 0 came when the inbox was full and a reply was awaited, and were dropped.
     *
     * @param messages how many since the last call, at least one
     */
    default void dropped(long messages) {}

    /**
     * A message of an earlier client, which a {@link SessionStore} had kept, has ended. Called in the order in which such
     * messages end.
     *
     * @param message the message
     * @param result how it ended; a message that could not be sent at all counts as refused
     */
    default void restored(Message message, PublishResult result) {}
}
