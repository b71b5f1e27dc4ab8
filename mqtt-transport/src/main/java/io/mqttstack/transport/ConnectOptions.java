package io.mqttstack.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Options of a connection, immutable. */
public final class ConnectOptions {

    private static final Duration ONE_DAY = Duration.ofDays(1);

    /** Every option at its default. */
    public static final ConnectOptions DEFAULT = builder().build();

    private final Duration connectTimeout;
    private final @Nullable TlsOptions tls;
    private final boolean tcpNoDelay;
    private final boolean keepAlive;
    private final OptionalInt sendBufferSize;
    private final OptionalInt receiveBufferSize;
    private final @Nullable InetSocketAddress localAddress;
    private final NameResolver resolver;
    private final @Nullable ProxyOptions proxy;
    private final WebSocketOptions webSocket;
    private final int writeHighWaterMark;
    private final int writeLowWaterMark;

    private ConnectOptions(Builder builder) {
        connectTimeout = builder.connectTimeout;
        tls = builder.tls;
        tcpNoDelay = builder.tcpNoDelay;
        keepAlive = builder.keepAlive;
        sendBufferSize = builder.sendBufferSize;
        receiveBufferSize = builder.receiveBufferSize;
        localAddress = builder.localAddress;
        resolver = builder.resolver;
        proxy = builder.proxy;
        webSocket = builder.webSocket;
        writeHighWaterMark = builder.writeHighWaterMark;
        writeLowWaterMark = builder.writeLowWaterMark;
    }

    /**
     * Starts with every option at its default.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return how long opening a connection may take in all: resolving the name, connecting to one of its addresses, the
     * proxy, the TLS handshake} Positive, 6 s by default. It also bounds how long closing waits for the peer.
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * {@return how TLS is done where the endpoint's scheme asks for it} Empty by default: a client then uses the
     * JDK's default context and verifies the host name.
     */
    public Optional<TlsOptions> tls() {
        return Optional.ofNullable(tls);
    }

    /** {@return whether small writes go out at once (TCP_NODELAY)} True by default. */
    public boolean tcpNoDelay() {
        return tcpNoDelay;
    }

