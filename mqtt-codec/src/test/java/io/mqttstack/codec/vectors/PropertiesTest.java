package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static io.mqttstack.codec.vectors.Wire.CLIENT_5;
import static io.mqttstack.codec.vectors.Wire.SERVER_5;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.internal.wire.PropertyId;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import io.mqttstack.codec.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for the properties of all packets: each property in each packet, of each sender. */
class PropertiesTest {
    /** A legal value of each property. */
    private static String value(PropertyId property) {
        return switch (property.type()) {
            case BYTE -> "01";
            case TWO_BYTE_INTEGER -> "00 01";
            case FOUR_BYTE_INTEGER -> "00 00 00 01";
            case VARIABLE_BYTE_INTEGER -> "01";
            case UTF8_STRING -> "00 01 6D";
            case BINARY_DATA -> "00 01 FF";
            case UTF8_STRING_PAIR -> "00 01 6B 00 01 76";
        };
    }

    private static String encoded(PropertyId property) {
        return String.format("%02X %s", property.identifier(), value(property));
    }

    /** A packet around a block of properties. */
    private static String packet(Place place, String block) {
        String properties = String.format("%02X ", Wire.bytes(block).length) + block + " ";
        String content = switch (place) {
            case CONNECT -> "00 04 4D 51 54 54 05 02 00 3C " + properties + "00 00";
            case WILL -> "00 04 4D 51 54 54 05 06 00 3C 00 00 00 " + properties + "00 01 74 00 00";
            case CONNACK -> "00 00 " + properties;
            case PUBLISH -> "00 01 61 " + properties;
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> "00 01 00 " + properties;
            case SUBSCRIBE -> "00 01 " + properties + "00 01 61 00";
            case SUBACK, UNSUBACK -> "00 01 " + properties + "00";
            case UNSUBSCRIBE -> "00 01 " + properties + "00 01 61";
            case DISCONNECT -> "00 " + properties;
            case AUTH -> "18 " + properties;
        };
        String first = switch (place) {
            case CONNECT, WILL -> "10";
            case CONNACK -> "20";
            case PUBLISH -> "30";
            case PUBACK -> "40";
            case PUBREC -> "50";
            case PUBREL -> "62";
            case PUBCOMP -> "70";
            case SUBSCRIBE -> "82";
            case SUBACK -> "90";
            case UNSUBSCRIBE -> "A2";
            case UNSUBACK -> "B0";
            case DISCONNECT -> "E0";
            case AUTH -> "F0";
        };
        return String.format("%s %02X %s", first, Wire.bytes(content).length, content);
    }

    /** Somebody who sends the packet, and the property in it if only one side does. */
    private static Wire sender(Place place, PropertyId property) {
        return switch (place) {
            case CONNECT, WILL, SUBSCRIBE, UNSUBSCRIBE -> CLIENT_5;
            case CONNACK, SUBACK, UNSUBACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, AUTH -> SERVER_5;
            case DISCONNECT -> property == PropertyId.SESSION_EXPIRY_INTERVAL ? CLIENT_5 : SERVER_5;
        };
    }

    /** The other properties that the packet must have. */
    private static String required(Place place, PropertyId property) {
        boolean method = (place == Place.AUTH && property != PropertyId.AUTHENTICATION_METHOD)
                || (place == Place.CONNECT && property == PropertyId.AUTHENTICATION_DATA);
        return method ? "15 00 01 6D " : "";
    }

    private static List<Packet> decode(Wire wire, String hex) {
        byte[] bytes = Wire.bytes(hex);
        List<Packet> packets = new ArrayList<>();
        wire.decoder().decode(bytes, 0, bytes.length, packets::add);
        return packets;
    }

    @Test
    void acceptsEachPropertyWhereItBelongs() {
        for (Place place : Place.values()) {
            for (PropertyId property : PropertyId.values()) {
                if (property.allowedIn(place)) {
                    String hex = packet(place, required(place, property) + encoded(property));
                    assertEquals(1, decode(sender(place, property), hex).size(), () -> property + " in " + place);
                }
            }
        }
    }

    @Test
    void rejectsEachPropertyWhereItDoesNotBelong() {
        for (Place place : Place.values()) {
            for (PropertyId property : PropertyId.values()) {
                if (!property.allowedIn(place)) {
                    String marked = String.format("[%02X] %s", property.identifier(), value(property));
                    sender(place, property).rejects(packet(place, marked), MALFORMED_PACKET, "");
                }
            }
        }
    }

