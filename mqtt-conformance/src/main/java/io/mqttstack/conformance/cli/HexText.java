package io.mqttstack.conformance.cli;

import io.mqttstack.codec.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes written in hex, as people and tools write them: pairs of digits, with white space, commas, colons, semicolons or
 * dashes between the bytes, {@code 0x} before them, or the lines of a hex dump:
 *
 * <pre>
 *   10 0d 00 04   10:0d:00:04   0x10, 0x0d   100d0004
 *   0000  10 0d 00 04 4d 51 54 54 ...   ....MQTT         offset, at most 16 bytes, their characters
 * </pre>
 */
final class HexText {
    /** An offset of four to eight digits, ended by a colon or two spaces, then the rest of the line. */
    private static final Pattern DUMP_LINE = Pattern.compile("\\s*(?:0x)?([0-9a-fA-F]{4,8})(?::|\\s\\s)\\s*(.*)");

    /** What stands between the bytes and their characters. */
    private static final Pattern GAP = Pattern.compile("\\s{3,}|\\|");

    private static final Pattern OFFSET = Pattern.compile("[0-9a-fA-F]{4,8}");
    private static final Pattern BYTES = Pattern.compile("(?:[0-9a-fA-F]{2})+");
    private static final int BYTES_A_LINE = 16;
    private static final String SEPARATORS = ",:;-";

    private HexText() {}

    /** What was read, or why it is not hex. */
    record Result(Bytes bytes, Optional<String> mistake) {
        private static Result mistake(String text) {
            return new Result(Bytes.EMPTY, Optional.of(text));
        }
    }

    static Result parse(String text) {
        return dump(text)
                .map(bytes -> new Result(Bytes.wrap(bytes), Optional.empty()))
                .orElseGet(() -> pairs(text));
    }

    /** The bytes of a hex dump; empty where a line's offset is not the number of bytes before it. */
    private static Optional<byte[]> dump(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher dumped = DUMP_LINE.matcher(line);
            String offset = dumped.matches() ? dumped.group(1) : line.strip();
            if (!line.isBlank() && (!OFFSET.matcher(offset).matches() || Long.parseLong(offset, 16) != out.size())) {
                return Optional.empty();
            }
            if (dumped.matches()) {
                dumpedBytes(dumped.group(2), out);
            }
        }
        return out.size() == 0 ? Optional.empty() : Optional.of(out.toByteArray());
    }

    private static void dumpedBytes(String line, ByteArrayOutputStream out) {
        int left = BYTES_A_LINE;
        for (String token : GAP.split(line, 2)[0].split("\\s+", -1)) {
            if (left == 0
                    || token.length() > 2 * BYTES_A_LINE
                    || !BYTES.matcher(token).matches()) {
                return;
            }
            byte[] bytes = HexFormat.of().parseHex(token);
            out.write(bytes, 0, Math.min(left, bytes.length));
            left -= Math.min(left, bytes.length);
        }
    }

    private static Result pairs(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (isSeparator(character)) {
                at++;
            } else if (text.regionMatches(true, at, "0x", 0, 2)) {
                at += 2;
                if (digit(text, at) < 0) {
                    return Result.mistake("no hex digit follows 0x at position " + (at - 1));
                }
            } else if (digit(text, at) < 0) {
                return noDigit(text, at);
            } else if (digit(text, at + 1) < 0) {
                return at + 1 < text.length() && !isSeparator(text.charAt(at + 1))
                        ? noDigit(text, at + 1)
                        : Result.mistake("the hex digit '" + character + "' at position " + (at + 1) + " stands alone");
            } else {
                out.write(digit(text, at) << 4 | digit(text, at + 1));
                at += 2;
            }
        }
        return out.size() == 0
                ? Result.mistake("there are no bytes")
                : new Result(Bytes.wrap(out.toByteArray()), Optional.empty());
    }

    private static Result noDigit(String text, int at) {
        return Result.mistake(shown(text.codePointAt(at)) + " at position " + (at + 1) + " is no hex digit");
    }

    private static boolean isSeparator(char character) {
        return Character.isWhitespace(character) || SEPARATORS.indexOf(character) >= 0;
    }

    /** The value of an ASCII hex digit, or -1 where there is none. */
    private static int digit(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
    }

    private static String shown(int character) {
        return character > ' ' && character < 0x7F
                ? "'" + (char) character + "'"
                : String.format(Locale.ROOT, "U+%04X", character);
    }
}
