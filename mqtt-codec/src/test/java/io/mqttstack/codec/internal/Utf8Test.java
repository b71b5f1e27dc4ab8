package io.mqttstack.codec.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void countsBytesAtEachBoundary() {
        assertEquals(0, Utf8.checkedLength("", "It"));
        assertEquals(1, Utf8.checkedLength("\u0001", "It"));
        assertEquals(1, Utf8.checkedLength("\u007F", "It"));
        assertEquals(2, Utf8.checkedLength("\u0080", "It"));
        assertEquals(2, Utf8.checkedLength("\u07FF", "It"));
        assertEquals(3, Utf8.checkedLength("\u0800", "It"));
        assertEquals(3, Utf8.checkedLength("\uD7FF", "It"));
        assertEquals(3, Utf8.checkedLength("\uE000", "It"));
        assertEquals(3, Utf8.checkedLength("\uFFFF", "It"));
        assertEquals(4, Utf8.checkedLength("\uD800\uDC00", "It"));
        assertEquals(4, Utf8.checkedLength("\uDBFF\uDFFF", "It"));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        var exception = assertThrows(IllegalArgumentException.class, () -> Utf8.checkedLength("ab\0", "The Topic"));
        assertEquals("The Topic holds U+0000 at index 2; remove it [MQTT-1.5.4-2]", exception.getMessage());
    }

    @Test
    void limitsTheLength() {
        assertEquals(65_535, Utf8.checkedLength("a".repeat(65_535), "It"));
        var exception =
                assertThrows(IllegalArgumentException.class, () -> Utf8.checkedLength("a".repeat(65_536), "It"));
        assertTrue(exception.getMessage().contains("65536"), exception::getMessage);
    }

    @Property(tries = 5_000)
    void agreesWithTheEncoderOfTheJdk(@ForAll("texts") String text) {
        try {
            int expected = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
            Utf8.requireWellFormed(text, "It");
            if (text.indexOf('\0') < 0) {
                assertEquals(expected, Utf8.checkedLength(text, "It"));
            } else {
                assertThrows(IllegalArgumentException.class, () -> Utf8.checkedLength(text, "It"));
            }
        } catch (CharacterCodingException illFormed) {
            assertThrows(IllegalArgumentException.class, () -> Utf8.requireWellFormed(text, "It"));
            assertThrows(IllegalArgumentException.class, () -> Utf8.checkedLength(text, "It"));
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        '\0', 'a', '\u007F', '\u0080', '\u07FF', '\u0800', '\uD800', '\uDBFF', '\uDC00', '\uDFFF',
                        '\uE000', '\uFFFF')
                .list()
                .ofMaxSize(8)
                .map(Utf8Test::text);
    }

    private static String text(Iterable<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
