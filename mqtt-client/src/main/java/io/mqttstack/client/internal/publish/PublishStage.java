package io.mqttstack.client.internal.publish;

import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.session.Outbound;
import java.util.concurrent.CompletableFuture;

/**
 * The stage of a publish, which knows whether work may have been chained to it: what is chained runs in the thread that
 * completes the stage, and must not hold up others that the same thread completes.
 */
public final class PublishStage extends CompletableFuture<PublishResult> {
    private boolean chained;

    /**
     * Tells whoever waits, unless work may have been chained: nothing can be chained meanwhile.
     *
     * @param outcome completes this
     * @return false: work may have been chained, and nothing was done
     */
    synchronized boolean tellUnchained(Outbound outcome) {
        if (chained || getNumberOfDependents() > 0) {
            return false;
        }
        outcome.tell();
        return true;
    }

    /** Before anything is chained; what comes later than the outcome runs in the thread that chains it. */
    private synchronized void chain() {
        chained = true;
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
