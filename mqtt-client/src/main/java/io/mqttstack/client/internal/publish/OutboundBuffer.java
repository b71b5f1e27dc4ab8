package io.mqttstack.client.internal.publish;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.internal.session.OutboundList;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.OverflowPolicy;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of what waits to be sent or acknowledged, and what happens at them.
 *
 * <pre>
 *   caller --take--> on the way --accept--> [waiting for room, WAIT only] --admit--> session --release--> ended
 *          --giveBack--> told
 * </pre>
 *
 * <p>Callers take places, which are given back when they are told. Until then: with FAIL and DROP_NEWEST everything fits
 * the bound; with WAIT as much again may wait for room, not counting threads that wait with it; with DROP_OLDEST the bound
 * counts twice, for what is on the way, where the caller drops the oldest, and for the session, where the loop does. There
 * a place is given back as soon as the message has arrived, because nothing slows a caller: its listener has to keep up.
 */
public final class OutboundBuffer {
    private static final AtomicIntegerFieldUpdater<OutboundBuffer> TAKEN_MESSAGES =
            AtomicIntegerFieldUpdater.newUpdater(OutboundBuffer.class, "takenMessages");
    private static final AtomicLongFieldUpdater<OutboundBuffer> TAKEN_BYTES =
            AtomicLongFieldUpdater.newUpdater(OutboundBuffer.class, "takenBytes");

    private final OverflowPolicy policy;
    private final int mostMessages;
    private final long mostBytes;
    private volatile int takenMessages;
    private volatile long takenBytes;

    /** On the way to the loop; null but for DROP_OLDEST, since elsewhere no caller has to find them. */
    private final @Nullable Arriving arriving;

    /** Waiting for room; the loop's alone, like what follows. */
    private final OutboundList waiting = new OutboundList();

    private int messages;
    private long bytes;

    /** What is on the way to the loop, where callers may drop it. */
    private static final class Arriving extends ConcurrentLinkedQueue<Outbound> {
        private static final long serialVersionUID = 1;

        /** Whether the loop has been told. */
        final AtomicBoolean told = new AtomicBoolean();
    }

    /** Where messages go from here. */
    public interface Owner {
        /** It was let in. In the loop. */
        void admitted(Outbound outbound);

        /** It was dropped on the way to the loop. Any thread. */
        void dropped(Outbound outbound);
    }

    public OutboundBuffer(OverflowPolicy policy, ClientLimits limits) {
        this.policy = policy;
        this.arriving = policy == OverflowPolicy.DROP_OLDEST ? new Arriving() : null;
        this.mostMessages = limits.outboundMessages();
        this.mostBytes = limits.outboundBytes();
    }

    /** What a message counts for: topic and payload. */
    public static long size(Message message) {
        return (long) message.topic().value().length() + message.payload().length();
    }

    // ---- any thread

    /**
     * Takes room for a message, or says that the message itself is dropped.
     *
     * @throws MqttException if there is no room and the policy, or the size of the message, lets it fail
     */
    public boolean take(Outbound outbound) {
        long size = size(outbound.message());
        if (size > mostBytes) {
            throw new MqttException(
                    "The message for topic " + outbound.message().topic() + " has " + size
                            + " bytes and the whole outbound buffer takes " + mostBytes
                            + ": send less at once, or widen ClientLimits");
        }
        boolean waits = policy == OverflowPolicy.WAIT;
        int times = waits ? 2 : 1;
        boolean tooMany = TAKEN_MESSAGES.incrementAndGet(this) > (long) times * mostMessages;
        boolean tooMuch = TAKEN_BYTES.addAndGet(this, size) > times * mostBytes;
        if (!(tooMany || tooMuch) || policy == OverflowPolicy.DROP_OLDEST || (waits && outbound.direct())) {
            return true;
        }
        give(outbound);
        if (policy == OverflowPolicy.DROP_NEWEST) {
            return false;
        }
        throw new MqttException(
                "The outbound buffer is full (" + (tooMany ? mostMessages + " messages" : mostBytes + " bytes")
                        + (waits ? ", and as much waits for room" : "")
                        + "): publish more slowly, or widen ClientLimits; the message was not taken",
                null,
                null,
                true);
    }

