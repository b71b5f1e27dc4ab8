package io.mqttstack.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final TimerHeap heap = new TimerHeap();

    private TimerHeap.Timer add(long deadline) {
        TimerHeap.Timer timer = new TimerHeap.Timer(() -> {}, deadline);
        heap.add(timer);
        return timer;
    }

    @Test
    void anEmptyHeapHasNothingDue() {
        assertNull(heap.pollDue(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, heap.untilNext(0));
    }

    @Test
    void equalDeadlinesKeepTheirOrder() {
        List<TimerHeap.Timer> timers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            timers.add(add(5));
        }
        assertEquals(2, heap.untilNext(3));
        assertNull(heap.pollDue(4));
        for (TimerHeap.Timer timer : timers) {
            assertSame(timer, heap.pollDue(5));
        }
        assertEquals(0, heap.size());
    }

    @Test
    void comparesAcrossTheOverflowOfTheClock() {
        long start = Long.MAX_VALUE - 10;
        TimerHeap.Timer late = add(start + 20);
        TimerHeap.Timer early = add(start + 5);
        assertEquals(5, heap.untilNext(start));
        assertSame(early, heap.pollDue(start + 5));
        assertNull(heap.pollDue(start + 19));
        assertSame(late, heap.pollDue(start + 20));
    }

    @Test
    void agreesWithASortedListUnderRandomUse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<TimerHeap.Timer> model = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int action = random.nextInt(5);
            if (action < 2) {
                model.add(add(random.nextInt(1000)));
            } else if (action == 2 && !model.isEmpty()) {
                TimerHeap.Timer removed = model.remove(random.nextInt(model.size()));
                heap.remove(removed);
                heap.remove(removed);
            } else if (action > 2) {
                TimerHeap.Timer first = null;
                for (TimerHeap.Timer timer : model) {
                    if (first == null || timer.deadline < first.deadline) {
                        first = timer;
                    }
                }
                long now = random.nextInt(1000);
                TimerHeap.Timer expected = first != null && first.deadline <= now ? first : null;
                assertSame(expected, heap.pollDue(now), "seed " + seed + ", step " + step);
                model.remove(expected);
            }
            assertEquals(model.size(), heap.size(), "seed " + seed);
        }
    }
}
