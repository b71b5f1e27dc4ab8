package io.mqttstack.client.internal;

import io.mqttstack.client.ClientListener;
import io.mqttstack.client.internal.publish.Completions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Calls the listener on the executor, one call at a time and in order. Any thread may add calls. */
final class ListenerCalls {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    private final ClientListener listener;
    private final Completions executor;
    private final Queue<Consumer<ClientListener>> calls = new ArrayDeque<>(0);
    private boolean running;

    ListenerCalls(ClientListener listener, Completions executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void call(Consumer<ClientListener> call) {
        synchronized (calls) {
            calls.add(call);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        while (true) {
            Consumer<ClientListener> next;
            synchronized (calls) {
                next = calls.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            callHere(next);
        }
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
