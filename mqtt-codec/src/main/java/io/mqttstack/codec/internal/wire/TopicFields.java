package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.internal.access.FilterAccess;
import io.mqttstack.codec.internal.access.TopicAccess;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.Arrays;

/**
 * Reads Topic Names and Topic Filters.
 *
 * <p>{@code $share/} at the start of a filter is checked in 5.0 alone; before, it begins an ordinary filter.
 */
public final class TopicFields {
    private static final byte[] SHARE = {'$', 's', 'h', 'a', 'r', 'e', '/'};

    private TopicFields() {}

    /** The topic of a PUBLISH, which is empty where a Topic Alias stands for it. */
    public static TopicName publishTopic(ByteReader in) {
        int length = in.lengthPrefix("The Topic Name", Rule.PUBLISH_TOPIC);
        if (length == 0) {
            return TopicName.EMPTY;
        }
        int start = in.position();
        TopicName plain = in.topics().plain(in.array(), start, length);
        if (plain != null) {
            in.skip(length);
            return plain;
        }
        TopicName topic = closely(in, length, "The Topic Name", Rule.PUBLISH_TOPIC_WILDCARD);
        in.topics().keep(in.array(), start, length, topic);
        return topic;
    }

    /** The topic of a Will. */
    public static TopicName willTopic(ByteReader in) {
        return topic(in, "Will Topic", Rule.WILL_FIELDS, Rule.NAME_WILDCARD);
    }

    static TopicName responseTopic(ByteReader in) {
        return topic(in, "Response Topic", Rule.FORMAT, Rule.RESPONSE_TOPIC_WILDCARD);
    }

    private static TopicName topic(ByteReader in, String field, Rule missing, Rule wildcard) {
        int start = in.position();
        int length = in.lengthPrefix(field, missing);
        if (length == 0) {
            throw in.violation(Rule.TOPIC_EMPTY, start, field + " is empty");
        }
        return name(in, length, field, wildcard);
    }

    private static TopicName name(ByteReader in, int length, String field, Rule wildcard) {
        if (in.isPlainName(length)) {
            return TopicAccess.trusted(in.ascii(length), length);
        }
        return closely(in, length, field, wildcard);
    }

    private static TopicName closely(ByteReader in, int length, String field, Rule wildcard) {
        int end = in.position() + length;
        in.requireUtf8(in.position(), length, field);
        int found = Utf8Codec.nextWildcard(in.array(), in.position(), end);
        if (found < end) {
            throw in.violation(wildcard, found, field + " contains the wildcard " + (char) in.array()[found]);
        }
        return TopicAccess.trusted(in.text(length), length);
    }

    /** A filter of SUBSCRIBE or UNSUBSCRIBE. */
    public static TopicFilter filter(ByteReader in) {
        int start = in.position();
        int length = in.lengthPrefix("A Topic Filter", Rule.FORMAT);
        if (length == 0) {
            throw in.violation(Rule.TOPIC_EMPTY, start, "A Topic Filter is empty");
        }
        int from = in.position();
        String filter = in.checkedText(length, "A Topic Filter");
        int end = in.position();
        boolean dollar = in.array()[from] == '$';
        boolean wildcards = hasWildcards(in, dollar && in.isVersion5() ? afterShare(in, from, end) : from, end);
        return dollar ? TopicFilter.of(filter) : FilterAccess.trusted(filter, length, wildcards);
    }

    /** Refuses to send what {@link #filter} would not read. */
    public static void requireSendable(PacketType type, TopicFilter filter, ByteWriter out) {
        if (out.isVersion5() && filter.isIncompleteShare()) {
            throw out.refusal(
                    type,
                    "has the filter " + filter
                            + ", which is no shared one; write $share/{ShareName}/{filter} [MQTT-4.8.2-1] [MQTT-4.8.2-2]");
        }
    }

    /** Where the filter proper begins: behind {@code $share/{ShareName}/}, if that is how it starts. */
    private static int afterShare(ByteReader in, int start, int end) {
        byte[] bytes = in.array();
        int name = start + SHARE.length;
        if (end < name || !Arrays.equals(bytes, start, name, SHARE, 0, SHARE.length)) {
            return start;
        }
        for (int i = name; i < end; i++) {
            if (bytes[i] == '+' || bytes[i] == '#') {
                throw in.violation(Rule.SHARE_NAME, i, "The ShareName contains the wildcard " + (char) bytes[i]);
            }
            if (bytes[i] == '/') {
                if (i == name) {
                    throw in.violation(Rule.SHARE_NAME_EMPTY, i, "The ShareName of a Shared Subscription is empty");
                }
                if (i + 1 == end) {
                    throw in.violation(Rule.SHARE_NAME, i, "No Topic Filter follows the ShareName");
                }
                return i + 1;
            }
        }
        throw end == name
                ? in.violation(Rule.SHARE_NAME_EMPTY, end - 1, "The ShareName of a Shared Subscription is missing")
                : in.violation(Rule.SHARE_NAME, end - 1, "No slash and Topic Filter follow the ShareName");
    }

    /** Checks that each wildcard is alone in its level, and says whether there is one. */
    private static boolean hasWildcards(ByteReader in, int start, int end) {
        byte[] bytes = in.array();
        int first = Utf8Codec.nextWildcard(bytes, start, end);
        for (int i = first; i < end; i = Utf8Codec.nextWildcard(bytes, i + 1, end)) {
            boolean opensLevel = i == start || bytes[i - 1] == '/';
            boolean last = i + 1 == end;
            if (bytes[i] == '#' && !(opensLevel && last)) {
                throw in.violation(Rule.MULTI_LEVEL_WILDCARD, i, "# is not alone in the last level of a Topic Filter");
            }
            if (bytes[i] == '+' && !(opensLevel && (last || bytes[i + 1] == '/'))) {
                throw in.violation(Rule.SINGLE_LEVEL_WILDCARD, i, "+ is not alone in its level of a Topic Filter");
            }
        }
        return first < end;
    }
}
