package io.mqttstack.client;

import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.ConnectProperties;
import io.mqttstack.client.options.OverflowPolicy;
import io.mqttstack.client.options.ServerReferences;
import io.mqttstack.client.options.SessionOptions;
import io.mqttstack.client.spi.ClientMetrics;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The configuration of a client. Immutable. {@link #toString()} shows where it connects and nothing else. */
public final class ClientOptions {
    private final ClientOptionsBuilder set;

    ClientOptions(ClientOptionsBuilder set) {
        this.set = set;
    }

    /**
     * Starts with the defaults of {@link AsyncMqttClient}: MQTT 5.0, a new session that ends with the connection.
     *
     * @param endpoint where to connect
     * @param clientIdentifier the Client Identifier; empty on 3.1.1 and 5.0: the server chooses
     * @return a builder
     */
    public static Builder builder(Endpoint endpoint, String clientIdentifier) {
        return new ClientOptionsBuilder(List.of(endpoint), clientIdentifier);
    }

    /**
     * Starts with a TCP endpoint; port 1883 unless {@link Builder#port} says otherwise.
     *
     * @param host name or address
     * @param clientIdentifier the Client Identifier; empty on 3.1.1 and 5.0: the server chooses
     * @return a builder
     */
    public static Builder builder(String host, String clientIdentifier) {
        return new ClientOptionsBuilder(List.of(Endpoint.tcp(host, 1883)), clientIdentifier);
    }

    /**
     * Starts with a URI such as {@code mqtts://user@broker.example:8883}: {@link Endpoint#of} reads it, and a user name in it
     * becomes the credentials, without a password, until {@link Builder#credentials} says otherwise.
     *
     * @param uri where to connect, and as whom
     * @param clientIdentifier the Client Identifier; empty on 3.1.1 and 5.0: the server chooses
     * @return a builder
     * @throws IllegalArgumentException if the URI is no endpoint, or has a password, which would end up in logs and process
     *     lists; the message does not show it
     */
    public static Builder builder(URI uri, String clientIdentifier) {
        String user = uri.getRawUserInfo();
        if (user == null) {
            return builder(Endpoint.of(uri), clientIdentifier);
        }
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "The URI contains a password, which is easily leaked: take it out, and give"
                            + " it to credentials(…), from a file or the environment");
        }
        URI bare = URI.create(uri.toString().replaceFirst(Pattern.quote(user + "@"), ""));
        Credentials known = new Credentials(Optional.ofNullable(uri.getUserInfo()), Optional.empty());
        return builder(Endpoint.of(bare), clientIdentifier).credentials(() -> known);
    }

    /**
     * Starts with several servers. Each attempt to connect tries them in this order, one after the other without a pause,
     * until one accepts the client; only when all have failed does the attempt fail, or the {@link ReconnectPolicy} say when
     * the next begins. A server that answers and refuses for good, as it does a wrong password, ends the attempt.
     *
     * @param servers where to connect, one or more
     * @param clientIdentifier the Client Identifier; empty on 3.1.1 and 5.0: the server chooses
     * @return a builder
     * @throws IllegalArgumentException if there are no servers
     */
    public static Builder builder(List<Endpoint> servers, String clientIdentifier) {
        return new ClientOptionsBuilder(servers, clientIdentifier);
    }

    /** {@return where the client connects: one server or more, unmodifiable} */
    public List<Endpoint> servers() {
        return set.servers;
    }

    /** {@return whether the servers are tried in a random order} */
    public boolean shuffleServers() {
        return set.shuffleServers;
    }

    /** {@return the Client Identifier, which may be empty} */
    public String clientIdentifier() {
        return set.clientIdentifier;
    }

    /** {@return the protocol version} */
    public ProtocolVersion version() {
        return set.version;
    }

    /** {@return whether a server that does not speak 5.0 is spoken to in 3.1.1} */
    public boolean fallBack() {
        return set.fallBack;
    }

    /** {@return which session is asked for} */
    public SessionOptions session() {
        return set.session;
    }

    /** {@return what keeps the session where it outlives the process; empty: memory, which does not} */
    public Optional<SessionStore> sessionStore() {
        return Optional.ofNullable(set.sessionStore);
    }

    /** {@return the Keep Alive, 0 (off) to 65,535 seconds} */
    public Duration keepAlive() {
        return set.keepAlive;
    }

    /** {@return the bound of one network step: connecting until the CONNACK, a PINGRESP, an orderly close} */
    public Duration networkTimeout() {
        return set.networkTimeout;
    }

    /** {@return the bound of a blocking publish, across reconnects} */
    public Duration publishTimeout() {
        return set.publishTimeout;
    }

    /** {@return when to connect again} */
    public ReconnectPolicy reconnect() {
        return set.reconnect;
    }

    /** {@return the credentials, asked for anew at each attempt, on the runtime's executor} */
    public Supplier<Credentials> credentials() {
        return set.credentials;
    }

    /** {@return the enhanced authentication; empty: none} */
    public Optional<EnhancedAuthenticator> authenticator() {
        return Optional.ofNullable(set.authenticator);
    }

    /** {@return which Server References are followed} */
    public ServerReferences serverReferences() {
        return set.serverReferences;
    }

    /** {@return the Will, if any} */
    public Optional<Message> will() {
        return Optional.ofNullable(set.will);
    }

    /** {@return how long the server waits before it publishes the Will, in whole seconds; 5.0 only} */
    public Duration willDelayInterval() {
        return set.willDelayInterval;
    }

    /** {@return how connections are made: TLS, proxy, WebSocket; its time-out is the network timeout} */
    public ConnectOptions connection() {
        return set.connection;
    }

    /** {@return the runtime; empty: the shared one} */
    public Optional<ClientRuntime> runtime() {
        return Optional.ofNullable(set.runtime);
    }

    /** {@return the listener; one that does nothing by default} */
    public ClientListener listener() {
        return set.listener;
    }

    /** {@return the metrics; empty: none} */
    public Optional<ClientMetrics> metrics() {
        return Optional.ofNullable(set.metrics);
    }

    /** {@return what CONNECT says beyond what other options imply} */
    public ConnectProperties properties() {
        return set.properties;
    }

    /** {@return the bounds of memory} */
    public ClientLimits limits() {
        return set.limits;
    }

    /** {@return who takes messages that no subscription takes; empty: they are reported and acknowledged} */
    public Optional<Consumer<Delivery>> defaultHandler() {
        return Optional.ofNullable(set.defaultHandler);
    }

    /** {@return what becomes of a message for which the outbound buffer has no room} */
    public OverflowPolicy overflow() {
        return set.overflow;
    }

    /** {@return how long a message without a handler waits for one, from the opening of the connection} */
    public Duration handlerGrace() {
        return set.handlerGrace;
    }

    @Override
    public String toString() {
        return "ClientOptions[" + set.servers + ", " + set.version + "]";
    }

    /** Builds {@link ClientOptions}; made by {@link ClientOptions#builder}. Not for use by several threads at once. */
    public interface Builder {
        /**
         * Sets the port, of each server; 1883 by default.
         *
         * @param port 1 to 65,535
         * @return this
         */
        Builder port(int port);

        /**
         * Sets whether each attempt tries the servers in an order of its own, by chance, so that many clients spread over
         * them; false by default: in the order given.
         *
         * @param shuffle whether the order is left to chance
         * @return this
         */
        Builder shuffleServers(boolean shuffle);

        /**
         * Sets the protocol version; 5.0 by default.
         *
         * @param version the version
         * @return this
         */
        Builder version(ProtocolVersion version);

        /**
         * Speaks 3.1.1 to a server that refuses 5.0: by saying so, or by closing the connection before a CONNACK. Only before
         * a connection was accepted once; what 3.1.1 cannot express is then left out of CONNECT and DISCONNECT, and refused
         * in messages and subscriptions. Not the default, because it hides that the server is an old one.
         *
         * @return this
         */
        Builder fallBack();

        /**
         * Sets which session is asked for; {@link SessionOptions#NEW} by default.
         *
         * @param session the options
         * @return this
         */
        Builder session(SessionOptions session);

        /**
         * Keeps the session where it outlives the process; by default it is in memory alone. The store is opened as the client
         * is made, which may therefore block and fail, and closed when the client is. Goes with a session that is resumed.
         *
         * @param store keeps it, for example {@code FileSessionStore.in(directory)}; may serve other clients too
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
         * Sets the bound of one network step; 6,000 ms by default.
         *
         * @param timeout more than zero
         * @return this
         */
        Builder networkTimeout(Duration timeout);

        /**
         * Sets the bound of a blocking publish, across reconnects; 30 s by default.
         *
         * @param timeout more than zero
         * @return this
         */
        Builder publishTimeout(Duration timeout);

        /**
         * Sets when to connect again; exponential from 1 s to 60 s with full jitter by default.
         *
         * @param policy the policy
         * @return this
         */
        Builder reconnect(ReconnectPolicy policy);

        /**
         * Sets the credentials.
         *
         * @param perAttempt asked at each attempt, on the runtime's executor; may block within the network timeout
         * @return this
         */
        Builder credentials(Supplier<Credentials> perAttempt);

        /**
         * Sets an enhanced authentication, 5.0 only; none by default. Credentials are sent beside it.
         *
         * @param authenticator makes an exchange for each attempt and each re-authentication
         * @return this
         */
        Builder authenticator(EnhancedAuthenticator authenticator);

        /**
         * Sets which Server References are followed, 5.0 only; {@link ServerReferences#IGNORED} by default.
         *
         * @param rule the hosts that may be followed
         * @return this
         */
        Builder serverReferences(ServerReferences rule);

        /**
         * Sets the Will; none by default.
         *
         * @param will what the server publishes when the connection ends without DISCONNECT
         * @return this
         */
        Builder will(Message will);

        /**
         * Sets a Will that the server publishes only after a while, 5.0 only; not at all if the client is back by then.
         *
         * @param will what the server publishes when the connection ends without DISCONNECT
         * @param delayInterval whole seconds, 0 to 4,294,967,295
         * @return this
         */
        Builder will(Message will, Duration delayInterval);

        /**
         * Makes the connection secure.
         *
         * @param options the recipe; {@code mqtt} becomes {@code mqtts} and {@code ws} becomes {@code wss}
         * @return this
         */
        Builder tls(TlsOptions options);

        /**
         * Sets how connections are made: through which proxy, from which address, with which resolver, headers and so on.
         *
         * @param options replaces what {@link #tls} has set before; the network timeout counts, not its time-out
         * @return this
         */
        Builder connection(ConnectOptions options);

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
         * Sets the metrics; none by default, which then cost nothing.
         *
         * @param metrics counts and times what happens
         * @return this
         */
        Builder metrics(ClientMetrics metrics);

        /**
         * Sets what CONNECT says beyond what other options imply, 5.0 only: User Properties and what is asked of the server.
         *
         * @param properties the properties; {@link ConnectProperties#DEFAULT} by default
         * @return this
         */
        Builder properties(ConnectProperties properties);

        /**
         * Sets the bounds of memory.
         *
         * @param limits the limits; {@link ClientLimits#DEFAULT} by default
         * @return this
         */
        Builder limits(ClientLimits limits);

        /**
         * Sets what becomes of a message for which the outbound buffer has no room.
         *
         * @param policy the policy; {@link OverflowPolicy#WAIT} by default
         * @return this
         */
        Builder overflow(OverflowPolicy policy);

        /**
         * Sets the handler of messages that no subscription's handler takes, for example of a resumed session whose
         * subscriptions this program does not have; none by default: such messages are reported to the listener and
         * acknowledged.
         *
         * @param handler called like other handlers: on the executor, or by {@code MqttClient.loop}; acknowledged
         *     afterwards
         * @return this
         */
        Builder defaultHandler(Consumer<Delivery> handler);

        /**
         * Sets how long a message without a handler waits for one, from the opening of the connection; 10 s by default.
         *
         * @param grace zero or more
         * @return this
         */
        Builder handlerGrace(Duration grace);

        /**
         * Checks everything together and makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if the CONNECT would be illegal in this version, or the session or the endpoint has no secure
         *     form; the message says which rule
         */
        ClientOptions build();
    }
}
