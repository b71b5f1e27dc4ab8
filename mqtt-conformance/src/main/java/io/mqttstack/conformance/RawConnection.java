package io.mqttstack.conformance;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A connection that sends the packets it is told to, and nothing else: no keep alive, no acknowledgements, no
 * DISCONNECT. For one thread.
 */
public final class RawConnection implements AutoCloseable {
    /** The symptom of a server that closed where something else was due. */
    public static final String CLOSED = "closed";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final PacketConnection connection;
    private final Events events;
    private final Duration patience;
    private final Deque<Packet> putBack = new ArrayDeque<>();

    private RawConnection(EventLoop loop, PacketConnection connection, Events events, Duration patience) {
        this.loop = loop;
        this.connection = connection;
        this.events = events;
        this.patience = patience;
    }

    /** A packet, or the end, and when it came, in the time of {@link System#nanoTime()}. */
    private record Arrival(Optional<Packet> packet, long time) {}

    /** What happens to the connection; called in its loop. */
    private static final class Events implements PacketConnection.Handler {
        final CompletableFuture<Void> opened = new CompletableFuture<>();
        /** What arrived; an element without a packet: the end. */
        final BlockingQueue<Arrival> packets = new LinkedBlockingQueue<>();

        /** Completed with the time of the loop's clock. */
        final CompletableFuture<Long> closed = new CompletableFuture<>();

        @Override
        public void opened(PacketConnection connection) {
            opened.complete(null);
        }

        @Override
        public boolean packet(PacketConnection connection, Packet packet) {
            packets.add(new Arrival(Optional.of(packet), System.nanoTime()));
            return true;
        }

        @Override
        public void violated(PacketConnection connection, MqttProtocolException violation) {
            opened.completeExceptionally(violation);
        }

        @Override
        public void closed(PacketConnection connection, Optional<TransportException> cause) {
            cause.ifPresent(opened::completeExceptionally);
            closed.complete(connection.loop().nanoTime());
            packets.add(new Arrival(Optional.empty(), System.nanoTime()));
        }
    }

    static RawConnection open(Transport transport, Listener listener, ProtocolVersion version, Duration patience)
            throws InterruptedException {
        Events events = new Events();
        EventLoop loop = transport.loop();
        ConnectOptions.Builder options = ConnectOptions.builder().connectTimeout(patience);
        listener.tls().ifPresent(options::tls);
        PacketConnection connection = PacketConnection.connect(
                transport,
                listener.endpoint(),
                options.build(),
                loop,
                PacketConnection.Codec.client(version, DecodeLimits.DEFAULT),
                events);
        RawConnection raw = new RawConnection(loop, connection, events, patience);
        try {
            events.opened.get();
        } catch (ExecutionException e) {
            throw Finding.failure("unreachable", "No connection to " + listener.endpoint() + ": " + e.getMessage());
        }
        return raw;
    }

    /**
     * Sends a packet.
     *
     * @param packet the packet
     */
    public void send(Packet packet) {
        loop.execute(() -> {
            connection.send(packet);
            connection.flush();
        });
    }

    /**
     * Sends bytes, which need not be a packet.
     *
     * @param bytes the bytes
     */
    public void send(byte[] bytes) {
        loop.execute(() -> {
            connection.bytes().output(bytes.length).put(bytes);
            connection.flush();
        });
    }

    /**
     * Sends CONNECT and waits for the CONNACK.
     *
     * @param connect the packet
     * @return the answer, which accepts
     * @throws Finding with symptom {@code no-connack} or {@code connect-refused}
     * @throws InterruptedException if the time for the case is over
     */
    public ConnAck connect(Connect connect) throws InterruptedException {
        send(connect);
        Packet answer = next("no-connack", "CONNECT was not answered");
        if (!(answer instanceof ConnAck connAck)) {
            throw Finding.failure("no-connack", "CONNECT was not answered by CONNACK but by " + answer.type());
        }
        if (connAck.reasonCode().isError()) {
            throw Finding.failure("connect-refused", "CONNECT was not accepted: " + connAck.reasonCode());
        }
        return connAck;
    }

    /**
     * Sends SUBSCRIBE and waits for the SUBACK, which has to grant everything.
     *
     * @param subscriptions the filters and their options
     * @throws Finding with symptom {@code no-suback} or {@code subscribe-refused}
     * @throws InterruptedException if the time for the case is over
     */
    public void subscribe(List<Subscription> subscriptions) throws InterruptedException {
        subscribe(new Subscribe(1, subscriptions));
    }

    /**
     * Sends SUBSCRIBE and waits for the SUBACK, which has to grant everything. Messages that come before it are put back.
     *
     * @param subscribe the packet
     * @throws Finding with symptom {@code no-suback} or {@code subscribe-refused}
     * @throws InterruptedException if the time for the case is over
     */
    public void subscribe(Subscribe subscribe) throws InterruptedException {
        send(subscribe);
        List<Packet> early = new ArrayList<>();
        Packet answer = next("no-suback", "SUBSCRIBE was not answered");
        for (; answer instanceof Publish; answer = next("no-suback", "SUBSCRIBE was not answered")) {
            early.add(answer);
        }
        early.forEach(this::putBack);
        if (!(answer instanceof SubAck subAck)) {
            throw Finding.failure("no-suback", "SUBSCRIBE was not answered by SUBACK but by " + answer.type());
        }
        if (subAck.reasonCodes().stream().anyMatch(SubscribeReasonCode::isError)) {
            throw Finding.failure("subscribe-refused", "SUBACK holds " + subAck.reasonCodes());
        }
    }

