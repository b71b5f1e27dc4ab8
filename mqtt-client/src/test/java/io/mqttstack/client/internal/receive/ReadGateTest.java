package io.mqttstack.client.internal.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.QoS;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Room in the inbox: who takes it, who gives it back, and who is woken. */
@Timeout(60)
class ReadGateTest {
    private final ReadGate gate = new ReadGate(8, 800);

    private void admit(int count, long size) {
        for (int i = 0; i < count; i++) {
            assertTrue(gate.admit(QoS.AT_MOST_ONCE, size, 0));
        }
    }

    @Test
    void wakesTheLoopOnceWhenHalfIsFree() {
        admit(8, 1);
        assertTrue(gate.full(0));
        assertFalse(gate.giveBack(1, 1), "nobody waits");
        assertFalse(gate.drained(0));
        assertFalse(gate.giveBack(2, 2));
        assertTrue(gate.giveBack(1, 1));
        assertFalse(gate.giveBack(1, 1), "it is awake");
        assertTrue(gate.drained(0));
    }

    @Test
    void waitsForBytesToo() {
        admit(4, 200);
        assertTrue(gate.full(0));
        assertFalse(gate.drained(0));
        assertFalse(gate.giveBack(1, 200));
        assertTrue(gate.giveBack(1, 200));
        assertTrue(gate.drained(0));
    }

    @Test
    void countsWhatIsGivenBackBeforeItCallsItselfFull() {
        admit(8, 1);
        assertFalse(gate.giveBack(8, 8));
        assertFalse(gate.full(0));
        admit(8, 1);
        assertFalse(gate.admit(QoS.AT_MOST_ONCE, 1, 0));
        assertTrue(gate.admit(QoS.AT_LEAST_ONCE, 1, 1), "into the reserve");
    }

    @Test
    void readsOnAsSoonAsAMessageOfQoS1Leaves() {
        for (int open = 1; open <= 8; open++) {
            assertFalse(gate.full(open - 1));
            assertTrue(gate.admit(QoS.AT_LEAST_ONCE, 1, open));
        }
        assertTrue(gate.full(8));
        assertFalse(gate.drained(8));
        gate.leave(QoS.AT_LEAST_ONCE, 1);
        assertTrue(gate.drained(7));
        assertFalse(gate.full(7));
    }

    @Test
    void leavesQoS0HalfOfTheRoomThatOthersLeave() {
        admit(4, 1);
        assertTrue(gate.full(4));
        assertFalse(gate.drained(4));
        assertFalse(gate.giveBack(1, 1));
        assertTrue(gate.giveBack(1, 1));
        assertTrue(gate.drained(4));
    }

    /** A loop that sleeps when the gate is full, and a handler beside it: if a wake-up were lost, it would sleep for ever. */
    @Test
    void neverLosesAWakeUp() throws Exception {
        int messages = 300_000;
        Semaphore handed = new Semaphore(0);
        Semaphore woken = new Semaphore(0);
        FutureTask<Integer> handler = new FutureTask<>(() -> {
            int handled = 0;
            while (handled < messages) {
                handed.acquire();
                handled++;
                if (gate.giveBack(1, 1)) {
                    woken.release();
                }
            }
            return handled;
        });
        Thread thread = new Thread(handler, "handler");
        thread.setDaemon(true);
        thread.start();
        for (int i = 0; i < messages; i++) {
            while (gate.full(0) && !gate.drained(0)) {
                assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS), "asleep after " + i);
            }
            assertTrue(gate.admit(QoS.AT_MOST_ONCE, 1, 0));
            handed.release();
        }
        assertEquals(messages, handler.get(20, TimeUnit.SECONDS));
    }
}
