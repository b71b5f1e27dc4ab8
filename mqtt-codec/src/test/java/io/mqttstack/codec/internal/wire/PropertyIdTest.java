package io.mqttstack.codec.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttstack.codec.api.SpecificationTable;
import io.mqttstack.codec.internal.wire.PropertyId.Place;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table is that of the specification. */
class PropertyIdTest {
    private static final List<Map<String, String>> ROWS = SpecificationTable.read("mqtt-5.0-properties.tsv");

    private static PropertyId property(Map<String, String> row) {
        PropertyId property = PropertyId.of(Integer.decode(row.get("id")));
        if (property == null) {
            throw new AssertionError(row + " is missing");
        }
        return property;
    }

    @Test
    void holdsEveryPropertyAndNoOther() {
        assertEquals(ROWS.size(), PropertyId.values().length);
        Set<Integer> identifiers =
                ROWS.stream().map(row -> Integer.decode(row.get("id"))).collect(Collectors.toSet());
        for (int identifier = 0; identifier < 0x400; identifier++) {
            if (!identifiers.contains(identifier)) {
                assertNull(PropertyId.of(identifier), "0x" + Integer.toHexString(identifier));
            }
        }
    }

    @Test
    void namesAndTypesThem() {
        Map<String, PropertyId.WireType> types = Map.of(
                "Byte", PropertyId.WireType.BYTE,
                "Two Byte Integer", PropertyId.WireType.TWO_BYTE_INTEGER,
                "Four Byte Integer", PropertyId.WireType.FOUR_BYTE_INTEGER,
                "Variable Byte Integer", PropertyId.WireType.VARIABLE_BYTE_INTEGER,
                "UTF-8 Encoded String", PropertyId.WireType.UTF8_STRING,
                "Binary Data", PropertyId.WireType.BINARY_DATA,
                "UTF-8 String Pair", PropertyId.WireType.UTF8_STRING_PAIR);
        for (Map<String, String> row : ROWS) {
            assertEquals(row.get("name"), property(row).title());
            assertEquals(types.get(row.get("type")), property(row).type(), row.get("name"));
        }
    }

    @Test
    void knowsWhereEachMayStand() {
        for (Map<String, String> row : ROWS) {
            Set<Place> expected = EnumSet.noneOf(Place.class);
            for (String packet : row.get("packets").replaceAll("\\(.*?\\)", "").split("[,;]", -1)) {
                expected.add(Place.valueOf(packet.strip().replace("Will Properties", "WILL")));
            }
            Set<Place> actual = Arrays.stream(Place.values())
                    .filter(place -> property(row).allowedIn(place))
                    .collect(Collectors.toSet());
            assertEquals(expected, actual, row.get("name"));
        }
    }

    @Test
    void knowsWhichMayStandTwice() {
        for (Map<String, String> row : ROWS) {
            for (Place place : Place.values()) {
                boolean expected = switch (property(row)) {
                    case USER_PROPERTY -> true;
                    case SUBSCRIPTION_IDENTIFIER -> place == Place.PUBLISH;
                    default -> false;
                };
                assertEquals(expected, property(row).repeatableIn(place), row.get("name") + " in " + place);
            }
            assertEquals(
                    !row.get("may_repeat").equals("no"), property(row).repeatableIn(Place.PUBLISH), row.get("name"));
        }
    }

    @Test
    void knowsWhichMayNotBeZero() {
        for (Map<String, String> row : ROWS) {
            assertEquals(
                    row.get("limits").startsWith("1..") ? 1 : 0, property(row).minimum(), row.get("name"));
        }
    }
}
