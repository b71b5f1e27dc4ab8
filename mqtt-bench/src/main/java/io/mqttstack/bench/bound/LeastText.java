package io.mqttstack.bench.bound;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings, checked eight bytes at a time as long as they are ASCII. */
final class LeastText {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    private LeastText() {}

    static int twoBytes(byte[] array, int at) {
        return (short) SHORT.get(array, at) & 0xFFFF;
    }

    /** Checks a Topic Name: UTF-8 without U+0000, plus sign and number sign. */
    static void requireTopic(byte[] array, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONG.get(array, at);
            long plus = word ^ ONES * '+';
            long number = word ^ ONES * '#';
            if (((word | (word - ONES) | (plus - ONES) | (number - ONES)) & TOPS) != 0) {
                break;
            }
        }
        for (; at < to; at++) {
            byte next = array[at];
            if (next <= 0 || next == '+' || next == '#') {
                requireRareTopic(array, from, to);
                return;
            }
        }
    }

    private static void requireRareTopic(byte[] array, int from, int to) {
        requireRare(array, from, to);
        for (int at = from; at < to; at++) {
            if (array[at] == '+' || array[at] == '#') {
                throw new IllegalArgumentException("A wildcard at " + at);
            }
        }
    }

    /** Checks a string: UTF-8 without U+0000. */
    static void require(byte[] array, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) LONG.get(array, at);
            if (((word | (word - ONES)) & TOPS) != 0) {
                break;
            }
        }
        for (; at < to; at++) {
            if (array[at] <= 0) {
                requireRare(array, from, to);
                return;
            }
        }
    }

    private static void requireRare(byte[] array, int from, int to) {
        for (int at = from; at < to; at++) {
            if (array[at] == 0) {
                throw new IllegalArgumentException("U+0000 at " + at);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, from, to - from));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("No UTF-8", e);
        }
    }

    static String text(byte[] array, int from, int to) {
        return new String(array, from, to - from, StandardCharsets.UTF_8);
    }

    /** Reads a string behind its length and checks it. */
    static String field(byte[] array, int at, int end) {
        int from = at + 2;
        int to = from + twoBytes(array, at);
        requireWithin(to, end);
        require(array, from, to);
        return text(array, from, to);
    }

    /** Writes a string, which is ASCII, behind its length and returns the index behind it. */
    @SuppressWarnings("deprecation") // copies ASCII
    static int write(String text, byte[] target, int at) {
        int length = text.length();
        SHORT.set(target, at, (short) length);
        text.getBytes(0, length, target, at + 2);
        return at + 2 + length;
    }

    /** Writes binary data behind their length and returns the index behind them. */
    static int write(byte[] data, byte[] target, int at) {
        SHORT.set(target, at, (short) data.length);
        System.arraycopy(data, 0, target, at + 2, data.length);
        return at + 2 + data.length;
    }

    static void requireWithin(int to, int end) {
        if (to > end) {
            throw new IllegalArgumentException("A field ends at " + to + ", the packet at " + end);
        }
    }
}
