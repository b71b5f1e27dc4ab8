package io.mqttstack.transport.internal;

import io.mqttstack.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The tasks and timers of a loop; how it waits and what else it does is up to the transport. */
public abstract class SerialLoop implements EventLoop {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);
    private static final int CLOSING_ROUNDS = 1000;

    private final TaskQueue tasks = new TaskQueue();
    private final TimerHeap timers = new TimerHeap();

    /** The latest of those that wait for the close; each knows its neighbours. */
    private @Nullable LastTask lastTasks;

    /** Makes a loop without tasks. */
    protected SerialLoop() {}

    @Override
    public final void execute(Runnable task) {
        if (!tryExecute(task)) {
            throw new RejectedExecutionException("The transport of this loop is closed");
        }
    }

    /** As {@link #execute}, but tells whether the task was queued instead of throwing. */
    public final boolean tryExecute(Runnable task) {
        TaskQueue.Offer offer = tasks.offer(Objects.requireNonNull(task, "task"));
        if (offer == TaskQueue.Offer.FIRST) {
            firstQueued();
        }
        return offer != TaskQueue.Offer.REFUSED;
    }

    @Override
    public final Cancellable schedule(Duration delay, Runnable task) {
        Objects.requireNonNull(task, "task");
        Duration bounded = delay.isNegative() ? Duration.ZERO : delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        LoopTimer timer = new LoopTimer(task, nanoTime() + bounded.toNanos());
        if (inLoop()) {
            timers.add(timer);
        } else {
            execute(timer::add);
        }
        return timer;
    }

    @Override
    public final Cancellable atClose(Runnable task) {
        LastTask last = new LastTask(Objects.requireNonNull(task, "task"));
        if (inLoop()) {
            last.add();
        } else {
            execute(last::add);
        }
        return last;
    }

    /** A task was queued while none was waiting: wakes the loop if it sleeps. Any thread. */
    protected abstract void firstQueued();

    /** Whether no task is queued. */
    protected final boolean idle() {
        return tasks.isEmpty();
    }

    /** Runs the tasks queued up to now; tells how many. In the loop. */
    protected final int runTasks() {
        return tasks.run(this::guard);
    }

    /** Runs the timers due at {@code now}; tells how many. In the loop. */
    protected final int runTimers(long now) {
        int count = 0;
        for (TimerHeap.Timer timer = timers.pollDue(now); timer != null; timer = timers.pollDue(now)) {
            guard(timer.task);
            count++;
        }
        return count;
    }

    /** Nanoseconds until the next timer; {@link Long#MAX_VALUE} if there is none. In the loop. */
    protected final long untilNextTimer(long now) {
        return timers.untilNext(now);
    }

    /** The timers that are waiting. In the loop. */
    protected final int timerCount() {
        return timers.size();
    }

    /** Runs what is queued and what waited for the close, also what that queues in turn (within reason). In the loop. */
    protected final void closeTasks() {
        runTasks();
        runLastTasks();
        for (int round = 0; round < CLOSING_ROUNDS && !tasks.closeIfEmpty(); round++) {
            runTasks();
        }
        tasks.close(this::guard);
    }

    /** Runs what waited for the close, the oldest first. */
    private void runLastTasks() {
        Deque<LastTask> inOrder = new ArrayDeque<>();
        for (LastTask each = lastTasks; each != null; each = each.older) {
            inOrder.push(each);
        }
        for (LastTask each : inOrder) {
            if (each.remove()) {
                guard(each.task);
            }
        }
    }

    /** Runs a task; what it throws goes to the uncaught exception handler of this thread. */
    @SuppressWarnings("CatchingUnchecked") // sneakily thrown checked ones too
    protected final void guard(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    /** Passes on what user code threw where nobody else can be told. */
    public static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    private final class LoopTimer extends TimerHeap.Timer implements Cancellable {

        private volatile boolean cancelled;

        LoopTimer(Runnable task, long deadline) {
            super(task, deadline);
        }

        void add() {
            if (!cancelled) {
                timers.add(this);
            }
        }

        @Override
        public void cancel() {
            if (inLoop()) {
                cancelled = true;
                timers.remove(this);
            } else if (!cancelled) {
                cancelled = true;
                tryExecute(() -> timers.remove(this));
            }
        }
    }

    private final class LastTask implements Cancellable {

        private final Runnable task;
        private volatile boolean cancelled;
        private boolean waits;
        private @Nullable LastTask older;
        private @Nullable LastTask newer;

        LastTask(Runnable task) {
            this.task = task;
        }

        void add() {
            if (!cancelled) {
                waits = true;
                older = lastTasks;
                if (older != null) {
                    older.newer = this;
                }
                lastTasks = this;
            }
        }

        /** Lets it wait no longer; false: it did not. */
        boolean remove() {
            if (!waits) {
                return false;
            }
            waits = false;
            if (older != null) {
                older.newer = newer;
            }
            if (newer != null) {
                newer.older = older;
            } else {
                lastTasks = older;
            }
            return true;
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (inLoop()) {
                remove();
            } else {
                tryExecute(this::remove);
            }
        }
    }
}
