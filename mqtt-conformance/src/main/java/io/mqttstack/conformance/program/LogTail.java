package io.mqttstack.conformance.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The last lines of an output, within fixed bounds whatever is printed. Thread-safe. */
public final class LogTail {

    private static final int LINES = 200;
    private static final int LINE_LENGTH = 1_000;
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * Reads the output to its end on the calling thread; each line is kept and then handed to the listener.
     *
     * @param output what a process prints, in UTF-8
     * @param listener told of each line, cut to 1,000 characters
     */
    public void drain(InputStream output, Consumer<String> listener) {
        StringBuilder line = new StringBuilder();
        try (Reader reader = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            char[] buffer = new char[4_096];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        end(line, listener);
                    } else if (line.length() < LINE_LENGTH) {
                        line.append(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // The pipe of a killed process may end in this way; what was printed until then is kept.
            add("output ended: " + e.getMessage());
        }
        if (!line.isEmpty()) {
            end(line, listener);
        }
    }

    private void end(StringBuilder line, Consumer<String> listener) {
        String text = COLOURS.matcher(line).replaceAll("").stripTrailing();
        line.setLength(0);
        add(text);
        listener.accept(text);
    }

    private synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Forgets what was printed until now. */
    public synchronized void clear() {
        lines.clear();
    }

    /** {@return the last 200 lines, oldest first; unmodifiable} */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
