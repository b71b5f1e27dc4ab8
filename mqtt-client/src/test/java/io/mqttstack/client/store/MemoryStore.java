package io.mqttstack.client.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store whose disk a test turns: what was appended is kept when the test says so, and lost if it does not. */
public final class MemoryStore implements SessionStore {
    private final List<SessionChange> kept = new ArrayList<>();
    private final List<SessionChange> appended = new ArrayList<>();
    private @Nullable Progress progress;
    private long sequence;

    /** Whether everything is kept at once. */
    public boolean quick;

    public boolean open;

    /** How many changes came after the end. */
    public int late;

    /** What close answers; null: it throws. */
    public @Nullable CompletionStage<Void> closing = CompletableFuture.completedStage(null);

    @Override
    public StoredSession open(String clientIdentifier, Progress told) {
        if (open) {
            throw new IllegalStateException("open already");
        }
        open = true;
        sequence = 0;
        progress = told;
        appended.clear();
        SessionSnapshot snapshot = contents().snapshot();
        return new StoredSession() {
            @Override
            public SessionSnapshot snapshot() {
                return snapshot;
            }

            @Override
            public void append(long number, SessionChange change) {
                if (progress != told) {
                    return; // what a process does after its end
                }
                if (!open) {
                    late++;
                    return;
                }
                if (number != sequence + appended.size() + 1) {
                    throw new IllegalStateException(number + " comes out of order");
                }
                appended.add(change);
                if (quick) {
                    keep(appended.size());
                }
            }

            @Override
            public CompletionStage<Void> close() {
                if (progress == told) {
                    keep(appended.size());
                    open = false;
                }
                CompletionStage<Void> answer = closing;
                if (answer == null) {
                    throw new IllegalStateException("cannot be closed");
                }
                return answer;
            }
        };
    }

    /** What is kept. */
    public SessionContents contents() {
        SessionContents contents = new SessionContents();
        kept.forEach(contents::apply);
        return contents;
    }

    /** What is appended and not kept. */
    public List<SessionChange> underWay() {
        return List.copyOf(appended);
    }

    /** Keeps the first of what was appended, and tells. */
    public void keep(int changes) {
        write(changes);
        Progress told = progress;
        if (told != null) {
            told.persisted(sequence);
        }
    }

    private void write(int changes) {
        List<SessionChange> first = appended.subList(0, changes);
        kept.addAll(first);
        sequence += changes;
        first.clear();
    }

    /** The client ends, whatever it was doing; some more of what was appended may have been written. */
    public void crash(int written) {
        write(written);
        appended.clear();
        progress = null;
        open = false;
    }

    /** The disk is full. */
    public void fail(String why) {
        Progress told = progress;
        if (told != null) {
            told.failed(new java.io.IOException(why));
        }
    }
}
