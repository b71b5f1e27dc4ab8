package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicNamesTest {
    private final TopicNames names = new TopicNames();

    @Test
    void givesTheSameNameForAnEqualText() {
        TopicName first = names.of("a/b");
        TopicName other = names.of("a/c");
        assertSame(first, names.of(String.join("/", "a", "b")));
        assertSame(first, names.of("a/b"));
        assertSame(other, names.of("a/c"));
    }

    @Test
    void givesEveryTextItsName() {
        List<TopicName> found = new ArrayList<>();
        List<TopicName> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200; i++) {
                found.add(names.of("topic/" + i));
                expected.add(TopicName.of("topic/" + i));
            }
        }
        assertEquals(expected, found);
    }

    @Test
    void refusesWhatIsNoName() {
        assertThrows(IllegalArgumentException.class, () -> names.of(""));
        assertThrows(IllegalArgumentException.class, () -> names.of("a/#"));
        assertEquals("a", names.of("a").value());
    }
}
