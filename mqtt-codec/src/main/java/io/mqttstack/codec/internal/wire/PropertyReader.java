package io.mqttstack.codec.internal.wire;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.internal.access.UserPropertyAccess;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;

/**
 * Reads a block of properties one by one as {@link PropertyId} describes them:
 *
 * <pre>
 *   Property Length | identifier value | identifier value | ...
 * </pre>
 *
 * An identifier that is unknown or stands in the wrong packet makes the packet malformed (section 2.2.2.2), a second
 * occurrence where one is allowed and a number out of range are Protocol Errors.
 */
public final class PropertyReader {
    private final ByteReader in;

    private Place place = Place.CONNECT;
    private PropertyId id = PropertyId.USER_PROPERTY;
    private int count;
    private long seen;
    private int packetEnd;
    private int at;

    PropertyReader(ByteReader in) {
        this.in = in;
    }

    /** The number of properties is limited per packet, and CONNECT has two blocks. */
    void startPacket() {
        count = 0;
    }

    void open(Place where) {
        int start = in.position();
        int length = in.variableByteInteger("Property Length");
        if (length > in.remaining()) {
            throw in.violation(
                    Rule.FORMAT,
                    start,
                    "Property Length is " + length + " where " + in.remaining() + " bytes are left");
        }
        if (place != where) {
            place = where;
        }
        seen = 0;
        packetEnd = in.end();
        in.end(in.position() + length);
    }

    /** Finds the next property; false when the block has ended, and the reader then goes on behind it. */
    public boolean next() {
        if (in.remaining() == 0) {
            in.end(packetEnd);
            return false;
        }
        at = in.position();
        identify(in.variableByteInteger("Property Identifier"));
        if (++count > in.limits().maximumProperties()) {
            throw in.violation(
                    Rule.COUNT, at, "More than " + in.limits().maximumProperties() + " properties in one packet");
        }
        return true;
    }

    private void identify(int identifier) {
        PropertyId found = PropertyId.of(identifier);
        if (found == null) {
            throw in.violation(
                    Rule.FORMAT,
                    at,
                    "0x" + Integer.toHexString(identifier) + " identifies no property (section 2.2.2.2)");
        }
        if (!found.allowedIn(place)) {
            throw in.violation(Rule.FORMAT, at, found.title() + " is no property of " + place + " (section 2.2.2.2)");
        }
        long bit = 1L << found.identifier();
        if ((seen & bit) != 0 && !found.repeatableIn(place)) {
            throw in.violation(Rule.USE, at, found.title() + " stands twice in " + place);
        }
        seen |= bit;
        if (id != found) {
            id = found;
        }
    }

    /** The property that {@link #next} has found; its value is read by one of the following, once. */
    public PropertyId id() {
        return id;
    }

    /** Reads the value, a number of any size. */
    public long number() {
        int valueAt = in.position();
        String title = id.title();
        return switch (id.type()) {
            case BYTE -> inRange(in.oneByte(title), 1, valueAt);
            case TWO_BYTE_INTEGER -> inRange(in.twoByteInteger(title), 0xFFFF, valueAt);
            case FOUR_BYTE_INTEGER -> inRange(in.fourByteInteger(title), 0xFFFF_FFFFL, valueAt);
            case VARIABLE_BYTE_INTEGER -> inRange(in.variableByteInteger(title), VariableByteInteger.MAXIMUM, valueAt);
            case UTF8_STRING, BINARY_DATA, UTF8_STRING_PAIR -> throw unexpected();
        };
    }

    private long inRange(long value, long maximum, int valueAt) {
        if (value < id.minimum() || value > maximum) {
            Rule rule = id == PropertyId.TOPIC_ALIAS ? Rule.TOPIC_ALIAS_ZERO : Rule.USE;
            throw in.violation(rule, valueAt, id.title() + " is " + value + ", not " + id.minimum() + " to " + maximum);
        }
        return value;
    }

    /** Reads the value, a number below 2^31. */
    public int integer() {
        return (int) number();
    }

    /** Reads the value, a Byte of 0 or 1. */
    public boolean flag() {
        return number() != 0;
    }

    /** Reads the value, a string that is no topic. */
    public String text() {
        return in.utf8String(id.title(), Rule.FORMAT);
    }

    /** Reads the name of a User Property; its {@link #value} is read next. */
    public String name() {
        return in.utf8String("The name of a User Property", Rule.FORMAT);
    }

    /** Reads the value of a User Property. */
    public String value() {
        return in.utf8String("The value of a User Property", Rule.FORMAT);
    }

    /** Reads the value, a User Property. */
    public UserProperty pair() {
        int start = in.position();
        String name = name();
        int middle = in.position();
        String value = value();
        // Each string stands behind two bytes of length.
        return UserPropertyAccess.trusted(name, middle - start - 2, value, in.position() - middle - 2);
    }

    /** Reads the value, the Response Topic. */
    public TopicName topic() {
        return TopicFields.responseTopic(in);
    }

    /** Reads the value, Binary Data. */
    public Bytes data() {
        return in.binaryData(id.title(), Rule.FORMAT);
    }

    /** The index of the identifier of the property that {@link #next} has found. */
    public int at() {
        return at;
    }

    /** For the default branch of a packet's codec: the table and the codec disagree. */
    public AssertionError unexpected() {
        return new AssertionError(id + " is not read in " + place);
    }

    /** The exception for a breach of {@code rule} by the property that {@link #next} has found. */
    public MqttProtocolException violation(Rule rule, String message) {
        return in.violation(rule, at, message);
    }
}
