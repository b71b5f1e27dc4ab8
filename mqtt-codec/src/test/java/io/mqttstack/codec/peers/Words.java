package io.mqttstack.codec.peers;

/** Messages without the values in them, so that one kind of failure has one text. */
final class Words {
    private Words() {}

    static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : of(message);
    }

    static String of(String message) {
        // A section's number stays.
        return message.replaceAll("0x[0-9a-fA-F]+", "n")
                .replaceAll("(?<![\\d.])-?\\d+(?![\\d.])", "n")
                .replaceAll(" \\([A-Z]+\\)", "")
                .replaceAll("of [A-Z]+ message", "of a message")
                .strip();
    }
}
