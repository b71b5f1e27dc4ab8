package io.mqttstack.codec.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * UTF-8 as MQTT wants it: well formed in the sense of RFC 3629, no surrogates [MQTT-1.5.4-1], no U+0000
 * [MQTT-1.5.4-2], and U+FEFF an ordinary character [MQTT-1.5.4-3].
 *
 * <p>ASCII is checked eight bytes at a time; the first other byte leads to the scalar check:
 *
 * <pre>
 * 01..7F
 * C2..DF 80..BF
 * E0     A0..BF 80..BF          ED     80..9F 80..BF          other E. 80..BF 80..BF
 * F0     90..BF 80..BF 80..BF   F4     80..8F 80..BF 80..BF   F1..F3   80..BF 80..BF 80..BF
 * </pre>
 */
public final class Utf8Codec {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    private Utf8Codec() {}

    /** Whether all bytes in {@code from} (inclusive) to {@code to} (exclusive) are 01..7F. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        int last = to - Long.BYTES;
        if (last < from) {
            for (int at = from; at < to; at++) {
                if (bytes[at] <= 0) {
                    return false;
                }
            }
            return true;
        }
        // The last eight bytes, which may overlap with those before them.
        long found = notAscii((long) LONG.get(bytes, last));
        for (int at = from; at < last; at += Long.BYTES) {
            found |= notAscii((long) LONG.get(bytes, at));
        }
        return (found & TOPS) == 0;
    }

    /** Whether all bytes in a range are 01..7F and none of them is a wildcard: true of nearly all topics. */
    static boolean isAsciiName(byte[] bytes, int from, int to) {
        int last = to - Long.BYTES;
        if (last < from) {
            for (int at = from; at < to; at++) {
                if (bytes[at] <= 0 || isWildcard(bytes[at])) {
                    return false;
                }
            }
            return true;
        }
        long found = notName((long) LONG.get(bytes, last));
        for (int at = from; at < last; at += Long.BYTES) {
            found |= notName((long) LONG.get(bytes, at));
        }
        return (found & TOPS) == 0;
    }

    /** Has the top bit of a byte set if one is 80 and above, or, by a borrow, 00. */
    private static long notAscii(long word) {
        return word | (word - ONES);
    }

    private static long notName(long word) {
        return notAscii(word) | (wildcardsAsZero(word) - ONES);
    }

    /** The two wildcards differ in one bit, which is set here: zero where a byte is one of them. */
    private static long wildcardsAsZero(long word) {
        return (word | ONES * ('+' ^ '#')) ^ ONES * '+';
    }

    private static boolean isWildcard(byte value) {
        return value == '+' || value == '#';
    }

    /** The index of the first wildcard in {@code from} (inclusive) to {@code to} (exclusive), or {@code to}. */
    static int nextWildcard(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long zero = wildcardsAsZero((long) LONG.get(bytes, at));
            if (((zero - ONES) & ~zero & TOPS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < to && !isWildcard(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The index of the first byte in {@code from} (inclusive) to {@code to} (exclusive) that breaks a rule, or -1. */
    public static int firstFault(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) LONG.get(bytes, at);
            if ((notAscii(word) & TOPS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < to) {
            int next = bytes[at] > 0 ? at + 1 : sequenceEnd(bytes, at, to);
            if (next < 0) {
                return at;
            }
            at = next;
        }
        return -1;
    }

    /** The index behind the sequence that starts at {@code at} with a byte other than 01..7F, or -1 if it is no legal one. */
    private static int sequenceEnd(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (to - at < length) {
            return -1;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return at + length;
    }

    /**
     * The index of the first control character or noncharacter in {@code from} (inclusive) to {@code to} (exclusive), or -1;
     * the bytes are known to be well formed.
     *
     * <pre>
     * 01..1F   7F   C2 80..9F   EF B7 90..AF (U+FDD0..U+FDEF)   the last two characters of each plane
     * </pre>
     */
    static int firstDiscouraged(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xFF;
            int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            int codePoint = length == 1 ? lead : lead & (0x7F >> length);
            for (int i = at + 1; i < at + length; i++) {
                codePoint = codePoint << 6 | (bytes[i] & 0x3F);
            }
            if (Character.isISOControl(codePoint)
                    || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
                    || (codePoint & 0xFFFE) == 0xFFFE) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** The number of bytes that {@code text}, which has no lone surrogate, takes. */
    public static int length(String text) {
        int length = text.length();
        int extra = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // Each half of a surrogate pair counts two of the four bytes.
                extra += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length + extra;
    }

    /** Writes {@code text}, known to take {@code utf8Length} bytes, at {@code offset}; allocates nothing. */
    @SuppressWarnings("deprecation")
    public static void write(String text, int utf8Length, byte[] target, int offset) {
        if (utf8Length == text.length()) {
            // Deprecated because it drops the high bytes; all of them are zero here, and it is a plain array copy.
            text.getBytes(0, utf8Length, target, offset);
        } else {
            writeBeyondAscii(text, target, offset);
        }
    }

    private static void writeBeyondAscii(String text, byte[] target, int offset) {
        int at = offset;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | c >> 6);
                target[at++] = trailing(c);
            } else if (Character.isHighSurrogate(c)) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                target[at++] = (byte) (0xF0 | codePoint >> 18);
                target[at++] = trailing(codePoint >> 12);
                target[at++] = trailing(codePoint >> 6);
                target[at++] = trailing(codePoint);
            } else {
                target[at++] = (byte) (0xE0 | c >> 12);
                target[at++] = trailing(c >> 6);
                target[at++] = trailing(c);
            }
        }
    }

    /** The byte behind the leading one that carries the low six bits. */
    private static byte trailing(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
