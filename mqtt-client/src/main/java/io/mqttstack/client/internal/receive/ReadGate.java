package io.mqttstack.client.internal.receive;

import io.mqttstack.codec.packet.QoS;

/**
 * The bounds of the inbox: what was received and the application is not done with. In the loop only.
 *
 * <p>When the bound is reached, reading pauses as long as nothing of ours awaits a reply. While something does, reading
 * goes on into a reserve of the same size, where QoS 0 is dropped; when the reserve is full too, the connection has to
 * be closed. So a handler that waits for its own publish always gets the answer, and memory stays bounded.
 */
public final class ReadGate {
    private final int mostMessages;
    private final long mostBytes;
    private int messages;
    private long bytes;

    public ReadGate(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
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

    public void settled(int count, long size) {
        messages -= count;
        bytes -= size;
    }

    public boolean full() {
        return messages >= mostMessages || bytes >= mostBytes;
    }

    public boolean reserveFull() {
        return messages >= 2L * mostMessages || bytes >= 2 * mostBytes;
    }

    /** Whether paused reading may go on: half of the inbox is free again. */
    public boolean drained() {
        return messages <= mostMessages / 2 && bytes <= mostBytes / 2;
    }
}
