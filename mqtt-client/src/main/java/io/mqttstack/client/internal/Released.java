package io.mqttstack.client.internal;

import io.mqttstack.client.internal.publish.OutboundBuffer;
import io.mqttstack.client.internal.session.Arrival;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.codec.packet.QoS;

/**
 * What a handler is done with, on its way back to the loop: room in the inbox that messages of QoS 0 have taken, and
 * messages to acknowledge. The loop hears of it together. Of room, all mailboxes hold back at most a sixteenth of the inbox
 * at a time, so that handlers which never return hold up the reading hardly earlier than without; of acknowledgements,
 * nothing longer than {@link Settlements} says.
 */
final class Released {
    private static final int MOST = 64;
    private static final int PART = 16;

    private final Engine engine;
    private final int mostMessages;
    private final long mostBytes;
    private int messages;
    private long bytes;
    private int settled;

    Released(Engine engine) {
        this.engine = engine;
        int parts = PART * Math.max(1, engine.deliveries().mailboxes());
        mostMessages = Math.max(1, Math.min(MOST, engine.options().limits().inboxMessages() / parts));
        mostBytes = engine.options().limits().inboxBytes() / parts;
    }

    /** How many messages a mailbox may have begun with, or be done with, at a time. */
    int most() {
        return mostMessages;
    }

    /** Takes a message that the handler is done with. */
    void add(Arrival delivery) {
        if (!(delivery instanceof Inbound inbound)) {
            delivery.acknowledge();
            return;
        }
        if (!inbound.finish()) {
            return;
        }
        if (inbound.message().qos() != QoS.AT_MOST_ONCE) {
            engine.settleSoon(inbound);
            if (++settled >= mostMessages) {
                settled = 0;
                engine.settleNow();
            }
            return;
        }
        messages++;
        bytes += OutboundBuffer.size(inbound.message());
        if (messages >= mostMessages || bytes >= mostBytes) {
            giveBackRoom();
        }
    }

    /** Gives everything back; the handler may take long before there is more. */
    void giveBack() {
        if (messages > 0) {
            giveBackRoom();
        }
        if (settled > 0) {
            settled = 0;
            engine.settleNow();
        }
    }

    private void giveBackRoom() {
        engine.giveBack(messages, bytes);
        messages = 0;
        bytes = 0;
    }
}
