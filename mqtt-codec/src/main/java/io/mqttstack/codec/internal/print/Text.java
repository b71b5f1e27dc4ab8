package io.mqttstack.codec.internal.print;

import io.mqttstack.codec.internal.wire.Utf8Codec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Text that a peer has sent, made fit to be shown. Control characters could command a terminal, and characters that give
 * the direction of writing or have no shape could hide what is there: all of them are escaped as {@code \}{@code u{1b}}.
 */
final class Text {
    private final int longest;

    /** {@code longest} is the most characters, before escaping, that are shown of one text. */
    Text(int longest) {
        this.longest = longest;
    }

    /** A UTF-8 Encoded String in quotes; U+FFFD stands for what is ill formed. */
    String quoted(byte[] bytes, int from, int to) {
        // A character has at most four bytes; one that is cut in two stands behind those that are shown.
        int enough = Math.min(to, from + 4 * (longest + 1));
        String text = new String(bytes, from, enough - from, StandardCharsets.UTF_8);
        int shown =
                text.codePointCount(0, text.length()) > longest ? text.offsetByCodePoints(0, longest) : text.length();
        String quoted = '"' + escaped(text.substring(0, shown), true) + '"';
        return shown < text.length() ? quoted + "... (" + count(to - from) + ")" : quoted;
    }

    /** Binary data: as text if it is text, else in hex. */
    String data(byte[] bytes, int from, int to) {
        if (from == to) {
            return count(0);
        }
        if (Utf8Codec.firstFault(bytes, from, to) < 0) {
            return quoted(bytes, from, to);
        }
        int shown = Math.min(to, from + Math.max(1, longest / 2));
        String hex = HexFormat.of().formatHex(bytes, from, shown);
        return hex + (shown < to ? "... (" : " (") + count(to - from) + ")";
    }

    static String count(int bytes) {
        return bytes == 1 ? "1 byte" : bytes + " bytes";
    }

    /** A text without quotes, such as a message. */
    static String escaped(String text) {
        return escaped(text, false);
    }

    private static String escaped(String text, boolean quotes) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        text.codePoints().forEach(character -> {
            if (quotes && (character == '"' || character == '\\')) {
                out.append('\\').append((char) character);
            } else if (isVisible(character)) {
                out.appendCodePoint(character);
            } else {
                out.append(String.format(Locale.ROOT, "\\u{%x}", character));
            }
        });
        return out.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
