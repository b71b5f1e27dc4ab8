package io.mqttstack.bench.codec;

/** Stops a benchmark that would measure a wrong answer. */
final class Verify {
    private Verify() {}

    /**
     * Compares an answer with the right one.
     *
     * @throws IllegalStateException if they differ
     */
    static void equal(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("The answer is " + actual + " where " + expected + " is right");
        }
    }
}
