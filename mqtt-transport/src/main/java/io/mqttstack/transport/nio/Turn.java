package io.mqttstack.transport.nio;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Who may run what belongs to a loop: its thread, or, while that sleeps, one other thread at a time that borrows its turn.
 * Each sees what the one before it wrote.
 *
 * <pre>{@code
 *   AWAKE --sleep--> ASLEEP --borrow--> LENT --resume--> AWAITED (the thread has something to do, and waits)
 *     ^ ^-wake, resume-' ^--give back----'                  |
 *     '-------------------------------------give back-------'
 * }</pre>
 */
final class Turn {
    private enum State {
        AWAKE,
        ASLEEP,
        LENT,
        AWAITED
    }

    private final Thread thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.ASLEEP);
    private volatile Thread runner;

    /** The turn of a thread that sleeps until it is started. */
    Turn(Thread thread) {
        this.thread = thread;
        this.runner = thread;
    }

    /** Whether it is the calling thread that runs what belongs to the loop. */
    boolean isMine() {
        return Thread.currentThread() == runner;
    }

    // ---- the thread of the loop

    /** Lets others have the turn; whoever queues something after this wakes the thread. */
    void sleep() {
        state.set(State.ASLEEP);
    }

    /** Has the turn again: at once, or as soon as it is given back. Without effect while awake. */
    void resume() {
        while (state.get() != State.AWAKE && !state.compareAndSet(State.ASLEEP, State.AWAKE)) {
            if (state.compareAndSet(State.LENT, State.AWAITED) || state.get() == State.AWAITED) {
                LockSupport.park(this);
            }
        }
    }

    // ---- any other thread

    /** Whether the thread sleeps and nobody else has woken it yet: the caller has to. */
    boolean wake() {
        return state.get() == State.ASLEEP && state.compareAndSet(State.ASLEEP, State.AWAKE);
    }

    /** Takes the turn of the sleeping thread until {@link #giveBack()}; false: it is not to be had now. */
    boolean borrow() {
        boolean lent = state.get() == State.ASLEEP && state.compareAndSet(State.ASLEEP, State.LENT);
        if (lent) {
            runner = Thread.currentThread();
        }
        return lent;
    }

    /** Gives the turn back; whoever queued something meanwhile has not woken the thread. */
    void giveBack() {
        runner = thread;
        if (!state.compareAndSet(State.LENT, State.ASLEEP)) {
            state.set(State.AWAKE);
            LockSupport.unpark(thread);
        }
    }
}
