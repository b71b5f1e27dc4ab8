package io.mqttstack.client.internal;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.session.KeptEffects;
import io.mqttstack.client.internal.session.SessionEffects;
import io.mqttstack.client.internal.session.SessionState;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionStore;
import io.mqttstack.client.store.StoredSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The session of a client in its store: opened as the client is made, closed with it. */
final class KeptSession implements SessionStore.Progress {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final Engine engine;
    private final StoredSession stored;
    private final KeptEffects effects;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
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
    void restore(SessionState session) {
        try {
            SessionSnapshot snapshot = stored.snapshot();
            session.restore(snapshot, each -> engine.publishes().restored(each.message(), effects.since(each)));
            snapshot.assignedClientIdentifier().ifPresent(engine.connections()::identify);
        } catch (RuntimeException e) {
            closeHere();
            throw new MqttException("The session store cannot be used: " + e.getMessage(), e, null, false);
        }
    }

    /** Why nothing can be kept any more; null: it can. */
    @Nullable
    MqttException failure() {
        return failure;
    }

    /** Keeps what is on its way, and lets go; all calls wait for the same end. Any thread. */
    CompletionStage<Void> close() {
        engine.submit(this::closeHere);
        return closed;
    }

    /** In the loop, so that nothing is appended afterwards, or before the loop knows of the client. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits, waits for the end
    void closeHere() {
        if (closing.compareAndSet(false, true)) {
            effects.close();
            try {
                stored.close().whenComplete((nothing, failure) -> engine.execute(() -> closed.complete(null)));
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "The session store cannot be closed", e);
                engine.execute(() -> closed.complete(null));
            }
        }
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
