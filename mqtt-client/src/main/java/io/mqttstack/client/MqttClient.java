package io.mqttstack.client;

import io.mqttstack.client.internal.DefaultMqttClient;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.transport.TlsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The documented blocking client: a thin view of {@link AsyncMqttClient}.
 *
 * <p>Received messages wait in one bounded inbox until {@link #loop()} hands them to their handlers or {@link #receive()}
 * hands them out; nothing is dispatched in the background. A message is acknowledged only then. Safe for use by any
 * number of threads; a handler may call any method but {@code loop}.
 *
 * <pre>{@code
 * try (MqttClient client = MqttClient.builder("localhost", "reader").build()) {
 *     client.on("news/#", message -> System.out.println(message.topic() + ": " + message.payload().utf8()));
 *     client.connect();
 *     client.loop();
 * }
 * }</pre>
 */
public interface MqttClient extends AutoCloseable {

    /**
     * Starts a client with the documented defaults: port 1883, MQTT 3.1.1, clean session, keep alive 60 s, reconnect
     * after 5,000 ms, network timeout 6,000 ms, no credentials, no TLS.
     *
     * @param host name or address of the server
     * @param clientIdentifier the Client Identifier; empty: the server chooses
     * @return a builder
     */
    static Builder builder(String host, String clientIdentifier) {
        return new MqttClientBuilder(host, clientIdentifier);
    }

    /**
     * Makes a client from options.
     *
     * @param options the configuration
     * @return a client that is not connected yet
     * @throws MqttException if the {@linkplain ClientOptions#sessionStore() session store} cannot be opened
     */
    static MqttClient create(ClientOptions options) {
        return new DefaultMqttClient(options);
    }

    /**
     * Connects and waits for the CONNACK. Without effect while connected. A failed first connect starts no retry; after
     * a connection has been accepted once, the client connects again by itself when it ends.
     *
     * @throws BadVersionException if the server does not speak the version
     * @throws BadIdentifierException if it does not accept the Client Identifier
     * @throws ServerUnavailableException if it is unreachable, silent for the network timeout, or says so
     * @throws BadCredentialsException if it does not accept user name or password
     * @throws NotAuthorizedException if the client may not connect
     * @throws MqttException for every other refusal
     * @throws InterruptedException if the thread is interrupted; the attempt is given up
     */
    void connect() throws InterruptedException;

    /**
     * Tells whether a connection is accepted and not known to have ended.
     *
     * @return true while connected
     */
    boolean isConnected();

    /**
     * Sends DISCONNECT, closes, stops connecting again and ends {@code loop}. Without effect when not connected. Waits
     * for the network timeout at most. The client may connect again.
     */
    void disconnect();

    /** Disconnects and ends the client for good; every call that waits ends. Idempotent. */
    @Override
    void close();

    /**
     * Counts the filters that the server has not acknowledged yet, those being restored after a reconnect included.
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

    /**
     * Returns the engine that this client wraps.
     *
     * @return the same session and connection; handlers subscribed there run on the executor
     */
    AsyncMqttClient async();

    /**
     * Publishes text in UTF-8 at QoS 0, not retained.
     *
     * @param topic the Topic Name
     * @param message the payload
     * @throws InterruptedException as {@link #publish(Message)}
     */
    default void publish(String topic, String message) throws InterruptedException {
        publish(Message.of(topic, message));
    }

    /**
     * Publishes bytes at QoS 0, not retained.
     *
     * @param topic the Topic Name
     * @param message the payload
     * @throws InterruptedException as {@link #publish(Message)}
     */
    default void publish(String topic, byte[] message) throws InterruptedException {
        publish(Message.of(topic, message));
    }

    /**
     * Publishes text in UTF-8.
     *
     * @param topic the Topic Name
     * @param message the payload
     * @param qos the Quality of Service
     * @param retain whether the server keeps it as the topic's retained message
     * @throws InterruptedException as {@link #publish(Message)}
     */
    void publish(String topic, String message, QoS qos, boolean retain) throws InterruptedException;

    /**
     * Publishes bytes.
     *
     * @param topic the Topic Name
     * @param message the payload
     * @param qos the Quality of Service
     * @param retain whether the server keeps it as the topic's retained message
     * @throws InterruptedException as {@link #publish(Message)}
     */
    void publish(String topic, byte[] message, QoS qos, boolean retain) throws InterruptedException;

    /**
     * Publishes a message and waits until its flow is complete: handed to the transport for QoS 0, acknowledged for QoS
     * 1, completed for QoS 2. Survives a reconnect in between; bounded by the publish timeout (30 s by default). Where
     * the outbound buffer has no room it waits for that first, unless the {@link OverflowPolicy} says otherwise.
     *
     * @param message the message
     * @throws MqttException if the server refused it, the client is not connected, or the time ran out, in which case
     *     the outcome is unknown and the message stays under way, or, as the exception says then, the buffer never had
     *     room and the message was not taken
     * @throws IllegalArgumentException if the message has what the protocol version cannot express
     * @throws InterruptedException if the thread is interrupted; its message says whether the outcome is unknown and the
     *     message stays under way, or it was not taken
     */
    void publish(Message message) throws InterruptedException;

    /**
     * Takes a received message without waiting and without calling handlers.
     *
     * @return the oldest message, which is acknowledged now; empty: there is none
     */
    Optional<Message> receive();

    /**
     * Takes a received message, waiting for one.
     *
     * @param wait the longest wait
     * @return the oldest message, which is acknowledged now; empty: none came in time, or the client was disconnected
     * @throws MqttException if the client gave up connecting because of a refusal that no retry mends
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<Message> receive(Duration wait) throws InterruptedException;

    /**
     * Subscribes at QoS 1; see {@link #on(String, Consumer, QoS)}.
     *
     * @param filter the Topic Filter
     * @param handler called by {@code loop}
     * @return the subscription
     */
    default Subscription on(String filter, Consumer<Message> handler) {
        return on(filter, handler, QoS.AT_LEAST_ONCE);
    }

    /**
     * Subscribes; allowed before {@code connect}, does not wait. Every handler whose filter matches a message is called,
     * wildcards and {@code $share} included. A handler that throws is reported to the listener and counts as done.
     *
     * @param filter the Topic Filter
     * @param handler called by {@code loop}, on its thread
     * @param qos the highest QoS at which the server may send
     * @return the subscription
     * @throws IllegalArgumentException if the filter is not valid
     */
    Subscription on(String filter, Consumer<Message> handler, QoS qos);

    /**
     * Subscribes without a handler, for {@code receive}.
     *
     * @param filter the Topic Filter
     * @param qos the highest QoS at which the server may send
     * @return the subscription
     * @throws IllegalArgumentException if the filter is not valid
     */
    Subscription on(String filter, QoS qos);

    /**
     * Calls the handlers for received messages on this thread, through reconnects, until {@code disconnect} or
     * {@code close}.
     *
     * @throws MqttException if the client is not connected, or gave up connecting because of a refusal that no retry
     *     mends
     * @throws IllegalStateException if another thread, or a handler, is in {@code loop}
     * @throws InterruptedException if the thread is interrupted
     */
    void loop() throws InterruptedException;

    /**
     * Calls the handlers for received messages on this thread for a time.
     *
     * @param duration how long
     * @return true: the time is over; false: the client was disconnected
     * @throws MqttException as {@link #loop()}
     * @throws IllegalStateException as {@link #loop()}
     * @throws InterruptedException if the thread is interrupted
     */
    boolean loop(Duration duration) throws InterruptedException;

    /** Builds a {@link MqttClient}. */
    interface Builder {
        /**
         * Sets the user name; none by default.
         *
         * @param userName the user name; empty: none
         * @return this
         */
        Builder username(String userName);

        /**
         * Sets the password; none by default.
         *
         * @param password the password; empty: none
         * @return this
         */
        Builder password(String password);

        /**
         * Sets the port; 1883 by default.
         *
         * @param port 1 to 65,535
         * @return this
         */
        Builder port(int port);

        /**
         * Sets Clean Session; true by default.
         *
         * @param clean false: server and client keep the session across connections
         * @return this
         */
        Builder cleanSession(boolean clean);

        /**
         * Keeps the session where it outlives the process; by default it is in memory alone. Goes with {@code
         * cleanSession(false)}.
         *
         * @param store opened by {@link #build}, which may therefore block and fail, and closed by {@link MqttClient#close}
         * @return this
         */
        Builder sessionStore(SessionStore store);

        /**
         * Sets the Keep Alive; 60 s by default.
         *
         * @param keepAlive whole seconds, 0 (off) to 65,535
         * @return this
         */
        Builder keepAlive(Duration keepAlive);

        /**
         * Sets the fixed wait before each reconnect; 5,000 ms by default. It grows, up to 30 s, when connections end
         * within a minute again and again: see {@link io.mqttstack.client.spi.ReconnectPolicy#fixed}.
         *
         * @param wait zero or more
         * @return this
         */
        Builder reconnectAfter(Duration wait);

        /**
         * Sets the bound of every network step; 6,000 ms by default.
         *
         * @param timeout more than zero
         * @return this
         */
        Builder networkTimeout(Duration timeout);

        /**
         * Makes the connection secure; the port stays as it is set.
         *
         * @param context trust and keys
         * @return this
         */
        Builder tls(SSLContext context);

        /**
         * Makes the connection secure; the port stays as it is set.
         *
         * @param options the recipe
         * @return this
         */
        Builder tls(TlsOptions options);

        /**
         * Sets the protocol version; 3.1.1 by default.
         *
         * @param version the version
         * @return this
         */
        Builder version(ProtocolVersion version);

        /**
         * Speaks 3.1.1 to a server that refuses 5.0, which {@link #version} has to be; see {@link
         * ClientOptions.Builder#fallBack}.
         *
         * @return this
         */
        Builder fallBack();

        /**
         * Sets an enhanced authentication, 5.0 only; none by default. User name and password are sent beside it.
         *
         * @param authenticator makes an exchange for each attempt and each re-authentication
         * @return this
         */
        Builder authenticator(EnhancedAuthenticator authenticator);

        /**
         * Sets the Will; none by default.
         *
         * @param will what the server publishes when the connection ends without DISCONNECT
         * @return this
         */
        Builder will(Message will);

        /**
         * Sets the bound of a blocking publish; 30 s by default.
         *
         * @param timeout more than zero
         * @return this
         */
        Builder publishTimeout(Duration timeout);

        /**
         * Sets credentials that are asked for anew at each attempt; replaces user name and password.
         *
         * @param perAttempt asked on the runtime's executor
         * @return this
         */
        Builder credentials(Supplier<Credentials> perAttempt);

        /**
         * Sets the runtime; the shared one by default.
         *
         * @param runtime belongs to the caller, who closes it after the client
         * @return this
         */
        Builder runtime(ClientRuntime runtime);

        /**
         * Sets the listener.
         *
         * @param listener hears what happens
         * @return this
         */
        Builder listener(ClientListener listener);

        /**
         * Makes the client; it is not connected yet.
         *
         * @return the client
         * @throws IllegalArgumentException if the settings contradict each other or the protocol version
         * @throws MqttException if the session store cannot be opened
         */
        MqttClient build();
    }
}
