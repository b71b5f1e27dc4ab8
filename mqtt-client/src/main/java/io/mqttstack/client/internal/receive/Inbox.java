package io.mqttstack.client.internal.receive;

import io.mqttstack.client.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for {@code loop} and {@code receive}. The loop adds, any thread takes; no foreign code runs under the lock.
 * Its bound is kept by {@link ReadGate}.
 *
 * <p>A message that {@code loop} has no handler for yet is held back: for {@code receive}, or until a handler comes.
 */
public final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Deque<Delivery> held = new ArrayDeque<>();
    private boolean again;
    private volatile boolean used;

    public void add(Delivery delivery) {
        lock.lock();
        try {
            ready.add(delivery);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    public void hold(Delivery delivery) {
        lock.lock();
        try {
            held.add(delivery);
        } finally {
            lock.unlock();
        }
    }

    /** Handlers or the time have changed: what is held is looked at again, and whoever waits looks whether to go on. */
    public void reconsider() {
        lock.lock();
        try {
            again = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Not before the next take, so that a message which is about to be held is looked at again too, and in order. */
    private void restoreHeld() {
        if (again) {
            again = false;
            while (!held.isEmpty()) {
                ready.addFirst(held.removeLast());
            }
        }
    }

    /** Takes out some of what waits. */
    public List<Delivery> removeIf(Predicate<Delivery> which) {
        lock.lock();
        try {
            List<Delivery> removed = new ArrayList<>();
            for (Deque<Delivery> each : List.of(held, ready)) {
                each.removeIf(delivery -> which.test(delivery) && removed.add(delivery));
            }
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody has ever taken from it. */
    public boolean isUsed() {
        return used;
    }

    public int size() {
        lock.lock();
        try {
            restoreHeld();
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest message, held ones included, without waiting. */
    public @Nullable Delivery poll() {
        used = true;
        lock.lock();
        try {
            Delivery oldest = held.poll();
            return oldest != null ? oldest : ready.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message, waiting while the client is active; null: the time is over or it is not active. */
    public @Nullable Delivery take(boolean heldToo, long nanos, BooleanSupplier active) throws InterruptedException {
        used = true;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (true) {
                restoreHeld();
                Delivery oldest = heldToo ? held.poll() : null;
                oldest = oldest != null ? oldest : ready.poll();
                if (oldest != null || left <= 0 || !active.getAsBoolean()) {
                    return oldest;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
