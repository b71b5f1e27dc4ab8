package io.mqttstack.client.internal.handover;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * From any thread to one, in order: a lock-free stack that the consumer takes as a whole and turns round. Adding allocates
 * nothing, and only whoever finds the queue empty has to think of waking the consumer.
 */
public class HandoverQueue {
    private static final AtomicReferenceFieldUpdater<HandoverQueue, @Nullable Linked> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(HandoverQueue.class, Linked.class, "newest");

    private volatile @Nullable Linked newest;

    /** Makes an empty queue. */
    public HandoverQueue() {}

    /**
     * Adds one. Any thread.
     *
     * @param added in no chain or queue
     * @return whether the queue was empty
     */
    public boolean add(Linked added) {
        Linked before;
        do {
            before = newest;
            added.link = before;
        } while (!NEWEST.compareAndSet(this, before, added));
        return before == null;
    }

    /**
     * Tells whether there is nothing. Any thread.
     *
     * @return true if empty
     */
    public boolean isEmpty() {
        return newest == null;
    }

    /**
     * Moves all to the end of a chain, oldest first. The consumer only.
     *
     * @param target takes them
     */
    public void drainTo(Chain target) {
        Linked all = isEmpty() ? null : NEWEST.getAndSet(this, null);
        if (all != null) {
            target.addReversed(all);
        }
    }
}
