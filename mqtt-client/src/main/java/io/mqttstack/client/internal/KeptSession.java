package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.session.KeptEffects;
import io.mqttstack.client.internal.session.SessionEffects;
import io.mqttstack.client.internal.session.SessionState;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.client.store.StoredSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The session of a client in its store: opened as the client is made, closed with it. */
final class KeptSession implements SessionStore.Progress {
    private final Engine engine;
    private final StoredSession stored;
    private final KeptEffects effects;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable MqttException failure;

    /** Opens it, for effects that go there in the end. */
    KeptSession(Engine engine, SessionStore store, SessionEffects world) {
        this.engine = engine;
        this.stored = open(store, engine.options().clientIdentifier());
        this.effects = new KeptEffects(world, stored, engine::now, System::currentTimeMillis);
    }

    private StoredSession open(SessionStore store, String clientIdentifier) {
        try {
            return store.open(clientIdentifier, this);
        } catch (IOException | RuntimeException e) {
            throw new MqttException("The session store cannot be opened: " + e.getMessage(), e, null, false);
        }
    }

    /** Effects that hold back what has to be kept first. */
    SessionEffects effects() {
        return effects;
    }

    /** Goes on where the client before ended. In the thread that makes the client. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody can be told more than the failure
    void restore(SessionState session) {
        SessionSnapshot snapshot = stored.snapshot();
        try {
            session.restore(snapshot, engine.publishes()::restored);
        } catch (IllegalArgumentException e) {
            close();
            throw new MqttException("The session store cannot be used: " + e.getMessage(), e, null, false);
        }
        snapshot.assignedClientIdentifier().ifPresent(engine.connections()::identify);
    }

    /** Why nothing can be kept any more; null: it can. */
    @Nullable
    MqttException failure() {
        return failure;
    }

    /** Keeps what is on its way, and lets go; the second call does nothing. */
    CompletionStage<Void> close() {
        return closed.compareAndSet(false, true) ? stored.close() : CompletableFuture.completedStage(null);
    }

    @Override
    public void persisted(long sequence) {
        engine.submit(() -> effects.persisted(sequence));
    }

    @Override
    public void failed(IOException cause) {
        MqttException why = new MqttException(
                "The session store has failed, and without it messages could be lost: close this client, see to the store, "
                        + "and open another client: " + cause.getMessage(),
                cause,
                null,
                false);
        failure = why;
        engine.submit(() -> engine.connections().fail(why));
    }

    @Override
    public void execute(Runnable task) {
        engine.execute(task);
    }
}
