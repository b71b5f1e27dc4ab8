package io.mqttstack.codec.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is looked at eight bytes at a time: each byte, in each place of strings of each length up to three words. */
class Utf8CodecTest {
    private static final int LONGEST = 3 * Long.BYTES;

    /** Takes an array, where a string begins and ends in it, and the one byte of it that is no letter. */
    @FunctionalInterface
    private interface Check {
        void accept(byte[] array, int from, int to, byte odd, String description);
    }

    private static void forEachByteInEachPlace(Check check) {
        for (int length = 1; length <= LONGEST; length++) {
            byte[] array = new byte[length + 5];
            for (int place = 0; place < length; place++) {
                for (int odd = Byte.MIN_VALUE; odd <= Byte.MAX_VALUE; odd++) {
                    // What is around the string is not looked at.
                    Arrays.fill(array, (byte) '+');
                    Arrays.fill(array, 3, 3 + length, (byte) 'a');
                    array[3 + place] = (byte) odd;
                    String description = (odd & 0xFF) + " at " + place + " of " + length;
                    check.accept(array, 3, 3 + length, (byte) odd, description);
                }
            }
        }
    }

    @Test
    void knowsAscii() {
        forEachByteInEachPlace((array, from, to, odd, description) ->
                assertEquals(odd > 0, Utf8Codec.isAscii(array, from, to), description));
    }

    @Test
    void knowsNamesOfAscii() {
        forEachByteInEachPlace((array, from, to, odd, description) ->
                assertEquals(odd > 0 && odd != '+' && odd != '#', Utf8Codec.isAsciiName(array, from, to), description));
    }

    @Test
    void findsTheNextWildcard() {
        forEachByteInEachPlace((array, from, to, odd, description) -> {
            int found = Utf8Codec.nextWildcard(array, from, to);
            if (odd == '+' || odd == '#') {
                assertEquals(odd, found < to ? array[found] : 'a', description);
                assertEquals(to, Utf8Codec.nextWildcard(array, found + 1, to), description);
            } else {
                assertEquals(to, found, description);
            }
        });
    }

    @Test
    void findsAByteThatIsNoUtf8() {
        forEachByteInEachPlace((array, from, to, odd, description) -> {
            int fault = Utf8Codec.firstFault(array, from, to);
            assertEquals(odd <= 0, fault >= 0 && array[fault] == odd, description);
        });
    }

    @Test
    void findsADiscouragedCharacter() {
        forEachByteInEachPlace((array, from, to, odd, description) -> {
            if (odd > 0) {
                boolean discouraged = odd < 0x20 || odd == 0x7F;
                assertEquals(discouraged, Utf8Codec.firstDiscouraged(array, from, to) >= 0, description);
            }
        });
    }

    @Test
    void findsADiscouragedCharacterBehindAnyOther() {
        for (String before : List.of("a", "\u00E9", "\u0800", "\u083F", "\u20AC", "\uD800\uDC00", "\uD83D\uDE00")) {
            byte[] bytes = (before + "\u0001").getBytes(StandardCharsets.UTF_8);
            assertEquals(bytes.length - 1, Utf8Codec.firstDiscouraged(bytes, 0, bytes.length), before);
        }
    }

    @Test
    void measuresAndWritesEachCharacterAsTheJdkDoes() {
        for (int character = 1; character <= 0x1_1000; character++) {
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                String text = Character.toString(character);
                byte[] written = new byte[Utf8Codec.length(text)];
                Utf8Codec.write(text, written.length, written, 0);
                assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), written, text);
            }
        }
    }
}
