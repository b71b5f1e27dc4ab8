package io.mqttstack.client;

import io.mqttstack.client.internal.SharedRuntime;
import io.mqttstack.transport.Transport;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What clients share: the transport with its event loops and clock, the executor for application code, and randomness.
 *
 * <p>Clients that are built without one share an instance of their own that ends with the last of them; its threads are
 * daemons. An instance made here belongs to the caller, who closes its transport and executor after the clients.
 *
 * @param transport makes connections; its loops carry the clients, its clock is their clock
 * @param executor runs handlers, listeners and completions, which may block: it needs as many threads as may block at
 *     once
 * @param random numbers from 0 (inclusive) to 1 (exclusive), for the jitter of reconnects; any thread
 */
public record ClientRuntime(Transport transport, Executor executor, DoubleSupplier random) {

    /**
     * Checks that everything is there.
     *
     * @param transport makes connections
     * @param executor runs what may block
     * @param random numbers from 0 to 1
     */
    public ClientRuntime {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(random, "random");
    }

    /**
     * Makes an executor for application code: a virtual thread a task where the JDK has them (21 and newer), otherwise
     * daemon threads that are made as needed and end when idle for a minute.
     *
     * @return an executor that needs no shutting down
     */
    public static Executor defaultExecutor() {
        return SharedRuntime.executor();
    }
}
