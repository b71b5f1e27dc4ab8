package io.mqttstack.client.internal.publish;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.options.ClientLimits;
import io.mqttstack.client.options.OverflowPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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
    private final OverflowPolicy policy;
    private final int mostMessages;
    private final long mostBytes;
    private final AtomicInteger takenMessages = new AtomicInteger();
    private final AtomicLong takenBytes = new AtomicLong();

    /** On the way to the loop; DROP_OLDEST only, since elsewhere no caller has to find them. */
    private final Queue<Outbound> arriving = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean arrival = new AtomicBoolean();

    /** Waiting for room; the loop's alone, like what follows. */
    private final Deque<Outbound> waiting = new ArrayDeque<>(0);

    private int messages;
    private long bytes;

    public OutboundBuffer(OverflowPolicy policy, ClientLimits limits) {
        this.policy = policy;
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
        boolean tooMany = takenMessages.incrementAndGet() > (long) times * mostMessages;
        boolean tooMuch = takenBytes.addAndGet(size) > times * mostBytes;
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
        takenMessages.decrementAndGet();
        takenBytes.addAndGet(-size(outbound.message()));
    }

    /** Gives the places of messages back whose senders are being told. */
    public void giveBack(int count, long size) {
        if (!dropsOldest()) {
            takenMessages.addAndGet(-count);
            takenBytes.addAndGet(-size);
        }
    }

    public boolean dropsOldest() {
        return policy == OverflowPolicy.DROP_OLDEST;
    }

    /** Adds to what is on the way and drops what is too old; true: the loop has to be told to accept it. */
    public boolean arrive(Outbound outbound, Consumer<Outbound> dropped) {
        arriving.add(outbound);
        while (takenMessages.get() > mostMessages || takenBytes.get() > mostBytes) {
            Outbound oldest = arriving.poll();
            if (oldest == null) {
                break;
            }
            give(oldest);
            dropped.accept(oldest);
        }
        return arrival.compareAndSet(false, true);
    }

    // ---- in the loop

    /** Takes out what is on the way, oldest first. */
    public void arrived(Consumer<Outbound> accept) {
        arrival.set(false);
        for (Outbound next = arriving.poll(); next != null; next = arriving.poll()) {
            give(next);
            accept.accept(next);
        }
    }

    /** Lets a message in, or lets it wait for room behind the others, so that order is kept. */
    public void accept(Outbound outbound, Consumer<Outbound> session) {
        if (policy == OverflowPolicy.WAIT && (!waiting.isEmpty() || !fits(outbound))) {
            waiting.add(outbound);
        } else {
            admit(outbound, session);
        }
    }

    /** Lets in what waits, as far as there is room. */
    public void admitWaiting(Consumer<Outbound> session) {
        for (Outbound next = waiting.peek(); next != null && fits(next); next = waiting.peek()) {
            waiting.remove();
            admit(next, session);
        }
    }

    private boolean fits(Outbound outbound) {
        return messages < mostMessages && bytes + size(outbound.message()) <= mostBytes;
    }

    private void admit(Outbound outbound, Consumer<Outbound> session) {
        if (outbound.admit()) {
            messages++;
            bytes += size(outbound.message());
            session.accept(outbound);
        } else {
            give(outbound);
        }
    }

    /** Whether the first of those that wait fits by now. */
    public boolean hasRoom() {
        Outbound first = waiting.peek();
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
        if (waiting.remove(outbound)) {
            give(outbound);
        }
    }

    /** How many messages wait for room. */
    public int waiting() {
        return waiting.size();
    }

    /** Takes out all that waits for room. */
    public void abandon(Consumer<Outbound> ended) {
        for (Outbound next = waiting.poll(); next != null; next = waiting.poll()) {
            ended.accept(next);
        }
    }

    /** Takes out what has expired while it waited for room; returns in how many nanoseconds the next one will. */
    public long expire(long now, Consumer<Outbound> ended) {
        long next = Long.MAX_VALUE;
        for (Iterator<Outbound> all = waiting.iterator(); all.hasNext(); ) {
            Outbound each = all.next();
            long left = each.nanosLeft(now);
            if (left <= 0) {
                all.remove();
                ended.accept(each);
            } else {
                next = Math.min(next, left);
            }
        }
        return next;
    }
}
