package io.mqttstack.transport.memory;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import io.mqttstack.transport.TransportException.Kind;
import io.mqttstack.transport.internal.ChunkPool;
import io.mqttstack.transport.internal.SerialLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connections within one process, without sockets, threads or real time: scheme {@code memory}.
 *
 * <p>Nothing happens by itself. {@link #runReady()} runs on the calling thread whatever is due, {@link
 * #advance(Duration)} moves the clock, which starts at 0, and both do so in an order that depends on nothing but the
 * calls made before. All connections share one loop. A blocking client needs a thread that drives:
 *
 * <pre>{@code
 * while (!done) {
 *     transport.runReady();
 *     transport.awaitTask(Duration.ofSeconds(1));
 * }
 * }</pre>
 *
 * <p>Bytes travel through a pipe of bounded capacity in each direction, as through a socket's buffers. TLS is not
 * done.
 */
public final class MemoryTransport implements Transport {

    /** The bytes that a pipe holds unless told otherwise: 64 KiB. */
    public static final int DEFAULT_CAPACITY = 64 * 1024;

    private static final int LARGEST_DELIVERY = 64 * 1024;

    private final MemoryLoop loop = new MemoryLoop();
    private final ChunkPool chunks = new ChunkPool();
    private final byte[] input = new byte[LARGEST_DELIVERY];
    private final int largestDelivery;
    private final int capacity;
    private final Map<String, MemoryListening> listening = new ConcurrentHashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<MemoryConnection> connections = new HashSet<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A transport that delivers as much at a time as there is. */
    public MemoryTransport() {
        this(LARGEST_DELIVERY, DEFAULT_CAPACITY);
    }

    /**
     * A transport that makes life hard.
     *
     * @param largestDelivery the most bytes that a handler receives at a time, 1 to 65,536
     * @param capacity the bytes that a pipe holds before its writer has to wait, one or more
     */
    public MemoryTransport(int largestDelivery, int capacity) {
        if (largestDelivery < 1 || largestDelivery > LARGEST_DELIVERY || capacity < 1) {
            throw new IllegalArgumentException("The largest delivery is 1 to 65536 bytes, not " + largestDelivery
                    + ", and the capacity at least 1, not " + capacity);
        }
        this.largestDelivery = largestDelivery;
        this.capacity = capacity;
    }

    /**
     * Runs the tasks and timers that are due at the present time, and those that they lead to, on the calling thread.
     * One thread at a time; another one waits.
     *
     * @return how many tasks and timers ran; 0 if everything is quiet
     * @throws IllegalStateException if called in the loop
     */
    public int runReady() {
        return loop.runReady();
    }

    /**
     * Moves the clock on, stopping at each timer in between to run what is due.
     *
     * @param time zero or more
     * @throws IllegalStateException if called in the loop
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + time);
        }
        loop.advance(time.toNanos());
    }

    /**
     * Waits until a task is queued, for a thread that drives this transport.
     *
     * @param realTime how long at most, on a real clock
     * @return whether a task is queued
     * @throws InterruptedException if the calling thread is interrupted
     */
    public boolean awaitTask(Duration realTime) throws InterruptedException {
        return loop.awaitTask(realTime);
    }

    /**
     * Cuts a connection in the middle: bytes under way are lost, and both sides get {@link Kind#RESET}. Any thread;
     * without effect if the connection is over.
     *
     * @param connection the connection
     * @throws IllegalArgumentException if the connection is not one of this transport
     */
    public void cut(ByteConnection connection) {
        if (!(connection instanceof MemoryConnection own) || own.transport() != this) {
            throw new IllegalArgumentException("Not a connection of this transport: " + connection);
        }
        loop.tryExecute(own::cut);
    }

    /**
     * Lets every attempt to connect to this name from now on go without an answer, until it times out. Any thread.
     *
     * @param name the name of an endpoint of scheme {@code memory}
     */
    public void silence(String name) {
        loop.execute(() -> silent.add(name));
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public ByteConnection connect(Endpoint endpoint, ConnectOptions options, EventLoop ownLoop, ByteHandler handler) {
        if (ownLoop != loop) {
            throw new IllegalArgumentException("The loop is not the one of this transport: take it from its loop()");
        }
        MemoryConnection connection = new MemoryConnection(this, endpoint, options);
        connection.handler(Objects.requireNonNull(handler, "handler"));
        loop.execute(() -> connect(connection));
        return connection;
    }

    private void connect(MemoryConnection connection) {
        Endpoint endpoint = connection.endpoint();
        MemoryListening listener = listening.get(endpoint.host());
        if (!endpoint.scheme().equals("memory")) {
            connection.end(unsupported(endpoint));
        } else if (silent.contains(endpoint.host())) {
            connection.awaitAnswer();
        } else if (listener == null) {
            connection.end(new TransportException(
                    Kind.REFUSED, "Cannot connect to " + endpoint + ": nothing listens under that name"));
        } else {
            listener.accept(connection);
        }
    }

    private static TransportException unsupported(Endpoint endpoint) {
        return new TransportException(
                Kind.UNSUPPORTED_SCHEME, "MemoryTransport connects by memory, not to " + endpoint);
    }

    @Override
    public Listening listen(Endpoint endpoint, ConnectOptions options, Acceptor acceptor) {
        Objects.requireNonNull(acceptor, "acceptor");
        if (!endpoint.scheme().equals("memory")) {
            throw unsupported(endpoint);
        }
        if (closed.get()) {
            throw new RejectedExecutionException("The transport is closed");
        }
        MemoryListening added = new MemoryListening(this, endpoint, options, acceptor);
        if (listening.putIfAbsent(endpoint.host(), added) != null) {
            throw new TransportException(Kind.FAILED, "Cannot listen on " + endpoint + ": the name is in use");
        }
        return added;
    }

    void remove(MemoryListening closedListening) {
        listening.remove(closedListening.endpoint().host(), closedListening);
    }

    void add(MemoryConnection connection) {
        connections.add(connection);
    }

    void remove(MemoryConnection connection) {
        connections.remove(connection);
    }

    SerialLoop serialLoop() {
        return loop;
    }

    ChunkPool chunks() {
        return chunks;
    }

    int capacity() {
        return capacity;
    }

    int largestDelivery() {
        return largestDelivery;
    }

    /** Where a delivery lies: valid until the next delivery to any connection. */
    byte[] input() {
        return input;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.close(() -> {
                listening.clear();
                List<MemoryConnection> open = new ArrayList<>(connections);
                open.forEach(MemoryConnection::stop);
            });
        }
    }
}
