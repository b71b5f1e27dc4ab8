package io.mqttstack.conformance.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One client of a process. */
final class ProcessInstance implements ClientInstance {
    private final ClientProcess process;
    private final Consumer<ClientProcess> spare;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean comesBack;

    /**
     * Begins a client.
     *
     * @param process what carries it, and is its own from now on
     * @param events told of everything
     * @param spare takes the process if another client may have it
     */
    ProcessInstance(ClientProcess process, Consumer<Event> events, Consumer<ClientProcess> spare) {
        this.process = process;
        this.spare = spare;
        process.serve(event -> {
            if (!closed.get()) {
                events.accept(event);
            }
        });
    }

    @Override
    public String version() {
        return process.version();
    }

    @Override
    public Set<Feature> features() {
        return process.features();
    }

    @Override
    public void perform(int number, Command command) {
        if (command instanceof Command.Connect connect && connect.reconnect()) {
            comesBack = true;
        }
        process.perform(number, command);
    }

    @Override
    public List<String> log() {
        return process.log();
    }

    /** Not every library can be kept from coming back, so that a client that may is ended with its process. */
    @Override
    public void retire() {
        if (closed.compareAndSet(false, true)) {
            if (!comesBack && process.renew()) {
                spare.accept(process);
            } else {
                process.close();
            }
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            process.close();
        }
    }
}
