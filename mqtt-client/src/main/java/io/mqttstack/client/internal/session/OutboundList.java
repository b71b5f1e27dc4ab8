package io.mqttstack.client.internal.session;

import org.jspecify.annotations.Nullable;

/** Messages in an order, linked through themselves: adding and removing anywhere costs no allocation and no search. */
public final class OutboundList {
    private @Nullable Outbound first;
    private @Nullable Outbound last;
    private int size;

    /** Makes an empty list. */
    public OutboundList() {}

    /**
     * Returns the first.
     *
     * @return it, or null where there is none
     */
    public @Nullable Outbound first() {
        return first;
    }

    /**
     * Returns what comes after one of them.
     *
     * @param outbound in this list
     * @return the next, or null where there is none
     */
    public @Nullable Outbound after(Outbound outbound) {
        return outbound.next;
    }

    /**
     * Counts them.
     *
     * @return zero or more
     */
    public int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    /**
     * Tells whether one is in this list.
     *
     * @param outbound any message
     * @return true if it is
     */
    public boolean contains(Outbound outbound) {
        return outbound.home == this;
    }

    /**
     * Adds one at the end.
     *
     * @param outbound in no list
     */
    public void addLast(Outbound outbound) {
        outbound.home = this;
        outbound.previous = last;
        outbound.next = null;
        if (last == null) {
            first = outbound;
        } else {
            last.next = outbound;
        }
        last = outbound;
        size++;
    }

    /**
     * Takes one out.
     *
     * @param outbound in this list
     */
    public void remove(Outbound outbound) {
        Outbound before = outbound.previous;
        Outbound after = outbound.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        outbound.home = null;
        outbound.previous = null;
        outbound.next = null;
        size--;
    }

    /**
     * Takes out the first.
     *
     * @return it, or null where there is none
     */
    public @Nullable Outbound removeFirst() {
        Outbound head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }

    /** Puts all of another list before this one's, in their order; the other is empty afterwards. */
    void prepend(OutboundList other) {
        Outbound otherLast = other.last;
        if (otherLast == null) {
            return;
        }
        for (Outbound each = other.first; each != null; each = each.next) {
            each.home = this;
        }
        otherLast.next = first;
        if (first == null) {
            last = otherLast;
        } else {
            first.previous = otherLast;
        }
        first = other.first;
        size += other.size;
        other.first = null;
        other.last = null;
        other.size = 0;
    }
}
