package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicMatchingTest {
    /** Those of section 4.7, and what lies between them. */
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/tennis/player1/#, sport/tennis/player2, false",
        "sport/tennis/player1/#, sport/tennis/player10, false",
        "sport/tennis/player1/#, sport/tennis, false",
        "sport/#, sport, true",
        "sport/#, sport/, true",
        "sport/#, sports, false",
        "#, sport, true",
        "#, /, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player2, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+, finance, true",
        "+, /finance, false",
        "+/+, /finance, true",
        "/+, /finance, true",
        "/+, finance, false",
        "+/tennis/#, sport/tennis, true",
        "+/tennis/#, sport/tennis/x/y, true",
        "sport/+/player1, sport/tennis/player1, true",
        "sport/+/player1, sport//player1, true",
        "sport/+/player1, sport/player1, false",
        "a, a, true",
        "a, A, false",
        "a, a/, false",
        "a/, a, false",
        "a/, a/, true",
        "a, /a, false",
        "ab, a, false",
        "a, ab, false",
        "a/b/c, a/b, false",
        "a/b, a/b/c, false",
        "//, //, true",
        "//, /, false",
        "+/+/+, //, true",
        "+/#, a, true",
        "/#, /, true",
        "/#, a, false",
        "a/+/#, a, false",
        "a/+/#, a/b, true",
        "ACCOUNTS, Accounts, false",
        "Accounts payable, Accounts payable, true"
    })
    void followsTheSpecification(String filter, String topic, boolean matches) {
        assertEquals(matches, TopicFilter.of(filter).matches(TopicName.of(topic)));
    }

    /** [MQTT-4.7.2-1]. */
    @ParameterizedTest
    @CsvSource({
        "#, $SYS, false",
        "#, $SYS/monitor/Clients, false",
        "+/monitor/Clients, $SYS/monitor/Clients, false",
        "+, $SYS, false",
        "+/#, $SYS/x, false",
        "$SYS/#, $SYS/monitor/Clients, true",
        "$SYS/#, $SYS, true",
        "$SYS/monitor/+, $SYS/monitor/Clients, true",
        "$SYS, $SYS, true",
        "a/+, a/$x, true",
        "a/#, a/$x, true",
        "/#, /$x, true"
    })
    void keepsWildcardsFromNamesThatStartWithADollar(String filter, String topic, boolean matches) {
        assertEquals(matches, TopicFilter.of(filter).matches(TopicName.of(topic)));
    }

    @ParameterizedTest
    @CsvSource({
        "$share/g/sport/+, sport/tennis, true",
        "$share/g/sport/+, $share/g/sport/tennis, false",
        "$share/g/#, $SYS/x, false",
        "$share/g/+/x, $SYS/x, false",
        "$share/g/$SYS/#, $SYS/x, true",
        "$share/g/a/#, a, true",
        "$share/g//a, /a, true",
        "$share/g//a, a, false"
    })
    void matchesASharedFilterBehindItsShareName(String filter, String topic, boolean matches) {
        assertEquals(matches, TopicFilter.of(filter).matches(TopicName.of(topic)));
    }

    @Test
    void comparesCharactersAsTheyAre() {
        assertFalse(TopicFilter.of("\u00E9").matches(TopicName.of("e\u0301")));
        assertTrue(TopicFilter.of("\uD83D\uDE00/+").matches(TopicName.of("\uD83D\uDE00/\u20AC")));
    }

    @Test
    void matchesNoFilterWithAnEmptyName() {
        assertFalse(TopicFilter.of("#").matches(TopicName.EMPTY));
        assertFalse(TopicFilter.of("+").matches(TopicName.EMPTY));
        assertFalse(TopicFilter.of("/").matches(TopicName.EMPTY));
    }

    /** A matcher that calls itself for each level runs out of stack here; one that goes back takes hours. */
    @Test
    void walksAsManyLevelsAsANameCanHave() {
        TopicName slashes = TopicName.of("/".repeat(65_535));
        TopicName shorter = TopicName.of("/".repeat(32_766));
        TopicFilter same = TopicFilter.of("/".repeat(65_535));
        TopicFilter single = TopicFilter.of("+/".repeat(32_766) + "+");
        TopicFilter multiple = TopicFilter.of("+/".repeat(32_767) + "#");
        for (int repetition = 0; repetition < 100; repetition++) {
            assertTrue(same.matches(slashes));
            assertFalse(single.matches(slashes));
            assertTrue(multiple.matches(slashes));
            assertTrue(single.matches(shorter));
            assertTrue(multiple.matches(shorter));
            assertFalse(same.matches(shorter));
        }
    }
}
