package io.mqttstack.client;

import io.mqttstack.client.internal.connect.ConnectPackets;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@link ClientOptions} are made of: first the builder, then, as a copy that nobody changes, the options. */
final class ClientOptionsBuilder implements ClientOptions.Builder {
    // Shared, because there may be thousands of clients.
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration HANDLER_GRACE = Duration.ofSeconds(10);
    private static final ReconnectPolicy RECONNECT =
            ReconnectPolicy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final ClientListener SILENT = new ClientListener() {};

    final String clientIdentifier;
    List<Endpoint> servers;
    boolean shuffleServers;
    ProtocolVersion version = ProtocolVersion.V5_0;
    boolean fallBack;
    SessionOptions session = SessionOptions.NEW;

    @Nullable
    SessionStore sessionStore;

    Duration keepAlive = KEEP_ALIVE;
    Duration networkTimeout = NETWORK_TIMEOUT;
    Duration publishTimeout = PUBLISH_TIMEOUT;
    ReconnectPolicy reconnect = RECONNECT;
    Supplier<Credentials> credentials = () -> Credentials.NONE;

    @Nullable
    EnhancedAuthenticator authenticator;

    ServerReferences serverReferences = ServerReferences.IGNORED;

    @Nullable
    Message will;

    Duration willDelayInterval = Duration.ZERO;
    ConnectOptions connection = ConnectOptions.DEFAULT;

    @Nullable
    ClientRuntime runtime;

    ClientListener listener = SILENT;

    @Nullable
    ClientMetrics metrics;

    ConnectProperties properties = ConnectProperties.DEFAULT;
    ClientLimits limits = ClientLimits.DEFAULT;
    OverflowPolicy overflow = OverflowPolicy.WAIT;

    @Nullable
    Consumer<Delivery> defaultHandler;

    Duration handlerGrace = HANDLER_GRACE;

    ClientOptionsBuilder(List<Endpoint> servers, String clientIdentifier) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("A client needs at least one server");
        }
        this.servers = List.copyOf(servers);
        this.clientIdentifier = Objects.requireNonNull(clientIdentifier, "clientIdentifier");
    }

    ClientOptionsBuilder(ClientOptionsBuilder from) {
        this(from.servers, from.clientIdentifier);
        shuffleServers = from.shuffleServers;
        version = from.version;
        fallBack = from.fallBack;
        session = from.session;
        sessionStore = from.sessionStore;
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
        metrics = from.metrics;
        properties = from.properties;
        limits = from.limits;
        overflow = from.overflow;
        defaultHandler = from.defaultHandler;
        handlerGrace = from.handlerGrace;
    }

    @Override
    public ClientOptionsBuilder port(int port) {
        this.servers = servers.stream().map(each -> each.withPort(port)).toList();
        return this;
    }

    @Override
    public ClientOptionsBuilder shuffleServers(boolean shuffle) {
        this.shuffleServers = shuffle;
        return this;
    }

    @Override
    public ClientOptionsBuilder version(ProtocolVersion version) {
        this.version = Objects.requireNonNull(version, "version");
        return this;
    }

    @Override
    public ClientOptionsBuilder fallBack() {
        this.fallBack = true;
        return this;
    }

    @Override
    public ClientOptionsBuilder session(SessionOptions session) {
        this.session = Objects.requireNonNull(session, "session");
        return this;
    }

    @Override
    public ClientOptionsBuilder sessionStore(SessionStore store) {
        this.sessionStore = Objects.requireNonNull(store, "store");
        return this;
    }

    @Override
    public ClientOptionsBuilder keepAlive(Duration keepAlive) {
        if (keepAlive.isNegative()
                || keepAlive.toSeconds() > 0xFFFF
                || !keepAlive.equals(Duration.ofSeconds(keepAlive.toSeconds()))) {
            throw new IllegalArgumentException("Keep Alive must be whole seconds, 0 to 65535, not " + keepAlive);
        }
        this.keepAlive = keepAlive;
        return this;
    }

    @Override
    public ClientOptionsBuilder networkTimeout(Duration timeout) {
        this.networkTimeout = positive(timeout, "The network timeout");
        return this;
    }

    @Override
    public ClientOptionsBuilder publishTimeout(Duration timeout) {
        this.publishTimeout = positive(timeout, "The publish timeout");
        return this;
    }

    @Override
    public ClientOptionsBuilder reconnect(ReconnectPolicy policy) {
        this.reconnect = Objects.requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public ClientOptionsBuilder credentials(Supplier<Credentials> perAttempt) {
        this.credentials = Objects.requireNonNull(perAttempt, "perAttempt");
        return this;
    }

    @Override
    public ClientOptionsBuilder authenticator(EnhancedAuthenticator authenticator) {
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
        return this;
    }

    @Override
    public ClientOptionsBuilder serverReferences(ServerReferences rule) {
        this.serverReferences = Objects.requireNonNull(rule, "rule");
        return this;
    }

    @Override
    public ClientOptionsBuilder will(Message will) {
        return will(will, Duration.ZERO);
    }

    @Override
    public ClientOptionsBuilder will(Message will, Duration delayInterval) {
        this.will = Objects.requireNonNull(will, "will");
        this.willDelayInterval = Objects.requireNonNull(delayInterval, "delayInterval");
        return this;
    }

    @Override
    public ClientOptionsBuilder tls(TlsOptions options) {
        this.connection = connection.toBuilder().tls(options).build();
        return this;
    }

    @Override
    public ClientOptionsBuilder connection(ConnectOptions options) {
        this.connection = Objects.requireNonNull(options, "options");
        return this;
    }

    @Override
    public ClientOptionsBuilder runtime(ClientRuntime runtime) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        return this;
    }

    @Override
    public ClientOptionsBuilder listener(ClientListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ClientOptionsBuilder metrics(ClientMetrics metrics) {
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        return this;
    }

    @Override
    public ClientOptionsBuilder properties(ConnectProperties properties) {
        this.properties = Objects.requireNonNull(properties, "properties");
        return this;
    }

    @Override
    public ClientOptionsBuilder limits(ClientLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    @Override
    public ClientOptionsBuilder overflow(OverflowPolicy policy) {
        this.overflow = Objects.requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public ClientOptionsBuilder defaultHandler(Consumer<Delivery> handler) {
        this.defaultHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    @Override
    public ClientOptionsBuilder handlerGrace(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("The grace for handlers must not be negative: " + grace);
        }
        this.handlerGrace = grace;
        return this;
    }

    @Override
    public ClientOptions build() {
        ClientOptionsBuilder copy = new ClientOptionsBuilder(this);
        if (connection.tls().isPresent()) {
            copy.servers = servers.stream().map(Endpoint::overTls).toList();
        }
        if (!connection.connectTimeout().equals(networkTimeout)) {
            copy.connection =
                    connection.toBuilder().connectTimeout(networkTimeout).build();
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
