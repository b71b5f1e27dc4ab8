package io.mqttstack.client.internal.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoverQueueTest {
    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    private final HandoverQueue queue = new HandoverQueue();
    private final Chain chain = new Chain();

    private static final class Item extends Linked {
        final int thread;
        final int number;

        Item(int thread, int number) {
            this.thread = thread;
            this.number = number;
        }
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (Linked each = chain.poll(); each != null; each = chain.poll()) {
            numbers.add(((Item) each).number);
        }
        return numbers;
    }

    @Test
    void tellsWhoeverFindsItEmpty() {
        assertTrue(queue.isEmpty());
        assertTrue(queue.add(new Item(0, 1)));
        assertFalse(queue.add(new Item(0, 2)));
        queue.drainTo(chain);
        assertTrue(queue.isEmpty());
        assertTrue(queue.add(new Item(0, 3)));
    }

    @Test
    void movesAllToTheEndOfAChainInOrder() {
        queue.drainTo(chain);
        assertTrue(chain.isEmpty());
        chain.add(new Item(0, 1));
        queue.add(new Item(0, 2));
        queue.add(new Item(0, 3));
        queue.drainTo(chain);
        chain.add(new Item(0, 4));
        assertEquals(List.of(1, 2, 3, 4), numbers());
        assertTrue(chain.isEmpty());
        assertNull(chain.poll());
    }

    @Test
    void whatWasTakenOutCanBeAddedElsewhere() {
        queue.add(new Item(0, 1));
        queue.add(new Item(0, 2));
        queue.drainTo(chain);
        Chain other = new Chain();
        for (Linked each = chain.poll(); each != null; each = chain.poll()) {
            assertNull(each.link);
            other.add(each);
        }
        queue.add(other.poll());
        queue.drainTo(chain);
        assertEquals(List.of(1), numbers());
    }

    @Test
    void keepsTheOrderOfEachThreadAndLosesNothing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(new Thread(() -> {
                for (int number = 0; number < EACH; number++) {
                    queue.add(new Item(thread, number));
                }
            }));
        }
        threads.forEach(Thread::start);
        int[] next = new int[THREADS];
        int count = 0;
        while (count < THREADS * EACH) {
            boolean over = threads.stream().noneMatch(Thread::isAlive);
            queue.drainTo(chain);
            for (Linked each = chain.poll(); each != null; each = chain.poll()) {
                Item item = (Item) each;
                assertEquals(next[item.thread]++, item.number);
                count++;
            }
            assertTrue(!over || count == THREADS * EACH, "lost: " + (THREADS * EACH - count));
        }
        for (Thread each : threads) {
            each.join();
        }
    }
}