    private void give(Outbound outbound) {
        TAKEN_MESSAGES.decrementAndGet(this);
        TAKEN_BYTES.addAndGet(this, -size(outbound.message()));
    }

    /** Gives the places of messages back whose senders are being told. */
    public void giveBack(int count, long size) {
        if (!dropsOldest()) {
            TAKEN_MESSAGES.addAndGet(this, -count);
            TAKEN_BYTES.addAndGet(this, -size);
        }
    }

    public boolean dropsOldest() {
        return arriving != null;
    }

    /** With DROP_OLDEST: adds to what is on the way and drops what is too old; true: the loop has to be told to accept it. */
    public boolean arrive(Outbound outbound, Owner owner) {
        Arriving queue = Objects.requireNonNull(arriving);
        queue.add(outbound);
        while (takenMessages > mostMessages || takenBytes > mostBytes) {
            Outbound oldest = queue.poll();
            if (oldest == null) {
                break;
            }
            give(oldest);
            owner.dropped(oldest);
        }
        return queue.told.compareAndSet(false, true);
    }

    /** Takes room for a message that an earlier client let in, whether there is some or not. Before all others. */
    public void restore(Outbound outbound) {
        long size = size(outbound.message());
        if (!dropsOldest()) {
            TAKEN_MESSAGES.incrementAndGet(this);
            TAKEN_BYTES.addAndGet(this, size);
        }
        messages++;
        bytes += size;
    }

    // ---- in the loop

    /** Takes out what is on the way, oldest first. */
    public void arrived(Consumer<Outbound> accept) {
        Arriving queue = Objects.requireNonNull(arriving);
        queue.told.set(false);
        for (Outbound next = queue.poll(); next != null; next = queue.poll()) {
            give(next);
            accept.accept(next);
        }
    }

    /** Lets a message in, or lets it wait for room behind the others, so that order is kept. */
    public void accept(Outbound outbound, Owner owner) {
        if (policy == OverflowPolicy.WAIT && (waiting.size() > 0 || !fits(outbound))) {
            waiting.addLast(outbound);
        } else {
            admit(outbound, owner);
        }
    }

    /** Lets in what waits, as far as there is room. */
    public void admitWaiting(Owner owner) {
        for (Outbound next = waiting.first(); next != null && fits(next); next = waiting.first()) {
            waiting.remove(next);
            admit(next, owner);
        }
    }

    private boolean fits(Outbound outbound) {
        return messages < mostMessages && bytes + size(outbound.message()) <= mostBytes;
    }

    private void admit(Outbound outbound, Owner owner) {
        if (outbound.admit()) {
            messages++;
            bytes += size(outbound.message());
            owner.admitted(outbound);
        } else {
            give(outbound);
        }
    }

    /** Whether the first of those that wait fits by now. */
    public boolean hasRoom() {
        Outbound first = waiting.first();
        return first != null && fits(first);
    }

    /** Whether something has to be dropped; with DROP_OLDEST only. */
    public boolean exceeded() {
        return messages > mostMessages || bytes > mostBytes;
    }

    /** A message that was let in has ended. */
    public void release(Outbound outbound) {
        messages--;
        bytes -= size(outbound.message());
    }

    /** Takes out a message whose sender does not wait for room any more. */
    public void withdraw(Outbound outbound) {
        if (waiting.contains(outbound)) {
            waiting.remove(outbound);
            give(outbound);
        }
    }

    /** How many messages wait for room. */
    public int waiting() {
        return waiting.size();
    }

    /** Takes out all that waits for room. */
    public void abandon(Consumer<Outbound> ended) {
        for (Outbound next = waiting.removeFirst(); next != null; next = waiting.removeFirst()) {
            ended.accept(next);
        }
    }

    /** Takes out what has expired while it waited for room; returns in how many nanoseconds the next one will. */
    public long expire(long now, Consumer<Outbound> ended) {
        long soonest = Long.MAX_VALUE;
        for (Outbound each = waiting.first(), next; each != null; each = next) {
            next = waiting.after(each);
            long left = each.nanosLeft(now);
            if (left <= 0) {
                waiting.remove(each);
                ended.accept(each);
            } else {
                soonest = Math.min(soonest, left);
            }
        }
        return soonest;
    }
}
