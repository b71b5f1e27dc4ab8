package io.mqttstack.codec.value;

import io.mqttstack.codec.internal.Utf8;
import io.mqttstack.codec.internal.access.FilterAccess;
import java.util.Optional;

/**
 * What a subscription asks for: a Topic Name in which {@code +} stands for one level and a final {@code #} for any number
 * of levels, alone or as {@code $share/{ShareName}/{filter}}. Immutable, equal by value.
 *
 * <p>A filter has no version. One that has the whole form {@code $share/{ShareName}/{filter}} is that of a Shared Subscription
 * in every version, since servers have given it that meaning in 3.1.1 too. One that merely starts like it, such as {@code
 * $share/a}, is an ordinary filter, which the codec reads and writes before 5.0 and refuses in 5.0 [MQTT-4.8.2-1]
 * [MQTT-4.8.2-2].
 */
public final class TopicFilter {
    private static final String SHARE = "$share/";

    static {
        FilterAccess.give(TopicFilter::new);
    }

    private final String value;

    /**
     * The length in UTF-8, below the index where the filter begins behind the ShareName, which is 0 when it is not shared: one
     * number, as servers keep many filters.
     */
    private final int startAndLength;

    private final boolean wildcards;

    private TopicFilter(String value) {
        int utf8Length = Utf8.checkedLength(value, "The Topic Filter");
        int start = value.startsWith(SHARE) ? startBehindShareName(value) : 0;
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A Topic Filter has at least one character [MQTT-4.7.3-1]; got none");
        }
        this.value = value;
        this.startAndLength = start << 16 | utf8Length;
        this.wildcards = checkWildcards(value, start);
    }

    private TopicFilter(String value, int utf8Length, boolean wildcards) {
        this.value = value;
        this.startAndLength = utf8Length;
        this.wildcards = wildcards;
    }

    /**
     * Makes a Topic Filter.
     *
     * @param value the filter: 1 to 65,535 bytes in UTF-8 [MQTT-4.7.3-1] [MQTT-4.7.3-3], no U+0000 [MQTT-4.7.3-2]; a
     *     {@code +} fills its level [MQTT-4.7.1-2], a {@code #} fills the last one [MQTT-4.7.1-1]
     * @return the Topic Filter
     * @throws IllegalArgumentException if the filter is not such
     */
    public static TopicFilter of(String value) {
        return new TopicFilter(value);
    }

    /** Where the filter begins behind a ShareName without wildcards; 0 when the form of a Shared Subscription is not whole. */
    private static int startBehindShareName(String value) {
        int end = value.indexOf('/', SHARE.length());
        boolean whole = end > SHARE.length() && end + 1 < value.length();
        for (int index = SHARE.length(); whole && index < end; index++) {
            whole = value.charAt(index) != '+' && value.charAt(index) != '#';
        }
        return whole ? end + 1 : 0;
    }

    private static boolean checkWildcards(String value, int start) {
        boolean found = false;
        for (int index = start; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '+' || character == '#') {
                boolean last = index + 1 == value.length();
                boolean opens = index == start || value.charAt(index - 1) == '/';
                boolean closes = last || (character == '+' && value.charAt(index + 1) == '/');
                if (!opens || !closes) {
                    throw new IllegalArgumentException("The Topic Filter \"" + value + "\" has '" + character
                            + "' at index " + index
                            + (character == '+'
                                    ? "; it has to fill its level [MQTT-4.7.1-2]"
                                    : "; it has to fill the last level [MQTT-4.7.1-1]"));
                }
                found = true;
            }
        }
        return found;
    }

    /** {@return the filter as it is sent, with {@code $share/} and the ShareName if there is one} */
    public String value() {
        return value;
    }

    /** {@return the length of the UTF-8 form of {@link #value} in bytes, 1 to 65,535} */
    public int utf8Length() {
        return startAndLength & 0xFFFF;
    }

    private int start() {
        return startAndLength >>> 16;
    }

    /** {@return whether there is a wildcard} */
    public boolean hasWildcards() {
        return wildcards;
    }

    /** {@return whether this is the filter of a Shared Subscription, {@code $share/{ShareName}/{filter}}} */
    public boolean isShared() {
        return start() > 0;
    }

    /**
     * {@return whether this starts with {@code $share/} but is not the filter of a Shared Subscription: an ordinary filter
     * before 5.0, illegal from then on [MQTT-4.8.2-1] [MQTT-4.8.2-2]}
     */
    public boolean isIncompleteShare() {
        return !isShared() && value.startsWith(SHARE);
    }

    /** {@return the ShareName, or empty when the filter is not shared} */
    public Optional<String> shareName() {
        return isShared() ? Optional.of(value.substring(SHARE.length(), start() - 1)) : Optional.empty();
    }

    /** {@return the filter that Topic Names are matched with: what follows the ShareName, or the whole when not shared} */
    public String valueWithoutShare() {
        return value.substring(start());
    }

    /**
     * Tells whether a message under this name goes to a subscription with this filter. A filter {@code a/#} matches
     * {@code a} too; a wildcard in the first level does not match a name that starts with {@code $} [MQTT-4.7.2-1].
     * Characters are compared as they are [MQTT-4.7.3-4]. Takes time in proportion to the name, however many levels.
     *
     * @param topic the Topic Name; {@link TopicName#EMPTY} matches no filter
     * @return whether it matches
     */
    public boolean matches(TopicName topic) {
        String name = topic.value();
        int start = start();
        if (name.isEmpty() || (name.charAt(0) == '$' && isWildcard(start))) {
            return false;
        }
        int filterIndex = start;
        int nameIndex = 0;
        while (true) { // both indices are at the first character of a level
            if (isWildcard(filterIndex)) {
                if (value.charAt(filterIndex) == '#') {
                    return true;
                }
                filterIndex++;
                nameIndex = endOfLevel(name, nameIndex);
            } else {
                int length = endOfLevel(value, filterIndex) - filterIndex;
                if (length != endOfLevel(name, nameIndex) - nameIndex
                        || !value.regionMatches(filterIndex, name, nameIndex, length)) {
                    return false;
                }
                filterIndex += length;
                nameIndex += length;
            }
            if (nameIndex == name.length()) {
                return filterIndex == value.length() || isMultiLevelWildcard(filterIndex + 1);
            }
            if (filterIndex == value.length()) {
                return false;
            }
            filterIndex++;
            nameIndex++;
        }
    }

    private static int endOfLevel(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    private boolean isWildcard(int index) {
        return index < value.length() && (value.charAt(index) == '+' || value.charAt(index) == '#');
    }

    private boolean isMultiLevelWildcard(int index) {
        return index < value.length() && value.charAt(index) == '#';
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof TopicFilter that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** {@return the filter} */
    @Override
    public String toString() {
        return value;
    }
}
