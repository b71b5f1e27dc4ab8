package io.mqttstack.client.internal;

import io.mqttstack.client.internal.publish.OutboundBuffer;
import io.mqttstack.client.internal.session.Inbound;

/**
 * Room in the inbox that messages of QoS 0 have taken and a handler is done with. It goes back to the loop together, which
 * is woken once for all of them; the server awaits nothing. What all mailboxes hold back at a time is at most a sixteenth
 * of the inbox, so that handlers which never return hold up the reading hardly earlier than without.
 */
final class Released {
    private static final int MOST = 64;
    private static final int PART = 16;

    private final Engine engine;
    private final int mostMessages;
    private final long mostBytes;
    private int messages;
    private long bytes;

    Released(Engine engine) {
        this.engine = engine;
        int parts = PART * Math.max(1, engine.deliveries().mailboxes());
        mostMessages = Math.min(MOST, engine.options().limits().inboxMessages() / parts);
        mostBytes = engine.options().limits().inboxBytes() / parts;
    }

    /** Takes a message that the handler is done with; false: it has to be acknowledged by itself. */
    boolean take(Inbound inbound) {
        if (mostMessages == 0 || !inbound.release()) {
            return false;
        }
        messages++;
        bytes += OutboundBuffer.size(inbound.message());
        if (messages >= mostMessages || bytes >= mostBytes) {
            giveBack();
        }
        return true;
    }

    /** Gives everything back; the handler may take long before there is more. */
    void giveBack() {
        if (messages > 0) {
            engine.release(messages, bytes);
            messages = 0;
            bytes = 0;
        }
    }
}
