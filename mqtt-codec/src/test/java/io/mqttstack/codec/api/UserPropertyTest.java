package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
    void rejectsStringsThatAreTooLong() {
        String text = "x".repeat(65_536);
        assertThrows(IllegalArgumentException.class, () -> new UserProperty(text, "v"));
        assertThrows(IllegalArgumentException.class, () -> new UserProperty("n", text));
    }
}