    @Test
    void rejectsEachIdentifierThatDoesNotExist() {
        for (int identifier = 0; identifier < 0x80; identifier++) {
            if (PropertyId.of(identifier) == null) {
                String marked = String.format("[%02X] 00", identifier);
                SERVER_5.rejects(packet(Place.CONNACK, marked), MALFORMED_PACKET, "");
            }
        }
        SERVER_5.rejects(packet(Place.PUBLISH, "[FF] FF FF 7F"), MALFORMED_PACKET, "");
    }

    @Test
    void rejectsASecondOccurrenceWhereOneIsAllowed() {
        for (Place place : Place.values()) {
            for (PropertyId property : PropertyId.values()) {
                if (property.allowedIn(place)) {
                    String twice = required(place, property) + encoded(property) + " ["
                            + encoded(property).replaceFirst(" ", "] ");
                    if (property.repeatableIn(place)) {
                        String unmarked = packet(place, twice).replaceAll("[\\[\\]]", "");
                        assertEquals(
                                1, decode(sender(place, property), unmarked).size());
                    } else {
                        sender(place, property).rejects(packet(place, twice), PROTOCOL_ERROR, "");
                    }
                }
            }
        }
    }

    @Test
    void rejectsEachValueThatReachesBehindTheBlock() {
        for (Place place : Place.values()) {
            for (PropertyId property : PropertyId.values()) {
                if (property.allowedIn(place)) {
                    String whole = required(place, property) + encoded(property);
                    String truncated = whole.substring(0, whole.length() - 3);
                    String hex = packet(place, truncated);
                    var failure =
                            assertThrows(MqttProtocolException.class, () -> decode(sender(place, property), hex), hex);
                    // Where the fault lies depends on the type.
                    assertEquals(MALFORMED_PACKET, failure.reasonCode(), failure::getMessage);
                }
            }
        }
    }

    @Test
    void rejectsAPropertyLengthThatReachesBehindThePacket() {
        SERVER_5.rejects("20 03 00 00 [01]", MALFORMED_PACKET, "");
        SERVER_5.rejects("40 05 00 01 00 [05] 1F", MALFORMED_PACKET, "");
        CLIENT_5.rejects("82 07 00 01 [05] 00 01 61 00", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsLengthsInsideABlockThatReachBehindIt() {
        SERVER_5.rejects("40 09 00 01 00 05 1F [00] 03 61 62", MALFORMED_PACKET, "");
        SERVER_5.rejects("30 0B 00 01 61 04 09 [00] 02 61 62 63 64", MALFORMED_PACKET, "");
        SERVER_5.rejects("40 0B 00 01 00 07 26 00 01 6B [00] 02 76", MALFORMED_PACKET, "");
        SERVER_5.rejects("40 07 00 01 00 03 26 [00] 01", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 05 00 00 02 21 [00]", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 06 00 00 03 27 [00] 00", MALFORMED_PACKET, "");
        SERVER_5.rejects("20 04 00 00 01 24 []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsIntegersThatAreNotShortest() {
        SERVER_5.rejects("40 05 00 01 00 80 [00]", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 08 00 01 61 80 80 80 [80] 01", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 07 00 01 61 03 0B 81 [00]", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 0A 00 01 61 06 0B 80 80 80 [80] 01", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 07 00 01 61 03 81 [00] 00", MALFORMED_PACKET, "MQTT-1.5.5-1");
        SERVER_5.rejects("30 06 00 01 61 02 0B 80 []", MALFORMED_PACKET, "");
    }

    @Test
    void rejectsStringsThatAreNotUtf8InEveryStringProperty() {
        for (Place place : Place.values()) {
            for (PropertyId property : PropertyId.values()) {
                if (!property.allowedIn(place)) {
                    continue;
                }
                Wire wire = sender(place, property);
                String start = required(place, property) + String.format("%02X ", property.identifier());
                switch (property.type()) {
                    case UTF8_STRING -> {
                        wire.rejects(packet(place, start + "00 03 [ED] A0 80"), MALFORMED_PACKET, "MQTT-1.5.4-1");
                        wire.rejects(packet(place, start + "00 02 61 [00]"), MALFORMED_PACKET, "MQTT-1.5.4-2");
                    }
                    case UTF8_STRING_PAIR -> {
                        wire.rejects(packet(place, start + "00 01 [00] 00 00"), MALFORMED_PACKET, "MQTT-1.5.4-2");
                        wire.rejects(packet(place, start + "00 00 00 02 [C0] AF"), MALFORMED_PACKET, "MQTT-1.5.4-1");
                    }
                    case BINARY_DATA ->
                        assertEquals(
                                1,
                                decode(wire, packet(place, start + "00 02 00 FF"))
                                        .size());
                    case BYTE, TWO_BYTE_INTEGER, FOUR_BYTE_INTEGER, VARIABLE_BYTE_INTEGER -> {
                        // no string
                    }
                }
            }
        }
    }
}
