package io.mqttstack.codec.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.value.TopicFilter;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;

class FilterAccessTest {
    @Test
    void makesAFilterWithoutLookingAtIt() {
        TopicFilter filter = FilterAccess.trusted("a/+", 3, true);
        assertEquals(TopicFilter.of("a/+"), filter);
        assertEquals(3, filter.utf8Length());
        assertTrue(filter.hasWildcards());
        assertTrue(filter.matches(TopicName.of("a/b")));
    }

    @Test
    void takesOneConstructor() {
        TopicFilter filter = TopicFilter.of("a");
        assertThrows(IllegalStateException.class, () -> FilterAccess.give((value, utf8Length, wildcards) -> filter));
    }
}
