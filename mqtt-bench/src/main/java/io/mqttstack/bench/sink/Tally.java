package io.mqttstack.bench.sink;

/**
 * What arrived in one phase of a benchmark: how much, from when to when, and whether in order. Messages of a phase are numbered
 * from 0.
 */
public final class Tally {
    private long count;
    private long missing;
    private long disordered;
    private long first;
    private long last;

    /** Starts at nothing. */
    public Tally() {}

    /**
     * Counts a message.
     *
     * @param sequence its number
     * @param now the time in nanoseconds
     */
    public void arrived(long sequence, long now) {
        if (count == 0) {
            first = now;
        }
        last = now;
        long expected = count + missing - disordered;
        count++;
        if (sequence > expected) {
            missing += sequence - expected;
        } else if (sequence < expected) {
            disordered++;
        }
    }

    /** {@return how many messages arrived} */
    public long count() {
        return count;
    }

    /** {@return how many numbers were left out} */
    public long missing() {
        return missing;
    }

    /** {@return how many came twice or too late} */
    public long disordered() {
        return disordered;
    }

    /** {@return the nanoseconds between the first and the last} */
    public long nanoseconds() {
        return last - first;
    }
}
