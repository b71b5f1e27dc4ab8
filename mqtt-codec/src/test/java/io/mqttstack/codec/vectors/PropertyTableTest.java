package io.mqttstack.codec.vectors;

import static io.mqttstack.codec.reason.DisconnectReasonCode.MALFORMED_PACKET;
import static io.mqttstack.codec.reason.DisconnectReasonCode.PROTOCOL_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.statements.Shows;
import io.mqttstack.codec.vectors.PropertyFrames.Property;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every Property Identifier of one byte in every packet, from each sender, as the table of the specification says. */
class PropertyTableTest {
    private static final Map<Integer, Property> TABLE = SpecificationTable.read("mqtt-5.0-properties.tsv").stream()
            .map(Property::of)
            .collect(Collectors.toMap(Property::identifier, Function.identity()));

    private static String read(PropertyFrames place, Sender sender, String block) {
        return Reading.of(ProtocolVersion.V5_0, sender, place.packet(block));
    }

    private static Stream<Property> legal(PropertyFrames place, Sender sender) {
        return TABLE.values().stream()
                .filter(property -> property.places().contains(place)
                        && property.forbidden(place, sender).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    @Shows({"5.0 read MQTT-3.3.4-6", "5.0 read MQTT-3.14.2-2"})
    void letsEachPropertyStandWhereItBelongsAndNowhereElse(PropertyFrames place) {
        for (Sender sender : place.senders()) {
            for (int identifier = 0; identifier < 0x80; identifier++) {
                Optional<Property> property = Optional.ofNullable(TABLE.get(identifier));
                String required = property.map(place::required).orElse("");
                String block = required
                        + String.format("%02X", identifier)
                        + property.map(Property::value).orElse("00");
                int at = place.start(block) + required.length() / 2;
                String expected;
                if (property.isEmpty() || !property.get().places().contains(place)) {
                    expected = Reading.failure(MALFORMED_PACKET, "", at);
                } else {
                    expected = property.get()
                            .forbidden(place, sender)
                            .map(statement -> Reading.failure(PROTOCOL_ERROR, statement, at))
                            .orElse(Reading.LEGAL);
                }
                assertEquals(expected, read(place, sender, block), () -> block + " of " + sender);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsEachStandTwiceThatMay(PropertyFrames place) {
        for (Sender sender : place.senders()) {
            legal(place, sender).forEach(property -> {
                String twice = place.required(property) + property.encoded() + property.encoded();
                int second = place.start(twice)
                        + (place.required(property).length()
                                        + property.encoded().length())
                                / 2;
                String expected =
                        property.repeatable(place) ? Reading.LEGAL : Reading.failure(PROTOCOL_ERROR, "", second);
                assertEquals(expected, read(place, sender, twice), () -> property + " of " + sender);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEachThatReachesBehindItsBlock(PropertyFrames place) {
        for (Sender sender : place.senders()) {
            legal(place, sender).forEach(property -> {
                String whole = place.required(property) + property.encoded();
                String cut = whole.substring(0, whole.length() - 2);
                // Where the fault lies depends on the type.
                String reading = read(place, sender, cut);
                assertTrue(reading.startsWith(MALFORMED_PACKET + " [] at "), () -> property + ": " + reading);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    @Shows({"5.0 read MQTT-1.5.4-1", "5.0 read MQTT-1.5.4-2", "5.0 read MQTT-1.5.7-1"})
    void rejectsWhatIsNoStringInEachThatIsOne(PropertyFrames place) {
        for (Sender sender : place.senders()) {
            legal(place, sender).forEach(property -> {
                String start = place.required(property) + String.format("%02X", property.identifier());
                List<String> befores =
                        property.isPair() ? List.of("", "0000") : property.isString() ? List.of("") : List.of();
                for (String before : befores) {
                    String after = property.isPair() && before.isEmpty() ? "0000" : "";
                    faulty(place, sender, start + before, "EDA080", after, "MQTT-1.5.4-1");
                    faulty(place, sender, start + before, "C0AF", after, "MQTT-1.5.4-1");
                    faulty(place, sender, start + before, "00", after, "MQTT-1.5.4-2");
                }
            });
        }
    }

    private static void faulty(
            PropertyFrames place, Sender sender, String start, String text, String after, String statement) {
        String block = start + String.format("%04X", text.length() / 2) + text + after;
        int at = place.start(block) + start.length() / 2 + 2;
        assertEquals(Reading.failure(MALFORMED_PACKET, statement, at), read(place, sender, block), block);
    }

    @ParameterizedTest
    @EnumSource
    @Shows("5.0 read MQTT-1.5.4-3")
    void readsAnyBytesInBinaryDataAndKeepsUFeff(PropertyFrames place) {
        String bom = HexFormat.of().withUpperCase().formatHex(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        for (Sender sender : place.senders()) {
            legal(place, sender).forEach(property -> {
                String start = place.required(property) + String.format("%02X", property.identifier());
                String value = property.isPair()
                        ? "0003" + bom + "0003" + bom
                        : property.isString() ? "0003" + bom : property.isBinary() ? "000300FF80" : property.value();
                assertEquals(Reading.LEGAL, read(place, sender, start + value), property::toString);
            });
        }
    }
}
