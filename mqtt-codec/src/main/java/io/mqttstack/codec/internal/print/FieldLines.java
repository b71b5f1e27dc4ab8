package io.mqttstack.codec.internal.print;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Turns fields into lines, and remembers which of their bytes may be seen when the byte at fault is to be shown.
 *
 * <pre>
 *   offset  bytes, the first eight       name                               value
 * </pre>
 */
final class FieldLines implements Consumer<Field> {
    /** How many bytes of a field are shown. */
    private static final int WIDTH = 8;

    private static final String MASKED = "**";
    private static final String NOTHING = "--";

    private final byte[] bytes;
    private final Consumer<String> lines;
    private final boolean[] visible = new boolean[2 * WIDTH];

    private int last;

    FieldLines(byte[] bytes, Consumer<String> lines) {
        this.bytes = bytes;
        this.lines = lines;
    }

    /** Prepares for a packet of which the fields count that begin at or before the byte at index {@code lastByte}. */
    void begin(int lastByte) {
        last = lastByte;
        Arrays.fill(visible, false);
    }

    @Override
    public void accept(Field field) {
        if (field.start() > last) {
            return;
        }
        for (int at = Math.max(field.start(), last - WIDTH); at < Math.min(field.maskedFrom(), last + WIDTH); at++) {
            visible[at - last + WIDTH] = true;
        }
        String name = field.nested() ? "  " + field.name() : field.name();
        lines.accept(String.format(Locale.ROOT, "%8d  %-28s%-34s %s", field.start(), hex(field), name, field.value()));
    }

    private String hex(Field field) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(field.end(), field.start() + WIDTH);
        for (int at = field.start(); at < end; at++) {
            out.append(at < field.maskedFrom() ? hex(at) : MASKED).append(' ');
        }
        return out.append(end < field.end() ? "..." : "").toString();
    }

    private String hex(int at) {
        return String.format(Locale.ROOT, "%02x", bytes[at]);
    }

    /** Shows the bytes around the one at index {@code fault}, of those that were named so far. */
    void caret(Frame frame, int fault) {
        int from = Math.max(frame.start(), fault - WIDTH);
        int to = Math.min(frame.end(), fault + WIDTH);
        StringBuilder row = new StringBuilder();
        for (int at = from; at < to; at++) {
            row.append(at == fault || visible[at - fault + WIDTH] ? hex(at) : MASKED)
                    .append(' ');
        }
        row.append(fault >= to ? NOTHING : to < frame.end() ? "..." : "");
        lines.accept(String.format(Locale.ROOT, "%8d  %s", from, row).stripTrailing());
        lines.accept(" ".repeat(10 + 3 * (fault - from)) + "^^");
    }
}
