package io.mqttstack.codec.value;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.access.TopicAccess;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name under which a message is published: levels between slashes, without wildcards. Immutable, equal by value. */
public final class TopicName {
    /** The Topic Name of zero length, legal only in a PUBLISH whose Topic Alias stands for it. */
    public static final TopicName EMPTY = new TopicName("", 0);

    static {
        TopicAccess.give(TopicName::new);
    }

    private final String value;
    private final int utf8Length;

    /** Encoded on first use. Bytes is immutable, so that threads which race here only repeat the work. */
    private @Nullable Bytes utf8;

    private TopicName(String value, int utf8Length) {
        this.value = value;
        this.utf8Length = utf8Length;
    }

    /**
     * Makes a Topic Name.
     *
     * @param value the name: 1 to 65,535 bytes in UTF-8 [MQTT-4.7.3-1] [MQTT-4.7.3-3], no U+0000 [MQTT-4.7.3-2], no
     *     {@code +} and no {@code #} [MQTT-4.7.0-1]; letter case and every slash count [MQTT-4.7.3-4]
     * @return the Topic Name
     * @throws IllegalArgumentException if the name is not such
     */
    public static TopicName of(String value) {
        int length = value.length();
        boolean plain = length > 0 && length <= Utf8.MAXIMUM_LENGTH;
        for (int index = 0; plain && index < length; index++) {
            plain = isPlain(value.charAt(index));
        }
        return plain ? new TopicName(value, length) : rare(value);
    }

    /** Whether a character is ASCII and neither U+0000 nor a wildcard. */
    private static boolean isPlain(char character) {
        return character > 0 && character < 0x80 && character != '+' && character != '#';
    }

    /** Makes a name that is no plain ASCII, or tells what is wrong with it. */
    private static TopicName rare(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A Topic Name has at least one character [MQTT-4.7.3-1]");
        }
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '+' || character == '#') {
                throw new IllegalArgumentException("The Topic Name \"" + value + "\" holds the wildcard '" + character
                        + "' at index " + index + "; publish to a name without it [MQTT-4.7.0-1]");
            }
        }
        return new TopicName(value, Utf8.checkedLength(value, "The Topic Name"));
    }

    /** {@return the name} */
    public String value() {
        return value;
    }

    /** {@return whether this is {@link #EMPTY}} */
    public boolean isEmpty() {
        return utf8Length == 0;
    }

    /** {@return the length of the UTF-8 form in bytes, 0 to 65,535} */
    public int utf8Length() {
        return utf8Length;
    }

    /** {@return the UTF-8 form, encoded once and kept} */
    public Bytes utf8() {
        Bytes encoded = utf8;
        if (encoded == null) {
            encoded = Bytes.wrap(value.getBytes(StandardCharsets.UTF_8));
            utf8 = encoded;
        }
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof TopicName that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** {@return the name} */
    @Override
    public String toString() {
        return value;
    }
}
