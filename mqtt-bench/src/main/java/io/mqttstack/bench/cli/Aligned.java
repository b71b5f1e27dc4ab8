package io.mqttstack.bench.cli;

import java.util.List;
import java.util.Locale;

/** Text in columns. */
final class Aligned {
    private Aligned() {}

    /** Returns a number with up to two decimal places. */
    static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }

    /** Returns lines ended by line feeds; the first columns are aligned to the left, the others to the right. */
    static String text(List<List<String>> lines, int leftColumns) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder written = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                String padding = " ".repeat(widths[column] - cell.length());
                written.append(column == 0 ? "" : "  ").append(column < leftColumns ? cell + padding : padding + cell);
            }
            text.append(written.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
