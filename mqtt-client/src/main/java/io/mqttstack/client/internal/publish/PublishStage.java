package io.mqttstack.client.internal.publish;

import io.mqttstack.client.PublishResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The stage of a publish, which knows whether work may have been chained to it: what is chained runs in the thread that
 * completes the stage, and must not hold up others that the same thread completes.
 */
public final class PublishStage extends CompletableFuture<PublishResult> {
    private static final int OPEN = 0;
    private static final int CHAINED = 1;
    private static final int SEALED = 2;
    private static final AtomicIntegerFieldUpdater<PublishStage> STATE =
            AtomicIntegerFieldUpdater.newUpdater(PublishStage.class, "state");

    private volatile int state = OPEN;

    /**
     * Decides that completing it runs nobody's work; must be followed by its completion at once.
     *
     * @return false: work may have been chained
     */
    boolean seal() {
        return getNumberOfDependents() == 0 && STATE.compareAndSet(this, OPEN, SEALED);
    }

    /** Before anything is chained: work that comes too late for the seal waits, and runs in the thread that chains it. */
    @SuppressWarnings("ThreadPriorityCheck") // no longer than the sealing thread takes from the seal to the completion
    private void chain() {
        if (!STATE.compareAndSet(this, OPEN, CHAINED) && state == SEALED) {
            while (!isDone()) {
                Thread.yield();
            }
        }
    }

    /** Every method that chains one stage to this one asks for the new stage here first. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        chain();
        return new CompletableFuture<>();
    }

    /** What combines several stages asks for this first. */
    @Override
    public CompletableFuture<PublishResult> toCompletableFuture() {
        chain();
        return this;
    }
}
