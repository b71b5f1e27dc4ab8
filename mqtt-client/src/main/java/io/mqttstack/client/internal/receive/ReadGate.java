package io.mqttstack.client.internal.receive;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.codec.packet.QoS;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bounds of the inbox: what was received and the application is not done with. In the loop, but for {@link #giveBack}.
 *
 * <p>When the bound is reached, reading pauses as long as nothing of ours awaits a reply. While something does, reading
 * goes on into a reserve of the same size, where QoS 0 is dropped; when the reserve is full too, the connection has to
 * be closed. So a handler that waits for its own publish always gets the answer, and memory stays bounded.
 *
 * <pre>
 *   messages = received - settled in the loop - given back by handlers, which the loop counts when it needs to know
 *   full --paused--> half is free: goes on
 * </pre>
 */
public final class ReadGate {
    private final int mostMessages;
    private final long mostBytes;
    private long messages;
    private long bytes;

    /** Given back and not counted yet. */
    private final AtomicLong backMessages = new AtomicLong();

    private final AtomicLong backBytes = new AtomicLong();

    /** Whether the loop sleeps until so much is given back. */
    private final AtomicBoolean awaited = new AtomicBoolean();

    private volatile long missingMessages;
    private volatile long missingBytes;

    /**
     * Starts empty.
     *
     * @param mostMessages the bound of the inbox, and of its reserve
     * @param mostBytes the bound in bytes
     */
    ReadGate(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /**
     * The gate of an inbox. It is full at our Receive Maximum: what a server sends beyond is not read before messages are
     * settled here. Mosquitto 2.0.11 does send more, and would be cut off with 0x93 for each of them otherwise.
     */
    public static ReadGate of(ClientOptions options) {
        return new ReadGate(options.limits().inboxMessages(), options.limits().inboxBytes());
    }

    /** Takes a message in; false: it is QoS 0 and there is no room for it. */
    public boolean admit(QoS qos, long size) {
        if (qos == QoS.AT_MOST_ONCE && full()) {
            return false;
        }
        messages++;
        bytes += size;
        return true;
    }

    public void settled(long size) {
        messages--;
        bytes -= size;
    }

    /** Gives room back for messages that the server awaits no answer to; true: the loop has to be woken. Any thread. */
    public boolean giveBack(int count, long size) {
        backBytes.addAndGet(size);
        backMessages.addAndGet(count);
        return awaited.get()
                && backMessages.get() >= missingMessages
                && backBytes.get() >= missingBytes
                && awaited.compareAndSet(true, false);
    }

    private void countBack() {
        messages -= backMessages.getAndSet(0);
        bytes -= backBytes.getAndSet(0);
    }

    public boolean full() {
        if (!exceeded()) {
            return false;
        }
        countBack();
        return exceeded();
    }

    private boolean exceeded() {
        return messages >= mostMessages || bytes >= mostBytes;
    }

    public boolean reserveFull() {
        return messages >= 2L * mostMessages || bytes >= 2 * mostBytes;
    }

    /** Whether paused reading may go on, since half of the inbox is free again. If not, {@link #giveBack} tells when. */
    public boolean drained() {
        do {
            countBack();
            missingMessages = messages - mostMessages / 2;
            missingBytes = bytes - mostBytes / 2;
            if (missingMessages <= 0 && missingBytes <= 0) {
                awaited.set(false);
                return true;
            }
            awaited.set(true);
        } while (backMessages.get() != 0); // came back before it could know that it is awaited
        return false;
    }
}
