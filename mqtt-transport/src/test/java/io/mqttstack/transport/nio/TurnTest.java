package io.mqttstack.transport.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final int BORROWERS = 3;
    private static final int EACH = 20_000;

    /** Counts without any protection but the turn. */
    private int sum;

    private boolean inside;

    private void work(Turn turn, AtomicInteger wrong) {
        if (inside || !turn.isMine()) {
            wrong.incrementAndGet();
        }
        inside = true;
        sum++;
        inside = false;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Test
    void isBorrowedOnlyWhileItsThreadSleeps() {
        Turn turn = new Turn(Thread.currentThread());
        assertTrue(turn.borrow());
        assertFalse(turn.borrow());
        assertFalse(turn.wake());
        turn.giveBack();
        turn.resume();
        assertFalse(turn.borrow());
        assertFalse(turn.wake());
        turn.sleep();
        assertTrue(turn.wake());
        assertFalse(turn.wake());
        assertFalse(turn.borrow());
    }

    @Test
    void belongsToOneThreadAtATime() {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        Turn[] shared = new Turn[1];
        Thread loop = daemon(() -> {
            Turn turn = shared[0];
            while (!done.get()) {
                turn.resume();
                work(turn, wrong);
                turns.incrementAndGet();
                turn.sleep();
                LockSupport.parkNanos(1);
            }
        });
        Turn turn = new Turn(loop);
        shared[0] = turn;
        List<Thread> borrowers = new ArrayList<>();
        AtomicInteger borrowed = new AtomicInteger();
        for (int i = 0; i < BORROWERS; i++) {
            borrowers.add(daemon(() -> {
                for (int taken = 0; taken < EACH; ) {
                    if (turn.borrow()) {
                        work(turn, wrong);
                        turn.giveBack();
                        borrowed.incrementAndGet();
                        taken++;
                    }
                    if (turn.isMine()) {
                        wrong.incrementAndGet();
                    }
                }
            }));
        }
        loop.start();
        borrowers.forEach(Thread::start);
        Await.until("all have had their turns", () -> borrowed.get() == BORROWERS * EACH);
        done.set(true);
        Await.until("the loop has ended", () -> !loop.isAlive());
        assertEquals(0, wrong.get());
        assertEquals(BORROWERS * EACH + turns.get(), sum);
    }
}