    /**
     * Takes messages up to one that marks the end, and acknowledges those of QoS 1.
     *
     * @param end the topic of the last message
     * @return the other packets, as they came
     * @throws Finding with symptom {@code not-delivered}
     * @throws InterruptedException if the time for the case is over
     */
    public List<Publish> receiveUntil(String end) throws InterruptedException {
        return receiveUntil(end, came -> true);
    }

    /**
     * Takes messages until one that marks the end and so many others have come, and acknowledges those of QoS 1.
     *
     * @param end the topic of the last message
     * @param due how many others are waited for
     * @return the other packets, as they came; fewer: no more came in time
     * @throws Finding with symptom {@code not-delivered} if the last message did not come
     * @throws InterruptedException if the time for the case is over
     */
    public List<Publish> receiveUntil(String end, int due) throws InterruptedException {
        return receiveUntil(end, came -> came.size() >= due);
    }

    /**
     * Takes messages until one that marks the end has come and the others are whole, and acknowledges those of QoS 1. A
     * broker keeps the order of a topic only: the last message may overtake one of another subscription.
     *
     * @param end the topic of the last message
     * @param whole tells whether all that is due is there
     * @return the other packets, as they came; not whole: no more came in time
     * @throws Finding with symptom {@code not-delivered} if the last message did not come
     * @throws InterruptedException if the time for the case is over
     */
    public List<Publish> receiveUntil(String end, Predicate<List<Publish>> whole) throws InterruptedException {
        String reason = "A message that was due did not come";
        List<Publish> came = new ArrayList<>();
        boolean ended = false;
        while (!ended || !whole.test(came)) {
            Optional<Packet> packet = poll(reason);
            if (packet.isEmpty()) {
                if (ended) {
                    return came;
                }
                throw late("not-delivered", reason);
            }
            if (packet.get() instanceof Publish publish) {
                if (publish.qos() == QoS.AT_LEAST_ONCE) {
                    send(new PubAck(publish.packetIdentifier()));
                }
                if (publish.topic().value().equals(end)) {
                    ended = true;
                } else {
                    came.add(publish);
                }
            }
        }
        return came;
    }

    /**
     * Takes the next packet, one that was put back first.
     *
     * @param symptom how it shows that none comes
     * @param reason the same for people
     * @return the packet
     * @throws Finding with this symptom, or with {@link #CLOSED}
     * @throws InterruptedException if the time for the case is over
     */
    public Packet next(String symptom, String reason) throws InterruptedException {
        return poll(reason).orElseThrow(() -> late(symptom, reason));
    }

    private Finding late(String symptom, String reason) {
        return Finding.failure(symptom, reason + " within " + patience.toMillis() + " ms");
    }

    /** The next packet; empty: none came in time. */
    private Optional<Packet> poll(String reason) throws InterruptedException {
        if (!putBack.isEmpty()) {
            return Optional.of(putBack.pop());
        }
        Arrival arrival = events.packets.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival == null) {
            return Optional.empty();
        }
        if (arrival.packet().isEmpty()) {
            throw Finding.failure(CLOSED, reason + ": the connection was closed");
        }
        return arrival.packet();
    }

    /**
     * Puts a packet back, to be taken after those that were put back before and ahead of all others.
     *
     * @param packet one that was taken
     */
    public void putBack(Packet packet) {
        putBack.add(packet);
    }

    /**
     * Waits until the server closes, or shows that it goes on: it accepts CONNECT, or answers PINGREQ and does not close soon
     * after that, since it may answer while it still looks at what it got before.
     *
     * @param deadline the end of the wait, in the time of {@link System#nanoTime()}
     * @return whether it closed
     * @throws InterruptedException if the time for the case is over
     */
    public boolean closesBefore(long deadline) throws InterruptedException {
        long end = deadline;
        while (true) {
            Arrival next = events.packets.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null || next.packet().isEmpty()) {
                return next != null;
            }
            Packet packet = next.packet().get();
            if (packet instanceof ConnAck connAck && !connAck.reasonCode().isError()) {
                return false;
            }
            if (packet.type() == PacketType.PINGRESP) {
                end = Math.min(deadline, next.time() + SOON.toNanos());
            }
        }
    }

    /**
     * Waits until the server closes.
     *
     * @param longest the longest wait
     * @return how long it took from now on; empty: it did not
     * @throws InterruptedException if the time for the case is over
     */
    public Optional<Duration> awaitClosed(Duration longest) throws InterruptedException {
        long start = loop.nanoTime();
        try {
            return Optional.of(Duration.ofNanos(events.closed.get(longest.toNanos(), TimeUnit.NANOSECONDS) - start));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing fails this future", e);
        }
    }

    /** Ends the connection at once, without DISCONNECT. */
    public void abort() {
        connection.abort();
    }

    @Override
    public void close() {
        abort();
    }
}
