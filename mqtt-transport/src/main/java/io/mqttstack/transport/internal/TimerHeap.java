package io.mqttstack.transport.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Timers in the order of their deadlines. One that is removed leaves at once, so cancelled timers cost no memory. */
final class TimerHeap {

    /** A task and when it is due. Its place in the heap is its own knowledge. */
    static class Timer {
        final Runnable task;
        final long deadline;
        private long sequence;
        private int index = -1;

        Timer(Runnable task, long deadline) {
            this.task = task;
            this.deadline = deadline;
        }

        private boolean before(Timer other) {
            long difference = deadline - other.deadline;
            return difference != 0 ? difference < 0 : sequence < other.sequence;
        }
    }

    private static final int INITIAL_CAPACITY = 16;

    private @Nullable Timer[] heap = new @Nullable Timer[INITIAL_CAPACITY];
    private int size;
    private long added;

    int size() {
        return size;
    }

    void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        timer.sequence = added++;
        up(size++, timer);
    }

    /** Without effect if the timer is not in the heap. */
    void remove(Timer timer) {
        int index = timer.index;
        if (index < 0) {
            return;
        }
        timer.index = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            down(index, last);
            if (last.index == index) {
                up(index, last);
            }
        }
    }

    /** Takes out the first timer if it is due. */
    @Nullable
    Timer pollDue(long now) {
        if (size == 0 || at(0).deadline - now > 0) {
            return null;
        }
        Timer first = at(0);
        remove(first);
        return first;
    }

    /** Nanoseconds until the first timer is due, zero or less if it is; {@link Long#MAX_VALUE} if there is none. */
    long untilNext(long now) {
        return size == 0 ? Long.MAX_VALUE : at(0).deadline - now;
    }

    private Timer at(int index) {
        Timer timer = heap[index];
        if (timer == null) {
            throw new IllegalStateException("No timer at " + index + " of " + size);
        }
        return timer;
    }

    private void up(int start, Timer timer) {
        int index = start;
        while (index > 0) {
            int parent = (index - 1) >>> 1;
            if (!timer.before(at(parent))) {
                break;
            }
            place(index, at(parent));
            index = parent;
        }
        place(index, timer);
    }

    private void down(int start, Timer timer) {
        int index = start;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && at(child + 1).before(at(child))) {
                child++;
            }
            if (!at(child).before(timer)) {
                break;
            }
            place(index, at(child));
            index = child;
        }
        place(index, timer);
    }

    private void place(int index, Timer timer) {
        heap[index] = timer;
        timer.index = index;
    }
}
