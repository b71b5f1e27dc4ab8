package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "/", "a/#", "/#", "+/#", "+/+", "/+", "+/tennis/#", "a/+/b", "a//b", "+/"})
    void acceptsWildcardsThatFillALevel(String value) {
        TopicFilter filter = TopicFilter.of(value);
        assertEquals(value, filter.value());
        assertEquals(value, filter.toString());
        assertEquals(value, filter.valueWithoutShare());
        assertEquals(value.contains("+") || value.contains("#"), filter.hasWildcards());
        assertFalse(filter.isShared());
        assertTrue(filter.shareName().isEmpty());
    }

    @Test
    void rejectsAnEmptyFilter() {
        assertRejected("", "MQTT-4.7.3-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#", "a/b#", "#/a", "a/#/b", "##", "+#", "#+", "a/#b", "#/"})
    void rejectsAMultiLevelWildcardThatIsNotTheLastLevel(String value) {
        assertRejected(value, value.equals("+#") ? "MQTT-4.7.1-2" : "MQTT-4.7.1-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+", "+a", "a/+b/c", "a/b+/c", "++", "a/++"})
    void rejectsASingleLevelWildcardThatSharesItsLevel(String value) {
        assertRejected(value, "MQTT-4.7.1-2");
    }

    @Test
    void rejectsTheNullCharacter() {
        assertRejected("a/\0", "MQTT-1.5.4-2");
    }

    @Test
    void rejectsHalfASurrogatePair() {
        assertRejected("a/\uD800/b", "MQTT-1.5.4-1");
    }

    @ParameterizedTest
    @CsvSource({"+/a, 3", "\u00E9/#, 4", "\u20AC, 3", "\uD83D\uDE00/b, 6", "$share/\u00E9/+, 11", "$share/a, 8"})
    void knowsTheLengthOfItsUtf8Form(String value, int expected) {
        assertEquals(expected, TopicFilter.of(value).utf8Length());
    }

    @Test
    void knowsLengthAndShareNameOfTheLongestFilter() {
        String name = "n".repeat(65_526);
        TopicFilter filter = TopicFilter.of("$share/" + name + "/#");
        assertEquals(65_535, filter.utf8Length());
        assertEquals(Optional.of(name), filter.shareName());
        assertEquals("#", filter.valueWithoutShare());
    }

    @Test
    void measuresTheLimitInBytes() {
        assertEquals(65_535, TopicFilter.of("a".repeat(65_533) + "/#").value().length());
        assertThrows(IllegalArgumentException.class, () -> TopicFilter.of("a".repeat(65_534) + "/#"));
        assertThrows(IllegalArgumentException.class, () -> TopicFilter.of("\u20AC".repeat(21_845) + "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "$share/consumer/sport/tennis/+, consumer, sport/tennis/+, true",
        "$share/consumer//finance, consumer, /finance, false",
        "$share/g/#, g, #, true",
        "$share/g//, g, /, false",
        "$share/g/$SYS/x, g, $SYS/x, false",
        "$share/g/$share/x, g, $share/x, false",
        "$share/ a /b, ' a ', b, false"
    })
    void takesASharedFilterApart(String value, String shareName, String rest, boolean wildcards) {
        TopicFilter filter = TopicFilter.of(value);
        assertTrue(filter.isShared());
        assertFalse(filter.isIncompleteShare());
        assertEquals(Optional.of(shareName), filter.shareName());
        assertEquals(rest, filter.valueWithoutShare());
        assertEquals(value, filter.value());
        assertEquals(wildcards, filter.hasWildcards());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$share/",
                "$share//",
                "$share//a",
                "$share/g",
                "$share/g/",
                "$share/#",
                "$share/+/a",
                "$share/+/"
            })
    void takesWhatOnlyStartsLikeASharedFilterAsAnOrdinaryOne(String value) {
        TopicFilter filter = TopicFilter.of(value);
        assertFalse(filter.isShared());
        assertTrue(filter.isIncompleteShare());
        assertEquals(Optional.empty(), filter.shareName());
        assertEquals(value, filter.valueWithoutShare());
        if (!filter.hasWildcards()) {
            assertTrue(filter.matches(TopicName.of(value)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share/g+/a", "$share/#/a"})
    void checksTheWildcardsOfWhatOnlyStartsLikeASharedFilter(String value) {
        assertRejected(value, value.contains("+") ? "MQTT-4.7.1-2" : "MQTT-4.7.1-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share/g/a#", "$share/g/#/a"})
    void checksTheWildcardsOfASharedFilter(String value) {
        assertRejected(value, "MQTT-4.7.1-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share", "$shared/g/a", "$SHARE/g/a", "/$share/g/a", "$sharex"})
    void takesWhatOnlyResemblesASharedFilterAsItIs(String value) {
        assertFalse(TopicFilter.of(value).isShared());
        assertFalse(TopicFilter.of(value).isIncompleteShare());
    }

    @Test
    void isEqualByValue() {
        assertEquals(TopicFilter.of("a/+"), TopicFilter.of("a/+"));
        assertEquals(TopicFilter.of("a/+").hashCode(), TopicFilter.of("a/+").hashCode());
        assertNotEquals(TopicFilter.of("a/+"), TopicFilter.of("a/#"));
        assertNotEquals(TopicFilter.of("a"), TopicFilter.of("$share/g/a"));
        assertNotEquals(TopicFilter.of("a/+").hashCode(), TopicFilter.of("+/a").hashCode());
        assertNotEquals(TopicFilter.of("a"), new Object());
    }

    private static void assertRejected(String value, String statement) {
        var exception = assertThrows(IllegalArgumentException.class, () -> TopicFilter.of(value));
        assertTrue(exception.getMessage().contains("[" + statement + "]"), exception::getMessage);
    }
}
