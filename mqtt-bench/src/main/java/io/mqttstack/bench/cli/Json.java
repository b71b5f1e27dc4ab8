package io.mqttstack.bench.cli;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes JSON. */
final class Json {
    private Json() {}

    /** Returns an object of strings, one member a line, in the order of the map. */
    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "  " + string(member.getKey()) + ": " + string(member.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < ' ') {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        return text.append('"').toString();
    }
}