    /**
     * {@return whether the operating system probes an idle connection (SO_KEEPALIVE)} False by default: MQTT has its
     * own.
     */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** {@return the size of the socket's send buffer (SO_SNDBUF) in bytes} Empty by default: the system decides. */
    public OptionalInt sendBufferSize() {
        return sendBufferSize;
    }

    /** {@return the size of the socket's receive buffer (SO_RCVBUF) in bytes} Empty by default: the system decides. */
    public OptionalInt receiveBufferSize() {
        return receiveBufferSize;
    }

    /** {@return the address of this machine to connect from} Empty by default: the system decides. */
    public Optional<InetSocketAddress> localAddress() {
        return Optional.ofNullable(localAddress);
    }

    /** {@return what finds the addresses of a host name} {@link NameResolver#SYSTEM} by default. */
    public NameResolver resolver() {
        return resolver;
    }

    /** {@return the proxy to connect through} Empty by default. */
    public Optional<ProxyOptions> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** {@return how WebSocket is done where the scheme asks for it} {@link WebSocketOptions#DEFAULT} by default. */
    public WebSocketOptions webSocket() {
        return webSocket;
    }

    /**
     * {@return the pending bytes above which {@link ByteConnection#isWritable()} becomes false} 256 KiB by default.
     */
    public int writeHighWaterMark() {
        return writeHighWaterMark;
    }

    /**
     * {@return the pending bytes at which {@link ByteConnection#isWritable()} becomes true again} 64 KiB by default.
     */
    public int writeLowWaterMark() {
        return writeLowWaterMark;
    }

    /** Collects options; not for use by several threads at a time. */
    public static final class Builder {

        private Duration connectTimeout = Duration.ofSeconds(6);
        private @Nullable TlsOptions tls;
        private boolean tcpNoDelay = true;
        private boolean keepAlive;
        private OptionalInt sendBufferSize = OptionalInt.empty();
        private OptionalInt receiveBufferSize = OptionalInt.empty();
        private @Nullable InetSocketAddress localAddress;
        private NameResolver resolver = NameResolver.SYSTEM;
        private @Nullable ProxyOptions proxy;
        private WebSocketOptions webSocket = WebSocketOptions.DEFAULT;
        private int writeHighWaterMark = 256 * 1024;
        private int writeLowWaterMark = 64 * 1024;

        private Builder() {}

        /**
         * Sets {@link ConnectOptions#connectTimeout()}; more than zero, at most a day.
         *
         * @param connectTimeout more than zero, at most a day
         * @return this builder
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /**
         * Sets {@link ConnectOptions#tls()}.
         *
         * @param tls the recipe
         * @return this builder
         */
        public Builder tls(TlsOptions tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Sets {@link ConnectOptions#tcpNoDelay()}.
         *
         * @param tcpNoDelay whether not to wait for more
         * @return this builder
         */
        public Builder tcpNoDelay(boolean tcpNoDelay) {
            this.tcpNoDelay = tcpNoDelay;
            return this;
        }

        /**
         * Sets {@link ConnectOptions#keepAlive()}.
         *
         * @param keepAlive whether to probe
         * @return this builder
         */
        public Builder keepAlive(boolean keepAlive) {
            this.keepAlive = keepAlive;
            return this;
        }

        /**
         * Sets {@link ConnectOptions#sendBufferSize()}.
         *
         * @param bytes more than zero; the system may take it as a hint
         * @return this builder
         */
        public Builder sendBufferSize(int bytes) {
            this.sendBufferSize = OptionalInt.of(positive(bytes, "sendBufferSize"));
            return this;
        }

        /**
         * Sets {@link ConnectOptions#receiveBufferSize()}.
         *
         * @param bytes more than zero; the system may take it as a hint
         * @return this builder
         */
        public Builder receiveBufferSize(int bytes) {
            this.receiveBufferSize = OptionalInt.of(positive(bytes, "receiveBufferSize"));
            return this;
        }

        private static int positive(int bytes, String what) {
            if (bytes <= 0) {
                throw new IllegalArgumentException(what + " must be more than zero bytes, not " + bytes);
            }
            return bytes;
        }

        /**
         * Sets {@link ConnectOptions#localAddress()}. Addresses of the server that are of another family (IPv4, IPv6) are
         * then out of reach.
         *
         * @param localAddress an address of this machine; port 0 lets the system choose one
         * @return this builder
         */
        public Builder localAddress(InetSocketAddress localAddress) {
            this.localAddress = Objects.requireNonNull(localAddress, "localAddress");
            return this;
        }

        /**
         * Sets {@link ConnectOptions#resolver()}.
         *
         * @param resolver asked at each attempt to connect
         * @return this builder
         */
        public Builder resolver(NameResolver resolver) {
            this.resolver = Objects.requireNonNull(resolver, "resolver");
            return this;
        }

        /**
         * Sets {@link ConnectOptions#proxy()}. It holds for {@code mqtt}, {@code mqtts}, {@code ws} and {@code wss}; a
         * Unix socket is not reached through a proxy, and connecting to one fails then.
         *
         * @param proxy the proxy
         * @return this builder
         */
        public Builder proxy(ProxyOptions proxy) {
            this.proxy = Objects.requireNonNull(proxy, "proxy");
            return this;
        }

        /**
         * Sets {@link ConnectOptions#webSocket()}.
         *
         * @param webSocket the options
         * @return this builder
         */
        public Builder webSocket(WebSocketOptions webSocket) {
            this.webSocket = Objects.requireNonNull(webSocket, "webSocket");
            return this;
        }

        /**
         * Sets {@link ConnectOptions#writeLowWaterMark()} and {@link ConnectOptions#writeHighWaterMark()}, in bytes.
         *
         * @param low bytes at which it may go on
         * @param high bytes above which writing should stop
         * @return this builder
         */
        public Builder writeWaterMarks(int low, int high) {
            this.writeLowWaterMark = low;
            this.writeHighWaterMark = high;
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if the time-out is not positive or longer than a day, or not 0 &lt;= low
         *     &lt;= high
         */
        public ConnectOptions build() {
            if (connectTimeout.isNegative() || connectTimeout.isZero() || connectTimeout.compareTo(ONE_DAY) > 0) {
                throw new IllegalArgumentException(
                        "connectTimeout must be more than zero and at most a day, not " + connectTimeout);
            }
            if (writeLowWaterMark < 0 || writeLowWaterMark > writeHighWaterMark) {
                throw new IllegalArgumentException("The water marks must satisfy 0 <= low <= high, not low "
                        + writeLowWaterMark + " and high " + writeHighWaterMark);
            }
            return new ConnectOptions(this);
        }
    }
}
