package io.mqttstack.conformance.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells chance from failure: what was not as expected is found out again, several times and with nothing beside it. Only if
 * it is as expected every time then, that stands; and it is told of.
 *
 * @param <T> what comes of one case
 */
final class SecondOpinion<T> {
    /** So much that is unexpected of one subject may be chance; more is not, and stands. */
    static final int MOST = 5;

    private final int times;
    private final Asked<T> asked;
    private final List<String> overruled = new ArrayList<>();

    /**
     * Who is asked.
     *
     * @param <T> what comes of one case
     */
    interface Asked<T> {
        /** Tells whether this makes the run a failure. */
        boolean fails(T found) throws IOException;

        /** Puts the subject to the same case. */
        T again(T found) throws InterruptedException;

        /** {@return the subject, the case, and what came of it} */
        String describe(T found);
    }

    /**
     * Prepares opinions.
     *
     * @param times how often all has to be as expected; 0: what was found stands
     * @param asked who is asked
     */
    SecondOpinion(int times, Asked<T> asked) {
        this.times = times;
        this.asked = asked;
    }

    /**
     * Looks at what was found of one subject.
     *
     * @param found the first opinions
     * @return the same, but for what chance had brought
     */
    List<T> of(List<T> found) throws IOException, InterruptedException {
        int failures = 0;
        for (T each : found) {
            failures += asked.fails(each) ? 1 : 0;
        }
        if (times == 0 || failures == 0 || failures > MOST) {
            return found;
        }
        List<T> settled = new ArrayList<>();
        for (T each : found) {
            settled.add(asked.fails(each) ? settle(each) : each);
        }
        return settled;
    }

    private T settle(T first) throws IOException, InterruptedException {
        T last = first;
        for (int i = 0; i < times; i++) {
            last = asked.again(first);
            if (asked.fails(last)) {
                return first;
            }
        }
        overruled.add("by chance: " + asked.describe(first) + "; as expected " + times + " times after that");
        return last;
    }

    /** {@return a line for each opinion that was overruled} */
    List<String> overruled() {
        return List.copyOf(overruled);
    }
}
