package io.mqttstack.transport.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that run memory transports until told to stop. */
public final class MemoryDriver implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean done;

    /** Drives a transport in a thread of its own. */
    public MemoryTransport drive(MemoryTransport transport) {
        Thread thread = new Thread(() -> run(transport), "memory-driver");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
        return transport;
    }

    private void run(MemoryTransport transport) {
        try {
            while (!done) {
                transport.runReady();
                transport.awaitTask(Duration.ofMillis(50));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
