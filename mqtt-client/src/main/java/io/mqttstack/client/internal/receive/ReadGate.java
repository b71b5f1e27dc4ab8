package io.mqttstack.client.internal.receive;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.codec.packet.QoS;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The bounds of the inbox: what was received and the application is not done with. In the loop, but for {@link #giveBack}.
 *
 * <p>Messages of QoS 1 and 2 are counted by the session alone, which keeps them until they are acknowledged too: that is what
 * our Receive Maximum is about, and what a server sends beyond is not read before. Mosquitto 2.0.11 does send more, and would
 * be cut off with 0x93 for each of them otherwise. Messages of QoS 0, and the bytes of all, are counted here.
 *
 * <p>When the bound is reached, reading pauses as long as nothing of ours awaits a reply. While something does, reading
 * goes on into a reserve of the same size, where QoS 0 is dropped; when the reserve is full too, the connection has to
 * be closed. So a handler that waits for its own publish always gets the answer, and memory stays bounded.
 *
 * <pre>
 *   QoS 0 = received - given back by handlers, which the loop counts when it needs to know
 *   full --paused--> half of what QoS 1 and 2 leave is free: goes on
 * </pre>
 */
public final class ReadGate {
    private static final AtomicIntegerFieldUpdater<ReadGate> BACK_MESSAGES =
            AtomicIntegerFieldUpdater.newUpdater(ReadGate.class, "backMessages");
    private static final AtomicLongFieldUpdater<ReadGate> BACK_BYTES =
            AtomicLongFieldUpdater.newUpdater(ReadGate.class, "backBytes");
    private static final AtomicIntegerFieldUpdater<ReadGate> AWAITED =
            AtomicIntegerFieldUpdater.newUpdater(ReadGate.class, "awaited");

    private final int mostMessages;
    private final long mostBytes;
    private int messages;
    private long bytes;

    /** Given back and not counted yet. */
    private volatile int backMessages;

    private volatile long backBytes;

    /** 1: the loop sleeps until so much is given back. */
    private volatile int awaited;

    private volatile int missingMessages;
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

    /** The gate of an inbox, which is full at our Receive Maximum. */
    public static ReadGate of(ClientOptions options) {
        return new ReadGate(options.limits().inboxMessages(), options.limits().inboxBytes());
    }

    /**
     * Takes a message in; false: it is QoS 0 and there is no room for it.
     *
     * @param open how many messages of QoS 1 and 2 take room, this one included
     */
    public boolean admit(QoS qos, long size, int open) {
        if (qos == QoS.AT_MOST_ONCE) {
            if (full(open)) {
                return false;
            }
            messages++;
        }
        bytes += size;
        return true;
    }

    /** A message takes no room any more. */
    public void leave(QoS qos, long size) {
        if (qos == QoS.AT_MOST_ONCE) {
            messages--;
        }
        bytes -= size;
    }

    /** Gives room back for messages that the server awaits no answer to; true: the loop has to be woken. Any thread. */
    public boolean giveBack(int count, long size) {
        BACK_BYTES.addAndGet(this, size);
        BACK_MESSAGES.addAndGet(this, count);
        return awaited == 1
                && backMessages >= missingMessages
                && backBytes >= missingBytes
                && AWAITED.compareAndSet(this, 1, 0);
    }

    private void countBack() {
        messages -= BACK_MESSAGES.getAndSet(this, 0);
        bytes -= BACK_BYTES.getAndSet(this, 0);
    }

    /** Whether nothing more should be read, with so many messages of QoS 1 and 2. */
    public boolean full(int open) {
        if (!exceeded(open)) {
            return false;
        }
        countBack();
        return exceeded(open);
    }

    private boolean exceeded(int open) {
        return messages + open >= mostMessages || bytes >= mostBytes;
    }

    /** Whether the reserve is full too. */
    public boolean reserveFull(int open) {
        return messages + open >= 2L * mostMessages || bytes >= 2 * mostBytes;
    }

    /**
     * Whether paused reading may go on: QoS 1 and 2 leave some room, half of which is free, and so is half of the bytes. If
     * not, {@link #giveBack} tells when.
     */
    public boolean drained(int open) {
        int room = mostMessages - open;
        do {
            countBack();
            missingMessages = room > 0 ? messages - room / 2 : Integer.MAX_VALUE;
            missingBytes = bytes - mostBytes / 2;
            if (missingMessages <= 0 && missingBytes <= 0) {
                awaited = 0;
                return true;
            }
            awaited = 1;
        } while (backMessages != 0); // came back before it could know that it is awaited
        return false;
    }
}
