package io.mqttstack.client;

import io.mqttstack.client.internal.ConnectPackets;
import io.mqttstack.client.spi.EnhancedAuthenticator;
import io.mqttstack.client.spi.ReconnectPolicy;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.TlsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration of a client. Immutable. {@link #toString()} shows where it connects and nothing else. */
public final class ClientOptions {
    private final Builder set;

    private ClientOptions(Builder set) {
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
        return new Builder(List.of(endpoint), clientIdentifier);
    }

    /**
     * Starts with a TCP endpoint; port 1883 unless {@link Builder#port} says otherwise.
     *
     * @param host name or address
     * @param clientIdentifier the Client Identifier; empty on 3.1.1 and 5.0: the server chooses
     * @return a builder
     */
    public static Builder builder(String host, String clientIdentifier) {
        return new Builder(List.of(Endpoint.tcp(host, 1883)), clientIdentifier);
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
        return new Builder(servers, clientIdentifier);
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

    /** Builds {@link ClientOptions}. Not for use by several threads at once. */
    public static final class Builder {
        private final String clientIdentifier;
        private List<Endpoint> servers;
        private boolean shuffleServers;
        private ProtocolVersion version = ProtocolVersion.V5_0;
        private boolean fallBack;
        private SessionOptions session = SessionOptions.NEW;
        private Duration keepAlive = Duration.ofMinutes(1);
        private Duration networkTimeout = Duration.ofSeconds(6);
        private Duration publishTimeout = Duration.ofSeconds(30);
        private ReconnectPolicy reconnect = ReconnectPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1));
        private Supplier<Credentials> credentials = () -> Credentials.NONE;
        private @Nullable EnhancedAuthenticator authenticator;
        private ServerReferences serverReferences = ServerReferences.IGNORED;
        private @Nullable Message will;
        private Duration willDelayInterval = Duration.ZERO;
        private ConnectOptions connection = ConnectOptions.DEFAULT;
        private @Nullable ClientRuntime runtime;
        private ClientListener listener = new ClientListener() {};
        private ConnectProperties properties = ConnectProperties.DEFAULT;
        private ClientLimits limits = ClientLimits.DEFAULT;
        private OverflowPolicy overflow = OverflowPolicy.WAIT;
        private @Nullable Consumer<Delivery> defaultHandler;
        private Duration handlerGrace = Duration.ofSeconds(10);

        private Builder(List<Endpoint> servers, String clientIdentifier) {
            if (servers.isEmpty()) {
                throw new IllegalArgumentException("A client needs at least one server");
            }
            this.servers = List.copyOf(servers);
            this.clientIdentifier = Objects.requireNonNull(clientIdentifier, "clientIdentifier");
        }

        private Builder(Builder from) {
            this(from.servers, from.clientIdentifier);
            shuffleServers = from.shuffleServers;
            version = from.version;
            fallBack = from.fallBack;
            session = from.session;
            keepAlive = from.keepAlive;
            networkTimeout = from.networkTimeout;
            publishTimeout = from.publishTimeout;
            reconnect = from.reconnect;
            credentials = from.credentials;
            authenticator = from.authenticator;
            serverReferences = from.serverReferences;
            will = from.will;
            willDelayInterval = from.willDelayInterval;
            connection = from.connection;
            runtime = from.runtime;
            listener = from.listener;
            properties = from.properties;
            limits = from.limits;
            overflow = from.overflow;
            defaultHandler = from.defaultHandler;
            handlerGrace = from.handlerGrace;
        }

        /**
         * Sets the port, of each server; 1883 by default.
         *
         * @param port 1 to 65,535
         * @return this
         */
        public Builder port(int port) {
            this.servers = servers.stream().map(each -> each.withPort(port)).toList();
            return this;
        }

        /**
         * Sets whether each attempt tries the servers in an order of its own, by chance, so that many clients spread over
         * them; false by default: in the order given.
         *
         * @param shuffle whether the order is left to chance
         * @return this
         */
        public Builder shuffleServers(boolean shuffle) {
            this.shuffleServers = shuffle;
            return this;
        }

        /**
         * Sets the protocol version; 5.0 by default.
         *
         * @param version the version
         * @return this
         */
        public Builder version(ProtocolVersion version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Speaks 3.1.1 to a server that refuses 5.0: by saying so, or by closing the connection before a CONNACK. Only before
         * a connection was accepted once; what 3.1.1 cannot express is then left out of CONNECT and DISCONNECT, and refused
         * in messages and subscriptions. Not the default, because it hides that the server is an old one.
         *
         * @return this
         */
        public Builder fallBack() {
            this.fallBack = true;
            return this;
        }

        /**
         * Sets which session is asked for; {@link SessionOptions#NEW} by default.
         *
         * @param session the options
         * @return this
         */
        public Builder session(SessionOptions session) {
            this.session = Objects.requireNonNull(session, "session");
            return this;
        }

        /**
         * Sets the Keep Alive; 60 s by default.
         *
         * @param keepAlive whole seconds, 0 (off) to 65,535
         * @return this
         */
        public Builder keepAlive(Duration keepAlive) {
            if (keepAlive.isNegative()
                    || keepAlive.toSeconds() > 0xFFFF
                    || !keepAlive.equals(Duration.ofSeconds(keepAlive.toSeconds()))) {
                throw new IllegalArgumentException("Keep Alive must be whole seconds, 0 to 65535, not " + keepAlive);
            }
            this.keepAlive = keepAlive;
            return this;
        }

        /**
         * Sets the bound of one network step; 6,000 ms by default.
         *
         * @param timeout more than zero
         * @return this
         */
        public Builder networkTimeout(Duration timeout) {
            this.networkTimeout = positive(timeout, "The network timeout");
            return this;
        }

        /**
         * Sets the bound of a blocking publish, across reconnects; 30 s by default.
         *
         * @param timeout more than zero
         * @return this
         */
        public Builder publishTimeout(Duration timeout) {
            this.publishTimeout = positive(timeout, "The publish timeout");
            return this;
        }

        /**
         * Sets when to connect again; exponential from 1 s to 60 s with full jitter by default.
         *
         * @param policy the policy
         * @return this
         */
        public Builder reconnect(ReconnectPolicy policy) {
            this.reconnect = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the credentials.
         *
         * @param perAttempt asked at each attempt, on the runtime's executor; may block within the network timeout
         * @return this
         */
        public Builder credentials(Supplier<Credentials> perAttempt) {
            this.credentials = Objects.requireNonNull(perAttempt, "perAttempt");
            return this;
        }

        /**
         * Sets an enhanced authentication, 5.0 only; none by default. Credentials are sent beside it.
         *
         * @param authenticator makes an exchange for each attempt and each re-authentication
         * @return this
         */
        public Builder authenticator(EnhancedAuthenticator authenticator) {
            this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
            return this;
        }

        /**
         * Sets which Server References are followed, 5.0 only; {@link ServerReferences#IGNORED} by default.
         *
         * @param rule the hosts that may be followed
         * @return this
         */
        public Builder serverReferences(ServerReferences rule) {
            this.serverReferences = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Sets the Will; none by default.
         *
         * @param will what the server publishes when the connection ends without DISCONNECT
         * @return this
         */
        public Builder will(Message will) {
            return will(will, Duration.ZERO);
        }

        /**
         * Sets a Will that the server publishes only after a while, 5.0 only; not at all if the client is back by then.
         *
         * @param will what the server publishes when the connection ends without DISCONNECT
         * @param delayInterval whole seconds, 0 to 4,294,967,295
         * @return this
         */
        public Builder will(Message will, Duration delayInterval) {
            this.will = Objects.requireNonNull(will, "will");
            this.willDelayInterval = Objects.requireNonNull(delayInterval, "delayInterval");
            return this;
        }

        /**
         * Makes the connection secure.
         *
         * @param options the recipe; {@code mqtt} becomes {@code mqtts} and {@code ws} becomes {@code wss}
         * @return this
         */
        public Builder tls(TlsOptions options) {
            this.connection = connection.toBuilder().tls(options).build();
            return this;
        }

        /**
         * Sets how connections are made: through which proxy, from which address, with which resolver, headers and so on.
         *
         * @param options replaces what {@link #tls} has set before; the network timeout counts, not its time-out
         * @return this
         */
        public Builder connection(ConnectOptions options) {
            this.connection = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets the runtime; the shared one by default.
         *
         * @param runtime belongs to the caller, who closes it after the client
         * @return this
         */
        public Builder runtime(ClientRuntime runtime) {
            this.runtime = Objects.requireNonNull(runtime, "runtime");
            return this;
        }

        /**
         * Sets the listener.
         *
         * @param listener hears what happens
         * @return this
         */
        public Builder listener(ClientListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets what CONNECT says beyond what other options imply, 5.0 only: User Properties and what is asked of the server.
         *
         * @param properties the properties; {@link ConnectProperties#DEFAULT} by default
         * @return this
         */
        public Builder properties(ConnectProperties properties) {
            this.properties = Objects.requireNonNull(properties, "properties");
            return this;
        }

        /**
         * Sets the bounds of memory.
         *
         * @param limits the limits; {@link ClientLimits#DEFAULT} by default
         * @return this
         */
        public Builder limits(ClientLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets what becomes of a message for which the outbound buffer has no room.
         *
         * @param policy the policy; {@link OverflowPolicy#WAIT} by default
         * @return this
         */
        public Builder overflow(OverflowPolicy policy) {
            this.overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the handler of messages that no subscription's handler takes, for example of a resumed session whose
         * subscriptions this program does not have; none by default: such messages are reported to the listener and
         * acknowledged.
         *
         * @param handler called like other handlers: on the executor, or by {@code MqttClient.loop}; acknowledged
         *     afterwards
         * @return this
         */
        public Builder defaultHandler(Consumer<Delivery> handler) {
            this.defaultHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Sets how long a message without a handler waits for one, from the opening of the connection; 10 s by default.
         *
         * @param grace zero or more
         * @return this
         */
        public Builder handlerGrace(Duration grace) {
            this.handlerGrace = Objects.requireNonNull(grace, "grace");
            return this;
        }

        /**
         * Checks everything together and makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if the CONNECT would be illegal in this version, or the session or the endpoint has no secure
         *     form; the message says which rule
         */
        public ClientOptions build() {
            Builder copy = new Builder(this);
            if (connection.tls().isPresent()) {
                copy.servers = servers.stream().map(Endpoint::overTls).toList();
            }
            copy.connection =
                    connection.toBuilder().connectTimeout(networkTimeout).build();
            if (version != ProtocolVersion.V5_0 && !session.expressibleBefore5()) {
                throw new IllegalArgumentException(version + " keeps a session for ever or not at all: "
                        + "a Session Expiry Interval needs MQTT 5.0");
            }
            if (version != ProtocolVersion.V5_0 && !properties.expressibleBefore5()) {
                throw new IllegalArgumentException(
                        version + " has no properties in CONNECT: properties() needs MQTT 5.0");
            }
            if (version != ProtocolVersion.V5_0 && (authenticator != null || fallBack)) {
                throw new IllegalArgumentException(version + " has neither authenticator() nor fallBack()");
            }
            ClientOptions options = new ClientOptions(copy);
            ConnectPackets.check(options);
            return options;
        }

        private static Duration positive(Duration timeout, String what) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException(what + " must be more than zero, not " + timeout);
            }
            return timeout;
        }
    }
}
