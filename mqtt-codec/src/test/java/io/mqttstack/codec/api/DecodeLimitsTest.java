package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.DecodeLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeLimitsTest {
    @Test
    void hasDefaults() {
        assertEquals(16_777_216, DecodeLimits.DEFAULT.maximumPacketSize());
        assertEquals(1024, DecodeLimits.DEFAULT.maximumProperties());
        assertEquals(65_536, DecodeLimits.DEFAULT.maximumFilters());
        assertTrue(DecodeLimits.DEFAULT.discouragedCharacters());
        assertEquals(
                DecodeLimits.DEFAULT.toString(), DecodeLimits.builder().build().toString());
    }

    @Test
    void holdsWhatTheBuilderGot() {
        var limits = DecodeLimits.builder()
                .maximumPacketSize(268_435_460)
                .maximumProperties(0)
                .maximumFilters(1)
                .discouragedCharacters(false)
                .build();
        assertEquals(268_435_460, limits.maximumPacketSize());
        assertEquals(0, limits.maximumProperties());
        assertEquals(1, limits.maximumFilters());
        assertFalse(limits.discouragedCharacters());
        assertEquals(
                "DecodeLimits[maximumPacketSize=268435460, maximumProperties=0, maximumFilters=1,"
                        + " discouragedCharacters=false]",
                limits.toString());
    }

    @Test
    void acceptsTheSmallestPacketSize() {
        assertEquals(2, DecodeLimits.builder().maximumPacketSize(2).build().maximumPacketSize());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 268_435_461, Integer.MAX_VALUE})
    void rejectsAPacketSizeOutOfRange(int bytes) {
        assertThrows(
                IllegalArgumentException.class, () -> DecodeLimits.builder().maximumPacketSize(bytes));
    }

    @Test
    void rejectsANegativeNumberOfProperties() {
        assertThrows(
                IllegalArgumentException.class, () -> DecodeLimits.builder().maximumProperties(-1));
    }

    @Test
    void rejectsZeroFilters() {
        assertThrows(
                IllegalArgumentException.class, () -> DecodeLimits.builder().maximumFilters(0));
    }
}
