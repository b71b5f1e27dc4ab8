package io.mqttstack.conformance.report;

import java.util.function.IntPredicate;

/** Text of others, made harmless. */
final class Printable {
    private Printable() {}

    /** On one line, without anything that a terminal would obey or that changes the order of the text. */
    static String line(String text) {
        return escape(
                text,
                c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.SURROGATE);
    }

    /** Without what XML 1.0 cannot hold, even escaped. */
    static String xml(String text) {
        return escape(text, c -> !isXml(c));
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String escape(String text, IntPredicate bad) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (bad.test(c)) {
                safe.append(String.format(c > 0xFFFF ? "\\u{%X}" : "\\u%04X", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
