package io.mqttstack.transport.memory;

import io.mqttstack.transport.internal.SerialLoop;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A loop that is run by whoever asks for it, on a clock that moves when told. */
final class MemoryLoop extends SerialLoop {

    private final ReentrantLock running = new ReentrantLock();
    private final ReentrantLock waiting = new ReentrantLock();
    private final Condition queued = waiting.newCondition();
    private volatile long now;

    @Override
    public boolean inLoop() {
        return running.isHeldByCurrentThread();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected void firstQueued() {
        waiting.lock();
        try {
            queued.signalAll();
        } finally {
            waiting.unlock();
        }
    }

    int runReady() {
        enter();
        try {
            return runDue();
        } finally {
            running.unlock();
        }
    }

    void advance(long nanoseconds) {
        enter();
        try {
            runDue();
            long target = now + nanoseconds;
            for (long next = untilNextTimer(now); next <= target - now; next = untilNextTimer(now)) {
                long due = now + Math.max(next, 0);
                now = due;
                runDue();
            }
            now = target;
        } finally {
            running.unlock();
        }
    }

    boolean awaitTask(Duration realTime) throws InterruptedException {
        long left = realTime.toNanos();
        waiting.lock();
        try {
            while (idle() && left > 0) {
                left = queued.awaitNanos(left);
            }
            return !idle();
        } finally {
            waiting.unlock();
        }
    }

    /** Runs a last task and what it leads to, and takes no more; after the present task if in the loop. */
    void close(Runnable last) {
        if (inLoop()) {
            tryExecute(() -> closeNow(last));
        } else {
            running.lock();
            try {
                closeNow(last);
            } finally {
                running.unlock();
            }
        }
        firstQueued();
    }

    private void closeNow(Runnable last) {
        guard(last);
        closeTasks();
    }

    int waitingTimers() {
        return timerCount();
    }

    private void enter() {
        if (inLoop()) {
            throw new IllegalStateException("A task or handler cannot run the loop that runs it");
        }
        running.lock();
    }

    private int runDue() {
        int total = 0;
        int count;
        do {
            count = runTasks() + runTimers(now);
            total += count;
        } while (count > 0);
        return total;
    }
}
