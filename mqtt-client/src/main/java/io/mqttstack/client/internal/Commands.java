package io.mqttstack.client.internal;

import io.mqttstack.client.internal.handover.Chain;
import io.mqttstack.client.internal.handover.HandoverQueue;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.transport.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;

/**
 * What callers on any thread want of the loop: one queue, of which the loop runs a batch in a turn. Messages to publish and
 * settled deliveries are their own nodes.
 */
final class Commands extends HandoverQueue implements Runnable {
    private static final Logger LOG = System.getLogger("io.mqttstack.client");

    /**
     * Commands of one batch; what is left waits for the loop's next turn, so that one client cannot hog it, and so that those
     * who wait for the first of many go on while the loop is busy with the rest.
     */
    private static final int BATCH = 1_024;

    private final Engine engine;
    private final EventLoop loop;
    private final Chain taken = new Chain();
    private boolean inPlace;

    /** Something else to be done in the loop, other than to publish a message or to settle one. */
    private static final class Command extends Linked {
        final Runnable task;

        Command(Runnable task) {
            this.task = task;
        }
    }

    Commands(Engine engine, EventLoop loop) {
        this.engine = engine;
        this.loop = loop;
    }

    // ---- any thread

    /** Runs a command in the loop, after what was handed over before; where the loop has ended, in its place. */
    void submit(Runnable command) {
        handOver(new Command(command));
    }

    /**
     * Hands a message to publish, a settled one or a command over to the loop; the first of a batch wakes it. A thread that
     * waits for what becomes of its message does the work itself while the loop sleeps.
     */
    void handOver(Linked command) {
        if (add(command)) {
            boolean waits = command instanceof Outbound outbound && outbound.direct();
            try {
                if (!(waits && loop.runIfIdle(this))) {
                    loop.execute(this);
                }
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "The loop has ended; its last commands run in the thread that gives them", e);
                drainInPlace();
            }
        }
    }

    /** Has the loop look what there is to do. */
    void wake() {
        try {
            loop.execute(this);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The loop has ended; nothing is read or acknowledged any more", e);
        }
    }

    /** Takes the place of a loop that has ended: the lock keeps out its last turn and other threads that do the same. */
    private synchronized void drainInPlace() {
        if (!inPlace) {
            inPlace = true;
            do {
                run(Integer.MAX_VALUE);
                engine.workDone();
            } while (!isEmpty());
            inPlace = false;
        }
    }

    // ---- in the loop

    /** Runs a batch. */
    @Override
    public synchronized void run() {
        run(BATCH);
        if (!taken.isEmpty()) {
            loop.execute(this);
        }
        engine.workDone();
    }

    private void run(int most) {
        drainTo(taken);
        for (int i = 0; i < most; i++) {
            Linked next = taken.poll();
            if (next instanceof Outbound outbound) {
                engine.publishes().accept(outbound);
            } else if (next instanceof Inbound inbound) {
                engine.settle(inbound);
            } else if (next instanceof Command command) {
                command.task.run();
            } else {
                return;
            }
        }
    }
}
