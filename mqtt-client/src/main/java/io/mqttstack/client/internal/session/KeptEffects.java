package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.store.SessionChange;
import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Connecting;
import io.mqttstack.client.store.SessionChange.Ended;
import io.mqttstack.client.store.SessionChange.Expired;
import io.mqttstack.client.store.SessionChange.Forgotten;
import io.mqttstack.client.store.SessionChange.Published;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.SessionChange.Received;
import io.mqttstack.client.store.SessionChange.Released;
import io.mqttstack.client.store.SessionChange.Requeued;
import io.mqttstack.client.store.SessionSnapshot.StoredMessage;
import io.mqttstack.client.store.StoredSession;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Puts what must outlive the process into a store, and holds each packet back until all is kept that it depends on. Packets
 * leave in the order in which the session gives them. By the session's owner only.
 */
public final class KeptEffects implements SessionEffects {
    /** Where no more PUBLISH packets are asked for; others are as few as what they answer. */
    private static final int MOST_HELD = 1_024;

    private static final long MOST_HELD_BYTES = 16L * 1_024 * 1_024;

    /**
     * How far the store may be behind before messages that only wait stay here, where those that end meanwhile cost it nothing:
     * whoever publishes does not wait for it.
     */
    private static final int MOST_BEHIND = 1_024;

    private static final long MOST_BEHIND_BYTES = 16L * 1_024 * 1_024;

    private final SessionEffects world;
    private final StoredSession store;
    private final LongSupplier nanoTime;
    private final LongSupplier epochMillis;
    private final Queue<Held> held = new ArrayDeque<>();

    /** Messages that the store has not been told of, in order. */
    private final Set<Outbound> toQueue = new LinkedHashSet<>();

    /** Messages that the store has been told of and has not kept. */
    private final Queue<Behind> behind = new ArrayDeque<>();

    private long behindBytes;

    /** The number of the last change. */
    private long appended;

    /** Of the last change that what comes next must not overtake. */
    private long awaited;

    /** Of the last change that is kept. */
    private long persisted;

    /** What waits for a change to be kept. */
    private record Held(long change, long bytes, Runnable effect) {}

    /** A message of this size is queued by this change. */
    private record Behind(long change, long bytes) {}

    /** Payloads that wait; those of QoS 0 count nowhere else any more. */
    private long heldBytes;

    private boolean closed;

    /**
     * Starts with what the store has.
     *
     * @param world where effects go in the end
     * @param store takes the changes
     * @param nanoTime the time of the session
     * @param epochMillis the time of the day, in milliseconds since 1970
     */
    public KeptEffects(SessionEffects world, StoredSession store, LongSupplier nanoTime, LongSupplier epochMillis) {
        this.world = world;
        this.store = store;
        this.nanoTime = nanoTime;
        this.epochMillis = epochMillis;
    }

    /**
     * Tells from when a stored message's Message Expiry Interval counts, which went on while no client ran.
     *
     * @param stored the message
     * @return the session's time; now where it has none. A clock that was set back lengthens no interval
     */
    public long since(StoredMessage stored) {
        long now = nanoTime.getAsLong();
        OptionalLong interval = stored.message().messageExpiryInterval();
        if (interval.isEmpty() || stored.expiresAt().isEmpty()) {
            return now;
        }
        long whole = TimeUnit.SECONDS.toNanos(interval.getAsLong());
        long left = TimeUnit.MILLISECONDS.toNanos(stored.expiresAt().getAsLong() - epochMillis.getAsLong());
        return now - whole + Math.min(whole, left);
    }

    /**
     * The store has kept changes: lets go of what has waited for them.
     *
     * @param sequence of the last that is kept
     */
    public void persisted(long sequence) {
        persisted = Math.max(persisted, sequence);
        for (Held next = held.peek(); next != null && next.change() <= persisted; next = held.peek()) {
            held.remove();
            heldBytes -= next.bytes();
            next.effect().run();
        }
        for (Behind next = behind.peek(); next != null && next.change() <= persisted; next = behind.peek()) {
            behind.remove();
            behindBytes -= next.bytes();
        }
        Iterator<Outbound> waiting = toQueue.iterator();
        while (keepsUp() && waiting.hasNext()) {
            queue(waiting.next());
            waiting.remove();
        }
    }

