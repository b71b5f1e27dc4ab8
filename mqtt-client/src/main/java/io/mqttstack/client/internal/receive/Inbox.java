package io.mqttstack.client.internal.receive;

import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.session.Arrival;
import java.util.ArrayList;
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
    private final Chain ready = new Chain();
    private final Chain held = new Chain();
    private boolean again;
    private volatile boolean used;
    private volatile boolean given;

    public void add(Arrival delivery) {
        lock.lock();
        try {
            ready.add(delivery);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    public void hold(Arrival delivery) {
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
            held.addAll(ready);
            ready.addAll(held);
        }
    }

    /** Takes out some of what waits. */
    public List<Arrival> removeIf(Predicate<Arrival> which) {
        lock.lock();
        try {
            List<Arrival> removed = new ArrayList<>();
            for (Chain each : List.of(held, ready)) {
                each.removeIf(delivery -> which.test((Arrival) delivery) && removed.add((Arrival) delivery));
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

    /** Whether nothing waits, held ones included. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return ready.isEmpty() && held.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody has taken from it since the last call. */
    public boolean hasGivenSince() {
        boolean since = given;
        given = false;
        return since;
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
    @Nullable
    public Arrival poll() {
        used = true;
        given = true;
        lock.lock();
        try {
            Linked oldest = held.poll();
            return (Arrival) (oldest != null ? oldest : ready.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a message, waiting while the client is active; null: the time is over or it is not active. */
    @Nullable
    public Arrival take(boolean heldToo, long nanos, BooleanSupplier active) throws InterruptedException {
        used = true;
        given = true;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (true) {
                restoreHeld();
                Linked oldest = heldToo ? held.poll() : null;
                oldest = oldest != null ? oldest : ready.poll();
                if (oldest != null || left <= 0 || !active.getAsBoolean()) {
                    return (Arrival) oldest;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
