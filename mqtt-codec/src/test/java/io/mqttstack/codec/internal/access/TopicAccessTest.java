package io.mqttstack.codec.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;

class TopicAccessTest {
    @Test
    void makesATopicWithoutLookingAtIt() {
        TopicName topic = TopicAccess.trusted("caf\u00E9", 5);
        assertEquals(TopicName.of("caf\u00E9"), topic);
        assertEquals(Bytes.utf8("caf\u00E9"), topic.utf8());
        assertEquals(5, topic.utf8Length());
    }

    @Test
    void takesOneConstructor() {
        assertEquals(0, TopicName.EMPTY.utf8Length());
        assertThrows(IllegalStateException.class, () -> TopicAccess.give((value, utf8) -> TopicName.EMPTY));
    }
}
