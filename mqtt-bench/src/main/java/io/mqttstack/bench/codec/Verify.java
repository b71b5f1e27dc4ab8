package io.mqttstack.bench.codec;

import java.util.Arrays;
import java.util.HexFormat;

/** Stops a benchmark that would measure a wrong answer. */
public final class Verify {
    private Verify() {}

    /**
     * Compares an answer with the right one.
     *
     * @param expected the right one
     * @param actual the answer
     * @throws IllegalStateException if they differ
     */
    public static void equal(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("The answer is " + actual + " where " + expected + " is right");
        }
    }

    /**
     * Compares bytes with the right ones.
     *
     * @param expected the right ones
     * @param actual the answer
     * @throws IllegalStateException if they differ
     */
    public static void equalBytes(byte[] expected, byte[] actual) {
        int index = Arrays.mismatch(expected, actual);
        if (index >= 0) {
            throw new IllegalStateException("The answer has " + byteAt(index, actual) + " at " + index + " where "
                    + byteAt(index, expected) + " is right");
        }
    }

    private static String byteAt(int index, byte[] bytes) {
        return index < bytes.length ? HexFormat.of().toHexDigits(bytes[index]) : "the end";
    }
}
