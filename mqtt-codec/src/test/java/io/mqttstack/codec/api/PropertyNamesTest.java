package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.packet.Will;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each packet has exactly the properties that the table gives it, under the names that the table gives them. */
class PropertyNamesTest {
    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of("CONNECT", Connect.Properties.class),
                Arguments.of("CONNACK", ConnAck.Properties.class),
                Arguments.of("PUBLISH", Publish.Properties.class),
                Arguments.of("Will Properties", Will.Properties.class),
                Arguments.of("PUBACK", ReasonProperties.class),
                Arguments.of("PUBREC", ReasonProperties.class),
                Arguments.of("PUBREL", ReasonProperties.class),
                Arguments.of("PUBCOMP", ReasonProperties.class),
                Arguments.of("SUBSCRIBE", Subscribe.Properties.class),
                Arguments.of("SUBACK", ReasonProperties.class),
                Arguments.of("UNSUBSCRIBE", Unsubscribe.Properties.class),
                Arguments.of("UNSUBACK", ReasonProperties.class),
                Arguments.of("DISCONNECT", Disconnect.Properties.class),
                Arguments.of("AUTH", Auth.Properties.class));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void areThoseOfTheTable(String packet, Class<?> properties) {
        Set<String> expected = SpecificationTable.read("mqtt-5.0-properties.tsv").stream()
                .filter(row -> SpecificationTable.packets(row.get("packets")).stream()
                        .map(cell -> cell.replaceAll(" \\(.*", ""))
                        .anyMatch(packet::equals))
                .map(row -> accessor(row.get("name"), packet))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> actual = Arrays.stream(properties.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !Set.of("toBuilder", "hashCode", "toString").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, actual);
    }

    private static String accessor(String name, String packet) {
        return switch (name) {
            case "Payload Format Indicator" -> "payloadIsUtf8";
            case "User Property" -> "userProperties";
            case "Subscription Identifier" ->
                packet.equals("PUBLISH") ? "subscriptionIdentifiers" : "subscriptionIdentifier";
            default ->
                name.substring(0, 1).toLowerCase(Locale.ROOT)
                        + name.substring(1).replace(" ", "");
        };
    }
}
