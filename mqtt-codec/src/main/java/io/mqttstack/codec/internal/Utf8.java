package io.mqttstack.codec.internal;

/** The rules of UTF-8 Encoded Strings, applied to Java strings. */
public final class Utf8 {
    /** The most bytes that a UTF-8 Encoded String can have. */
    public static final int MAXIMUM_LENGTH = 65_535;

    private Utf8() {}

    /**
     * Checks that a string can stand in a packet: well formed [MQTT-1.5.4-1], without U+0000 [MQTT-1.5.4-2], not too long.
     *
     * @param value the string
     * @param what the string's role, for the message
     * @return the length of its UTF-8 form in bytes, 0 to 65,535
     * @throws IllegalArgumentException if it cannot
     */
    public static int checkedLength(String value, String what) {
        int characters = value.length();
        int bytes = characters;
        for (int index = 0; index < characters; index++) {
            char character = value.charAt(index);
            if (character >= 0x80) {
                if (Character.isSurrogate(character)) {
                    requirePair(value, index, what);
                    index++;
                    bytes += 2;
                } else {
                    bytes += character < 0x800 ? 1 : 2;
                }
            } else if (character == 0) {
                throw new IllegalArgumentException(
                        what + " holds U+0000 at index " + index + "; remove it [MQTT-1.5.4-2]");
            }
        }
        if (bytes > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    what + " has " + bytes + " bytes in UTF-8; at most " + MAXIMUM_LENGTH + " can be sent");
        }
        return bytes;
    }

    /**
     * Checks that a string has a UTF-8 form, of whatever length and content.
     *
     * @param value the string
     * @param what the string's role, for the message
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    public static void requireWellFormed(String value, String what) {
        for (int index = 0; index < value.length(); index++) {
            if (Character.isSurrogate(value.charAt(index))) {
                requirePair(value, index, what);
                index++;
            }
        }
    }

    private static void requirePair(String value, int index, String what) {
        if (!Character.isHighSurrogate(value.charAt(index))
                || index + 1 == value.length()
                || !Character.isLowSurrogate(value.charAt(index + 1))) {
            throw new IllegalArgumentException(
                    what + " holds half a surrogate pair at index " + index + "; it has no UTF-8 form [MQTT-1.5.4-1]");
        }
    }
}
