package io.mqttstack.bench.sink;

/**
 * What arrived in one run of a benchmark: how much, and whether in order. Messages of a run are numbered from 0.
 */
public final class Tally {
    private long count;
    private long missing;
    private long disordered;

    /** Starts at nothing. */
    public Tally() {}

    /**
     * Counts a message.
     *
     * @param sequence its number
     */
    public void arrived(long sequence) {
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
}