    private boolean keepsUp() {
        return appended - persisted < MOST_BEHIND && behindBytes < MOST_BEHIND_BYTES;
    }

    /** The store is about to be closed: what changes from now on is for the next client to find out. */
    public void close() {
        closed = true;
    }

    private void append(SessionChange change) {
        if (!closed) {
            store.append(++appended, change);
        }
    }

    private void appendFirst(SessionChange change) {
        append(change);
        awaited = appended;
    }

    @Override
    public void whenKept(Runnable next) {
        whenKept(0, next);
    }

    private void whenKept(long bytes, Runnable next) {
        if (held.isEmpty() && awaited <= persisted) {
            next.run();
        } else {
            held.add(new Held(awaited, bytes, next));
            heldBytes += bytes;
        }
    }

    @Override
    public void send(Packet packet) {
        long bytes = packet instanceof Publish publish ? publish.payload().length() : 0;
        whenKept(bytes, () -> world.send(packet));
    }

    @Override
    public void publish(Message message, boolean duplicate, int packetIdentifier) {
        whenKept(message.payload().length(), () -> world.publish(message, duplicate, packetIdentifier));
    }

    @Override
    public boolean writable() {
        return held.size() < MOST_HELD && heldBytes < MOST_HELD_BYTES && world.writable();
    }

    @Override
    public void disconnected(boolean expired) {
        held.clear();
        heldBytes = 0;
        if (expired) {
            append(new Expired());
        }
        world.disconnected(expired);
    }

    @Override
    public void queued(Outbound outbound) {
        if (toQueue.isEmpty() && keepsUp()) {
            queue(outbound);
        } else {
            toQueue.add(outbound);
        }
    }

    private void queue(Outbound outbound) {
        long left = outbound.nanosLeft(nanoTime.getAsLong());
        OptionalLong expiresAt = left == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(epochMillis.getAsLong() + TimeUnit.NANOSECONDS.toMillis(left));
        append(new Queued(outbound.number(), outbound.message(), expiresAt));
        long bytes = outbound.message().payload().length();
        behind.add(new Behind(appended, bytes));
        behindBytes += bytes;
    }

    @Override
    public void published(Outbound outbound) {
        Iterator<Outbound> waiting = toQueue.iterator();
        while (toQueue.contains(outbound)) {
            queue(waiting.next());
            waiting.remove();
        }
        appendFirst(new Published(outbound.number(), outbound.packetIdentifier()));
    }

    @Override
    public void released(Outbound outbound) {
        appendFirst(new Released(outbound.number()));
    }

    @Override
    public void requeued(Outbound outbound) {
        append(new Requeued(outbound.number()));
    }

    @Override
    public void ended(Outbound outbound) {
        if (!toQueue.remove(outbound)) {
            append(new Ended(outbound.number()));
        }
    }

    @Override
    public void received(int packetIdentifier) {
        appendFirst(new Received(packetIdentifier));
    }

    @Override
    public void forgotten(int packetIdentifier) {
        appendFirst(new Forgotten(packetIdentifier));
    }

    @Override
    public void connecting() {
        appendFirst(new Connecting());
    }

    @Override
    public void connected(Optional<String> assigned, boolean resumed, boolean kept) {
        appendFirst(new Connected(assigned, resumed, kept));
    }

    @Override
    public void deliver(Inbound inbound) {
        world.deliver(inbound);
    }

    @Override
    public void done(Inbound inbound) {
        world.done(inbound);
    }

    @Override
    public void completed(Outbound outbound, PublishResult result) {
        world.completed(outbound, result);
    }

    @Override
    public void failed(Outbound outbound, MqttException failure) {
        world.failed(outbound, failure);
    }

    @Override
    public void left(Outbound outbound) {
        world.left(outbound);
    }
}
