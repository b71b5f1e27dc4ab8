package io.mqttstack.codec.internal.wire;

import static io.mqttstack.codec.internal.wire.PropertyId.Cardinality.ONCE;
import static io.mqttstack.codec.internal.wire.PropertyId.Cardinality.REPEATED;
import static io.mqttstack.codec.internal.wire.PropertyId.Cardinality.REPEATED_IN_PUBLISH;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.AUTH;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.CONNACK;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.CONNECT;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.DISCONNECT;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.PUBACK;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.PUBCOMP;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.PUBLISH;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.PUBREC;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.PUBREL;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.SUBACK;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.SUBSCRIBE;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.UNSUBACK;
import static io.mqttstack.codec.internal.wire.PropertyId.Place.WILL;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.BINARY_DATA;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.BYTE;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.FOUR_BYTE_INTEGER;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.TWO_BYTE_INTEGER;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.UTF8_STRING;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.UTF8_STRING_PAIR;
import static io.mqttstack.codec.internal.wire.PropertyId.WireType.VARIABLE_BYTE_INTEGER;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of all MQTT 5.0 properties: identifier, wire type, smallest value, cardinality and where each may stand. */
public enum PropertyId {
    PAYLOAD_FORMAT_INDICATOR(0x01, BYTE, 0, ONCE, PUBLISH, WILL),
    MESSAGE_EXPIRY_INTERVAL(0x02, FOUR_BYTE_INTEGER, 0, ONCE, PUBLISH, WILL),
    CONTENT_TYPE(0x03, UTF8_STRING, 0, ONCE, PUBLISH, WILL),
    RESPONSE_TOPIC(0x08, UTF8_STRING, 0, ONCE, PUBLISH, WILL),
    CORRELATION_DATA(0x09, BINARY_DATA, 0, ONCE, PUBLISH, WILL),
    SUBSCRIPTION_IDENTIFIER(0x0B, VARIABLE_BYTE_INTEGER, 1, REPEATED_IN_PUBLISH, PUBLISH, SUBSCRIBE),
    SESSION_EXPIRY_INTERVAL(0x11, FOUR_BYTE_INTEGER, 0, ONCE, CONNECT, CONNACK, DISCONNECT),
    ASSIGNED_CLIENT_IDENTIFIER(0x12, UTF8_STRING, 0, ONCE, CONNACK),
    SERVER_KEEP_ALIVE(0x13, TWO_BYTE_INTEGER, 0, ONCE, CONNACK),
    AUTHENTICATION_METHOD(0x15, UTF8_STRING, 0, ONCE, CONNECT, CONNACK, AUTH),
    AUTHENTICATION_DATA(0x16, BINARY_DATA, 0, ONCE, CONNECT, CONNACK, AUTH),
    REQUEST_PROBLEM_INFORMATION(0x17, BYTE, 0, ONCE, CONNECT),
    WILL_DELAY_INTERVAL(0x18, FOUR_BYTE_INTEGER, 0, ONCE, WILL),
    REQUEST_RESPONSE_INFORMATION(0x19, BYTE, 0, ONCE, CONNECT),
    RESPONSE_INFORMATION(0x1A, UTF8_STRING, 0, ONCE, CONNACK),
    SERVER_REFERENCE(0x1C, UTF8_STRING, 0, ONCE, CONNACK, DISCONNECT),
    REASON_STRING(
            0x1F, UTF8_STRING, 0, ONCE, CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH),
    RECEIVE_MAXIMUM(0x21, TWO_BYTE_INTEGER, 1, ONCE, CONNECT, CONNACK),
    TOPIC_ALIAS_MAXIMUM(0x22, TWO_BYTE_INTEGER, 0, ONCE, CONNECT, CONNACK),
    TOPIC_ALIAS(0x23, TWO_BYTE_INTEGER, 1, ONCE, PUBLISH),
    MAXIMUM_QOS(0x24, BYTE, 0, ONCE, CONNACK),
    RETAIN_AVAILABLE(0x25, BYTE, 0, ONCE, CONNACK),
    USER_PROPERTY(0x26, UTF8_STRING_PAIR, 0, REPEATED, Place.values()),
    MAXIMUM_PACKET_SIZE(0x27, FOUR_BYTE_INTEGER, 1, ONCE, CONNECT, CONNACK),
    WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, BYTE, 0, ONCE, CONNACK),
    SUBSCRIPTION_IDENTIFIER_AVAILABLE(0x29, BYTE, 0, ONCE, CONNACK),
    SHARED_SUBSCRIPTION_AVAILABLE(0x2A, BYTE, 0, ONCE, CONNACK);

    /** How a value is written. */
    public enum WireType {
        /** One byte; all properties of this type are 0 or 1. */
        BYTE,
        TWO_BYTE_INTEGER,
        FOUR_BYTE_INTEGER,
        VARIABLE_BYTE_INTEGER,
        UTF8_STRING,
        BINARY_DATA,
        UTF8_STRING_PAIR
    }

    /** How often a property may stand in one packet. */
    public enum Cardinality {
        ONCE,
        /** Any number of times in PUBLISH, else once. */
        REPEATED_IN_PUBLISH,
        REPEATED
    }

    /** The packets that have properties, and the Will, which has its own inside CONNECT. */
    public enum Place {
        WILL(0),
        CONNECT(1),
        CONNACK(2),
        PUBLISH(3),
        PUBACK(4),
        PUBREC(5),
        PUBREL(6),
        PUBCOMP(7),
        SUBSCRIBE(8),
        SUBACK(9),
        UNSUBSCRIBE(10),
        UNSUBACK(11),
        DISCONNECT(14),
        AUTH(15);

        /** The place in a set of places: the packet type, and zero for the Will. */
        private final int bit;

        Place(int packetType) {
            bit = 1 << packetType;
        }
    }

    private static final PropertyId[] BY_IDENTIFIER = byIdentifier();

    private final int identifier;
    private final WireType type;
    private final int minimum;
    private final Cardinality cardinality;
    private final int places;
    private final String title;

    PropertyId(int identifier, WireType type, int minimum, Cardinality cardinality, Place... places) {
        this.identifier = identifier;
        this.type = type;
        this.minimum = minimum;
        this.cardinality = cardinality;
        int set = 0;
        for (Place place : places) {
            set |= place.bit;
        }
        this.places = set;
        var words = new StringBuilder();
        for (String word : name().split("_", -1)) {
            boolean acronym = word.equals("QOS");
            words.append(words.isEmpty() ? "" : " ")
                    .append(word.charAt(0))
                    .append(acronym ? "oS" : word.substring(1).toLowerCase(Locale.ROOT));
        }
        this.title = words.toString();
    }

    private static PropertyId[] byIdentifier() {
        var table = new PropertyId[0x80];
        for (PropertyId property : values()) {
            table[property.identifier] = property;
        }
        return table;
    }

    /** The property with this identifier, or null when there is none. */
    public static @Nullable PropertyId of(int identifier) {
        return identifier < BY_IDENTIFIER.length ? BY_IDENTIFIER[identifier] : null;
    }

    /** The identifier, below 0x80: a Variable Byte Integer of one byte. */
    public int identifier() {
        return identifier;
    }

    public WireType type() {
        return type;
    }

    /** The smallest legal value of a number: 0 or 1. */
    public int minimum() {
        return minimum;
    }

    public boolean allowedIn(Place place) {
        return (places & place.bit) != 0;
    }

    public boolean repeatableIn(Place place) {
        return cardinality == REPEATED || (cardinality == REPEATED_IN_PUBLISH && place == PUBLISH);
    }

    /** The specification's name, such as "Topic Alias". */
    public String title() {
        return title;
    }
}
