package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.value.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserPropertyTest {
    @Test
    void acceptsEmptyAndLongestStrings() {
        assertDoesNotThrow(() -> new UserProperty("", ""));
        assertDoesNotThrow(() -> new UserProperty("n".repeat(65_535), "v".repeat(65_535)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD800", "\uDC00x"})
    void rejectsStringsThatCannotBeSent(String text) {
        assertThrows(IllegalArgumentException.class, () -> new UserProperty(text, "v"));
        assertThrows(IllegalArgumentException.class, () -> new UserProperty("n", text));
    }

    @Test
    void isEqualByBothStrings() {
        UserProperty property = new UserProperty("n", "v");
        assertEquals(property, new UserProperty("n", "v"));
        assertEquals(property.hashCode(), new UserProperty("n", "v").hashCode());
        assertNotEquals(property.hashCode(), new UserProperty("n", "w").hashCode());
        assertNotEquals(property, new UserProperty("n", "w"));
        assertNotEquals(property, new UserProperty("m", "v"));
        assertFalse(property.equals((Object) "n"));
        assertEquals("UserProperty[name=n, value=v]", property.toString());
    }

    @Test
    void rejectsStringsThatAreTooLong() {
        String text = "x".repeat(65_536);
        assertThrows(IllegalArgumentException.class, () -> new UserProperty(text, "v"));
        assertThrows(IllegalArgumentException.class, () -> new UserProperty("n", text));
    }
}
