package io.mqttstack.client.internal.session;

import org.jspecify.annotations.Nullable;

/** Received messages of one QoS in the order in which their answers must leave, linked through themselves. */
final class Unanswered {
    private @Nullable Inbound first;
    private @Nullable Inbound last;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Inbound first() {
        return first;
    }

    void add(Inbound inbound) {
        inbound.queued = true;
        Inbound before = last;
        if (before == null) {
            first = inbound;
        } else {
            before.behind = inbound;
        }
        last = inbound;
        size++;
    }

    @Nullable
    Inbound removeFirst() {
        Inbound head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }

    /** Takes one out that is in; hardly ever another than the first, which is found at once. */
    void remove(Inbound inbound) {
        Inbound before = null;
        for (Inbound each = first; each != null && each != inbound; each = each.behind) {
            before = each;
        }
        if (before == null) {
            first = inbound.behind;
        } else {
            before.behind = inbound.behind;
        }
        if (last == inbound) {
            last = before;
        }
        inbound.behind = null;
        inbound.queued = false;
        size--;
    }
}
