package io.mqttstack.transport.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tasks from many threads for one: a lock-free stack that the consumer takes as a whole and turns round.
 *
 * <p>Only the thread that finds the queue empty has to think of waking the consumer, and closing is exact: a task is
 * either refused or handed out.
 */
public final class TaskQueue {

    /** What came of {@link #offer}. */
    public enum Offer {
        /** Queued, and nothing was waiting: the consumer may be asleep. */
        FIRST,
        /** Queued behind others. */
        QUEUED,
        /** The queue is closed. */
        REFUSED
    }

    private static final class Node {
        final Runnable task;

        @Nullable
        Node next;

        Node(Runnable task) {
            this.task = task;
        }
    }

    private final Node closed = new Node(() -> {});
    private final AtomicReference<@Nullable Node> newest = new AtomicReference<>();

    /** Queues a task. Any thread. */
    public Offer offer(Runnable task) {
        Node node = new Node(task);
        while (true) {
            Node previous = newest.get();
            if (previous == closed) {
                return Offer.REFUSED;
            }
            node.next = previous;
            if (newest.compareAndSet(previous, node)) {
                return previous == null ? Offer.FIRST : Offer.QUEUED;
            }
        }
    }

    /** Whether nothing is queued. Any thread. */
    public boolean isEmpty() {
        Node node = newest.get();
        return node == null || node == closed;
    }

    /** Runs what is queued now, in order, but not what is queued meanwhile. Consumer only. Returns how many it ran. */
    public int run(TaskRunner runner) {
        return isEmpty() ? 0 : run(newest.getAndSet(null), runner);
    }

    /** Closes the queue if it is empty; tells whether it is closed now. Consumer only. */
    public boolean closeIfEmpty() {
        return newest.compareAndSet(null, closed) || newest.get() == closed;
    }

    /** Closes the queue and runs what is left in it. Consumer only. */
    public void close(TaskRunner runner) {
        Node rest = newest.getAndSet(closed);
        if (rest != closed) {
            run(rest, runner);
        }
    }

    private static int run(@Nullable Node newest, TaskRunner runner) {
        Node oldest = null;
        for (Node node = newest; node != null; ) {
            Node next = node.next;
            node.next = oldest;
            oldest = node;
            node = next;
        }
        int count = 0;
        for (Node node = oldest; node != null; node = node.next) {
            runner.run(node.task);
            count++;
        }
        return count;
    }

    /** Runs one task and lets no exception out. */
    public interface TaskRunner {

        /** Runs it. */
        void run(Runnable task);
    }
}
