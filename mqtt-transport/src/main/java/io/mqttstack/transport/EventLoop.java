package io.mqttstack.transport;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A serial executor with a clock: the tasks given to it and the handlers of the connections bound to it run one at a
 * time, each seeing what the ones before it wrote. Such code is said to run <i>in the loop</i>.
 *
 * <p>Code in the loop must not block: it would stop every connection that shares the loop.
 */
public interface EventLoop extends Executor {

    /**
     * Queues a task. Tasks run in the order in which they were queued, and never inside another task or a handler
     * call, not even when the caller is in the loop.
     *
     * <p>May be called by any thread, and is cheap while the loop is busy. A task that throws is reported to the
     * uncaught exception handler of the thread that runs the loop; the loop goes on.
     *
     * @throws RejectedExecutionException if the transport of this loop is closed
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task in the loop at once, by the calling thread, if the loop has nothing to do and its own thread sleeps; for
     * a caller that would only wait for the task's effects, whom this saves waking another thread. What is queued meanwhile
     * waits for the end of the task. May be called by any thread; never waits.
     *
     * @param task what to run; as {@link #execute} says, but that {@link #inLoop} is true for the calling thread meanwhile
     * @return whether it ran; false: nothing was done, and {@link #execute} is the way
     */
    default boolean runIfIdle(Runnable task) {
        return false;
    }

    /**
     * Runs a task in the loop once, not before {@code delay} has passed on this loop's clock. May be called by any
     * thread.
     *
     * @param delay zero or more; a negative delay counts as zero
     * @param task what to run
     * @return the way to call it off
     * @throws RejectedExecutionException if the transport of this loop is closed
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Runs a task in the loop when its transport is closed: after the handlers of all connections were told {@code
     * closed}, before this loop takes no more tasks. Timers that wait then are dropped, so whoever relies on one needs
     * this too. May be called by any thread.
     *
     * @param task what to run
     * @return the way to call it off
     * @throws RejectedExecutionException if the transport of this loop is closed
     */
    Cancellable atClose(Runnable task);

    /** {@return whether the calling thread is running a task or a handler of this loop} */
    boolean inLoop();

    /**
     * {@return this loop's clock in nanoseconds, with an arbitrary origin: only differences mean something} The
     * memory transport's clock is virtual. May be called by any thread.
     */
    long nanoTime();

    /** A task that waits for its time and may be called off. */
    interface Cancellable {

        /**
         * Calls the task off. Called in the loop, the task will not run afterwards; called by another thread, it may be
         * running just now. Without effect once it ran. May be called by any thread, repeatedly.
         */
        void cancel();
    }
}
