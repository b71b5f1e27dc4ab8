package io.mqttstack.client.internal.handover;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Things in their order, for one thread at a time. */
public final class Chain {
    private @Nullable Linked first;
    private @Nullable Linked last;

    /** Makes an empty chain. */
    public Chain() {}

    /**
     * Tells whether there is nothing.
     *
     * @return true if empty
     */
    public boolean isEmpty() {
        return first == null;
    }

    /**
     * Adds one at the end.
     *
     * @param added in no chain or queue
     */
    public void add(Linked added) {
        Linked before = last;
        if (before == null) {
            first = added;
        } else {
            before.link = added;
        }
        last = added;
    }

    /**
     * Takes out the first.
     *
     * @return it, or null where there is none
     */
    @Nullable
    public Linked poll() {
        Linked head = first;
        if (head != null) {
            first = head.link;
            head.link = null;
            if (first == null) {
                last = null;
            }
        }
        return head;
    }

    /**
     * Counts them, by going through all.
     *
     * @return zero or more
     */
    public int size() {
        int size = 0;
        for (Linked each = first; each != null; each = each.link) {
            size++;
        }
        return size;
    }

    /**
     * Takes out some.
     *
     * @param which which of them
     */
    public void removeIf(Predicate<Linked> which) {
        Chain all = new Chain();
        all.addAll(this);
        for (Linked each = all.poll(); each != null; each = all.poll()) {
            if (!which.test(each)) {
                add(each);
            }
        }
    }

    /**
     * Moves all of another chain to the end of this one.
     *
     * @param other is empty afterwards
     */
    public void addAll(Chain other) {
        Linked head = other.first;
        if (head == null) {
            return;
        }
        Linked before = last;
        if (before == null) {
            first = head;
        } else {
            before.link = head;
        }
        last = other.last;
        other.first = null;
        other.last = null;
    }

    /** Adds a list that was linked newest first, turning it round. */
    void addReversed(Linked newest) {
        Linked after = null;
        for (Linked each = newest; each != null; ) {
            Linked older = each.link;
            each.link = after;
            after = each;
            each = older;
        }
        if (last == null) {
            first = after;
        } else {
            last.link = after;
        }
        last = newest;
    }
}
