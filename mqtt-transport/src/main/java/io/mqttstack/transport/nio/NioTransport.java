package io.mqttstack.transport.nio;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections over the JDK's selectors: schemes {@code mqtt} (TCP), {@code mqtts} (TLS), {@code ws} and {@code wss}
 * (WebSocket, which needs Netty's codec-http on the path), and {@code unix}.
 *
 * <p>Each loop is a thread that serves any number of connections and starts when it is first used. Two kinds of work
 * are done in daemon threads of their own, which end when unused: names are resolved in up to four called {@code
 * mqtt-resolver-N}; recipes for TLS are evaluated, which may read files, and the long computations of a handshake done,
 * in one per processor called {@code mqtt-tls-N}. {@link #close()} does not wait for what these are doing.
 */
public final class NioTransport implements Transport {

    private static final int BACKLOG = 1024;

    private final List<NioLoop> loops = new ArrayList<>();
    private final Resolver resolver = new Resolver();
    private final ExecutorService tlsTasks =
            SpareThreads.create("mqtt-tls", Runtime.getRuntime().availableProcessors());
    private final AtomicInteger loopsAlive;
    private final AtomicInteger turn = new AtomicInteger();

    private NioTransport(int count, ThreadFactory threads) {
        loopsAlive = new AtomicInteger(count);
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new NioLoop(threads, tlsTasks, this::loopEnded));
            }
        } catch (IOException failure) {
            close();
            throw new TransportException(
                    Kind.FAILED, "No selector could be opened: is the process out of file descriptors?", failure);
        }
    }

    /**
     * A transport with a loop for each processor, but two at most, in daemon threads called {@code mqtt-nio-N}.
     *
     * @return the transport
     */
    public static NioTransport create() {
        AtomicInteger number = new AtomicInteger();
        return create(Math.min(2, Runtime.getRuntime().availableProcessors()), task -> {
            Thread thread = new Thread(task, "mqtt-nio-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A transport with the loops given.
     *
     * @param loops how many, one or more
     * @param threads asked for one thread a loop, at once; each runs until the transport is closed
     * @return the transport
     * @throws IllegalArgumentException if {@code loops} is less than one
     * @throws TransportException if the operating system has no selector left
     */
    public static NioTransport create(int loops, ThreadFactory threads) {
        if (loops < 1) {
            throw new IllegalArgumentException("A transport needs at least one loop, not " + loops);
        }
        return new NioTransport(loops, threads);
    }

    @Override
    public EventLoop loop() {
        return nextLoop();
    }

    private NioLoop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public ByteConnection connect(Endpoint endpoint, ConnectOptions options, EventLoop loop, ByteHandler handler) {
        Objects.requireNonNull(handler, "handler");
        if (!(loop instanceof NioLoop own) || !loops.contains(own)) {
            throw new IllegalArgumentException("The loop is not one of this transport: take one from its loop()");
        }
        boolean supported = supports(endpoint);
        if (supported && endpoint.port() == 0 && !endpoint.scheme().equals("unix")) {
            throw new IllegalArgumentException("Port 0 of " + endpoint + " is for listening only");
        }
        NioConnection connection = new NioConnection(own, endpoint, options);
        ByteHandler outermost = handler;
        ByteConnection visible = connection;
        Optional<TransportException> impossible =
                supported ? unreachable(endpoint, options) : Optional.of(unsupported(endpoint));
        if (impossible.isEmpty()) {
            Layers layers = Layers.client(own, connection, options);
            visible = layers.outermost();
            outermost = layers.handledBy(handler);
        }
        connection.handler(
                options.proxy().isPresent()
                        ? new ProxyTunnel(connection, options.proxy().get(), outermost, options.connectTimeout())
                        : outermost);
        own.execute(() -> {
            if (impossible.isPresent()) {
                connection.end(impossible.get());
            } else {
                connection.connect(resolver);
            }
        });
        return visible;
    }

    /** Why a connection cannot be made although the scheme is ours. */
    private static Optional<TransportException> unreachable(Endpoint endpoint, ConnectOptions options) {
        if (endpoint.scheme().equals("unix") && options.proxy().isPresent()) {
            return Optional.of(new TransportException(
                    Kind.PROXY, "Cannot connect to " + endpoint + ": a Unix socket is not reached through a proxy"));
        }
        try {
            Layers.check(endpoint);
            return Optional.empty();
        } catch (TransportException absent) {
            return Optional.of(absent);
        }
    }

    private static boolean supports(Endpoint endpoint) {
        return switch (endpoint.scheme()) {
            case "mqtt", "mqtts", "ws", "wss", "unix" -> true;
            default -> false;
        };
    }

    private static TransportException unsupported(Endpoint endpoint) {
        return new TransportException(
                Kind.UNSUPPORTED_SCHEME, "NioTransport connects by mqtt, mqtts, ws, wss and unix, not to " + endpoint);
    }

    @Override
    public Listening listen(Endpoint endpoint, ConnectOptions options, Acceptor acceptor) {
        Objects.requireNonNull(acceptor, "acceptor");
        if (!supports(endpoint)) {
            throw unsupported(endpoint);
        }
        Layers.check(endpoint);
        if (endpoint.secure() && options.tls().isEmpty()) {
            throw new IllegalArgumentException(
                    "Listening on " + endpoint + " needs TLS options with a key and its certificate");
        }
        NioLoop loop = nextLoop();
        try {
            ServerSocketChannel channel = bind(endpoint);
            Endpoint bound = channel.getLocalAddress() instanceof InetSocketAddress address
                    ? endpoint.withPort(address.getPort())
                    : endpoint;
            NioListening listening = new NioListening(loop, this::nextLoop, channel, bound, options, acceptor);
            if (!loop.tryExecute(listening::start)) {
                listening.close();
                throw new RejectedExecutionException("The transport is closed");
            }
            return listening;
        } catch (IOException failure) {
            throw new TransportException(
                    Kind.FAILED,
                    "Cannot listen on " + endpoint + " (" + failure.getMessage()
                            + "): is the address this machine's, and is it free?",
                    failure);
        }
    }

    private static ServerSocketChannel bind(Endpoint endpoint) throws IOException {
        boolean unix = endpoint.scheme().equals("unix");
        SocketAddress address = unix
                ? UnixDomainSocketAddress.of(endpoint.path())
                : new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
        ServerSocketChannel channel =
                unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!unix) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            return channel.bind(address, BACKLOG);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private void loopEnded() {
        if (loopsAlive.decrementAndGet() == 0) {
            resolver.close();
            tlsTasks.shutdown();
        }
    }

    @Override
    public void close() {
        loops.forEach(NioLoop::stop);
        boolean inLoop = loops.stream().anyMatch(NioLoop::inLoop);
        if (!inLoop) {
            loops.forEach(NioLoop::awaitEnd);
        }
    }
}
