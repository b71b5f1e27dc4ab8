package io.mqttstack.client.store;

import java.util.concurrent.CompletionStage;

/** A session in a store, open for one client. */
public interface StoredSession {

    /**
     * Returns what the session was when it was opened. Called once, before the first change.
     *
     * @return what an earlier client left
     */
    SessionSnapshot snapshot();

    /**
     * Takes a change, to be kept behind the ones before: the store has all up to some change, or lost all behind it. Called
     * by one thread at a time, an event loop: must not block.
     *
     * @param sequence the number of the change, one more than that of the one before; for
     *     {@link SessionStore.Progress#persisted}
     * @param change what changes
     */
    void append(long sequence, SessionChange change);

    /**
     * Keeps what was appended, and lets go of the session, so that it may be opened again. Called once, after the last
     * change; must not block.
     *
     * @return completes when that is done, never with a failure: that goes to {@link SessionStore.Progress#failed}
     */
    CompletionStage<Void> close();
}
