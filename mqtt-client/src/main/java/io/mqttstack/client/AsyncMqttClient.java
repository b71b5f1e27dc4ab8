package io.mqttstack.client;

import io.mqttstack.client.internal.DefaultAsyncMqttClient;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.TopicName;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * The engine's face: every operation returns at once and its stage always completes.
 *
 * <p>Safe for use by any number of threads. Stages, listeners and handlers run on the runtime's executor, where they may
 * block, publish, subscribe, disconnect or close. Handlers of one subscription run one at a time and in order.
 */
public interface AsyncMqttClient extends AutoCloseable {

    /**
     * Makes a client that is not connected yet.
     *
     * @param options the configuration
     * @return the client
     * @throws MqttException if the {@linkplain ClientOptions#sessionStore() session store} cannot be opened
     */
    static AsyncMqttClient create(ClientOptions options) {
        return new DefaultAsyncMqttClient(options);
    }

    /**
     * Connects. After a connection has been accepted once, the client connects again by itself when it ends. When it is
     * connected already, or an attempt is under way, the stage shares its result.
     *
     * @return completes within the network timeout; exceptionally with {@link MqttException} or one of its five
     *     subclasses, after which nothing is tried again until the next call, unless a connection was accepted before
     *     and the failure is {@linkplain MqttException#retryable() retryable}
     */
    CompletionStage<ConnectResult> connect();

    /**
     * Tells whether a connection is accepted and not known to have ended.
     *
     * @return true while connected
     */
    boolean isConnected();

    /**
     * Publishes a message; while the client connects, or connects again, the message waits in the outbound buffer. Where
     * that has no room, the {@link OverflowPolicy} decides; the caller is never blocked. Messages of one topic and QoS are
     * sent in the order in which they were given, also after a reconnect.
     *
     * @param message the message
     * @return always completes: normally with how it ended; exceptionally with {@link MqttException} where it cannot be
     *     sent: the buffer is full, the server cannot take it, {@code connect} was not called, the client gave up
     *     connecting
     * @throws IllegalArgumentException if the message has what the protocol version cannot express
     */
    CompletionStage<PublishResult> publish(Message message);

    /**
     * Publishes a message without a future, for hot loops.
     *
     * @param message the message
     * @param shared told how it ended; must not wait for another publish
     * @throws MqttException if the outbound buffer is full and the {@link OverflowPolicy} lets it fail, or
     *     {@code connect} was not called
     * @throws IllegalArgumentException if the message has what the protocol version cannot express
     */
    void publish(Message message, PublishListener shared);

    /**
     * Makes a publisher for one topic, for hot loops.
     *
     * @param topic the Topic Name, not empty
     * @param qos the Quality of Service of each message
     * @return a publisher that needs no closing
     * @throws IllegalArgumentException if the Topic Name is empty
     */
    TopicPublisher publisher(TopicName topic, QoS qos);

    /**
     * Subscribes; allowed at any time before {@code close}, and restored after a lost session.
     *
     * <p>The server knows a filter once. Where several subscriptions share one, it is asked for the highest of their QoS,
     * and for the other options of the latest.
     *
     * @param subscribe the filter and its options
     * @param mode who acknowledges
     * @param handler called for each message that matches, once per copy received
     * @return completes when the server has acknowledged; exceptionally with {@link MqttException} that carries the
     *     SUBACK if it refused, or without one if the client is closed first
     * @throws MqttException if the client has been closed
     * @throws IllegalArgumentException if the protocol version does not have an option
     */
    CompletionStage<Subscription> subscribe(Subscribe subscribe, AckMode mode, Consumer<Delivery> handler);

    /**
     * Authenticates anew on the connection that stands, 5.0 only, for example because a token will run out. Everything else
     * goes on meanwhile. Where it fails, the connection ends [MQTT-4.12.1-2].
     *
     * @return completes when both sides are convinced; exceptionally with {@link MqttException} if it failed, if the server
     *     took longer than the network timeout for a step, or if there is no connection now
     * @throws IllegalStateException if the options have no authenticator [MQTT-4.12.0-7]
     */
    CompletionStage<Void> reauthenticate();

    /**
     * Makes a stream of deliveries for one subscriber. Subscribing to it sends SUBSCRIBE, or has it sent when the client
     * connects; it lasts through reconnects.
     *
     * <p>What the subscriber has not demanded stays unacknowledged in the inbox, whose bounds are those of {@link
     * ClientLimits}: a slow subscriber slows the server. Signals are given on the runtime's executor, onSubscribe on the
     * thread that subscribes.
     *
     * <p>It ends with onComplete when the application disconnects or closes the client, and with onError when the client
     * gives up connecting, in both cases after what was received and is still demanded; with onError at once when the
     * server refuses the subscription, also one that is restored, or the demand is not positive. Cancelling unsubscribes;
     * what was received and not demanded is acknowledged and dropped.
     *
     * @param subscribe the filter and its options
     * @param mode who acknowledges: the client after onNext has returned, or the application
     * @return the publisher; a second subscriber gets onError
     * @throws IllegalArgumentException if the protocol version does not have an option
     */
    Flow.Publisher<Delivery> deliveries(Subscribe subscribe, AckMode mode);

    /**
     * Publishes a request and waits for the response, 5.0 only. The client adds Response Topic and Correlation Data, and
     * subscribes once, at the first request, to the Response Topic that all share: below the server's Response Information
     * where {@link ConnectProperties} asked for it and the server gave it, otherwise {@code response/} and the Client
     * Identifier. Requests survive a reconnect within their time. At most 1,024 may be without a response.
     *
     * @param message the request, without Response Topic and Correlation Data
     * @param timeout how long to wait for the response, more than zero
     * @return completes with the response; exceptionally with {@link MqttException} when none came in time, the request
     *     reached nobody, the subscription was refused, too many wait, or the client was disconnected; cancelling its
     *     {@code toCompletableFuture()} forgets the request
     * @throws IllegalArgumentException on 3.x, or if the message has what the client adds
     */
    CompletionStage<Message> request(Message message, Duration timeout);

    /**
     * Disconnects in order and stops connecting again. Idempotent. Publishes that are not complete end as
     * {@link PublishResult.Outcome#CLOSED}; subscriptions stay for the next {@code connect}. A disconnect that waits for
     * publishes is cut short by one that does not.
     *
     * @param options whether to wait for publishes first
     * @return completes when the connection is closed, within the time to drain and the network timeout
     */
    CompletionStage<Void> disconnect(DisconnectOptions options);

    /**
     * Counts the filters that the server has not acknowledged yet, those being restored included.
     *
     * @return zero or more
     */
    int pendingSubscriptions();

    /**
     * Returns the counters.
     *
     * @return a snapshot
     */
    Stats stats();

    /** Disconnects without waiting and ends the client for good; every stage completes. Idempotent, never blocks. */
    @Override
    void close();
}
