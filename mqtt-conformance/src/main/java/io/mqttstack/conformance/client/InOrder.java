package io.mqttstack.conformance.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks on another executor, one after the other as they were given. For a client whose handlers and listener have to
 * tell what came first.
 */
public final class InOrder implements Executor {
    private final Executor executor;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /**
     * Makes an executor.
     *
     * @param executor runs the tasks
     */
    public InOrder(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::next);
    }

    /** Runs one task; a task that throws ends its thread's turn, not those behind it. */
    private void next() {
        Runnable task;
        synchronized (tasks) {
            task = tasks.element();
        }
        try {
            task.run();
        } finally {
            boolean more;
            synchronized (tasks) {
                tasks.remove();
                more = !tasks.isEmpty();
                running = more;
            }
            if (more) {
                executor.execute(this::next);
            }
        }
    }
}
