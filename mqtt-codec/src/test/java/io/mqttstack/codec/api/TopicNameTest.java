package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "a",
                "a b",
                "$SYS/x",
                "\uFEFFa",
                "\u007F",
                "\u0080",
                "caf\u00E9/\u20AC/\uD83D\uDE00",
                "\u0001"
            })
    void acceptsAnyTextWithoutWildcards(String name) {
        TopicName topic = TopicName.of(name);
        assertEquals(name, topic.value());
        assertEquals(name, topic.toString());
        assertEquals(Bytes.utf8(name), topic.utf8());
        assertEquals(topic.utf8().length(), topic.utf8Length());
        assertFalse(topic.isEmpty());
    }

    @Test
    void rejectsAnEmptyName() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TopicName.of(""))
                .getMessage()
                .contains("[MQTT-4.7.3-1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a+", "a/#", "a/+/b", "#a"})
    void rejectsWildcards(String name) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TopicName.of(name))
                .getMessage()
                .contains("[MQTT-4.7.0-1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "a\0"})
    void rejectsTheNullCharacter(String name) {
        assertThrows(IllegalArgumentException.class, () -> TopicName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00b", "\uD83D/"})
    void rejectsHalfASurrogatePair(String name) {
        assertThrows(IllegalArgumentException.class, () -> TopicName.of(name));
    }

    @Test
    void measuresTheLimitInBytes() {
        assertEquals(65_535, TopicName.of("a".repeat(65_535)).utf8Length());
        assertEquals(65_535, TopicName.of("\u20AC".repeat(21_845)).utf8Length());
        assertThrows(IllegalArgumentException.class, () -> TopicName.of("a".repeat(65_536)));
        assertThrows(IllegalArgumentException.class, () -> TopicName.of("\u20AC".repeat(21_845) + "a"));
        assertThrows(IllegalArgumentException.class, () -> TopicName.of("\uD83D\uDE00".repeat(16_384)));
    }

    @Test
    void isEqualByValueWithoutAnyNormalisation() {
        assertEquals(TopicName.of("a/b"), TopicName.of("a/b"));
        assertEquals(TopicName.of("a/b").hashCode(), TopicName.of("a/b").hashCode());
        assertNotEquals(TopicName.of("a/b"), TopicName.of("A/b"));
        assertNotEquals(TopicName.of("a"), TopicName.of("/a"));
        assertNotEquals(TopicName.of("\u00E9"), TopicName.of("e\u0301"));
        assertNotEquals(TopicName.of("a/b").hashCode(), TopicName.of("b/a").hashCode());
        assertNotEquals(TopicName.of("a"), new Object());
    }

    @Test
    void isEncodedOnce() {
        TopicName topic = TopicName.of("a/b");
        assertSame(topic.utf8(), topic.utf8());
    }

    @Test
    void hasAnEmptyOneForTopicAliases() {
        assertTrue(TopicName.EMPTY.isEmpty());
        assertEquals("", TopicName.EMPTY.value());
        assertEquals(0, TopicName.EMPTY.utf8Length());
        assertEquals(Bytes.EMPTY, TopicName.EMPTY.utf8());
    }
}
