package io.mqttstack.client.internal;

import io.mqttstack.client.ClientListener;
import io.mqttstack.client.internal.handover.InTurn;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.publish.Completions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Calls the listener on the executor, one call at a time and in order. Any thread may add calls. */
final class ListenerCalls extends InTurn {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final ClientListener listener;
    private final Completions executor;

    private static final class Call extends Linked {
        final Consumer<ClientListener> call;

        Call(Consumer<ClientListener> call) {
            this.call = call;
        }
    }

    ListenerCalls(ClientListener listener, Completions executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void call(Consumer<ClientListener> call) {
        addWork(new Call(call));
    }

    @Override
    protected void start(Runnable worker) {
        executor.execute(worker);
    }

    @Override
    protected void work(Linked next) {
        callHere(((Call) next).call);
    }

    /** Calls the listener on this thread, at once. */
    @SuppressWarnings("CatchingUnchecked") // a listener's Error must not stop the calls behind it
    void callHere(Consumer<ClientListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The client listener threw", e);
        }
    }
}
