package io.mqttstack.client.internal.handover;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Work that any thread may add and that is done elsewhere, in order and one at a time: while some is being done, what is added
 * needs no further thread.
 */
public abstract class InTurn extends HandoverQueue implements Runnable {
    private static final AtomicIntegerFieldUpdater<InTurn> AT_WORK =
            AtomicIntegerFieldUpdater.newUpdater(InTurn.class, "atWork");

    @SuppressWarnings("UnusedVariable") // read by AT_WORK
    private volatile int atWork;

    /** Has nothing to do. */
    protected InTurn() {}

    /**
     * Runs this where it may block.
     *
     * @param worker this
     */
    protected abstract void start(Runnable worker);

    /**
     * Does one piece of work; must not throw.
     *
     * @param next the oldest
     */
    protected abstract void work(Linked next);

    /** All that was there is done; more may be there by now. Must not throw. */
    protected void worked() {}

    /**
     * Adds a piece of work and sees to it that it is done.
     *
     * @param added in no chain or queue
     */
    protected final void addWork(Linked added) {
        add(added);
        if (AT_WORK.compareAndSet(this, 0, 1)) {
            start(this);
        }
    }

    @Override
    public final void run() {
        Chain taken = new Chain();
        do {
            for (drainTo(taken); !taken.isEmpty(); drainTo(taken)) {
                for (Linked next = taken.poll(); next != null; next = taken.poll()) {
                    work(next);
                }
                worked();
            }
            atWork = 0;
        } while (!isEmpty() && AT_WORK.compareAndSet(this, 0, 1));
    }
}
