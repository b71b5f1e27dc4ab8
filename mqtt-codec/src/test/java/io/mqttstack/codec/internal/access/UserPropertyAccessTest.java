package io.mqttstack.codec.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.UserProperty;
import org.junit.jupiter.api.Test;

class UserPropertyAccessTest {
    @Test
    void makesAPropertyWithoutLookingAtIt() {
        UserProperty property = UserPropertyAccess.trusted("k\u00FC", 3, "v", 1);
        assertEquals(new UserProperty("k\u00FC", "v"), property);
        assertEquals(3, property.nameUtf8Length());
        assertEquals(1, property.valueUtf8Length());
    }

    @Test
    void takesOneConstructor() {
        assertEquals("a", new UserProperty("a", "b").name());
        UserPropertyAccess.Constructor other = (name, nameLength, value, valueLength) -> new UserProperty(name, value);
        assertThrows(IllegalStateException.class, () -> UserPropertyAccess.give(other));
    }

    @Test
    void propertiesOfPublishGiveTheirConstructorOnce() {
        PublishAccess.Constructor constructor = PublishAccess.constructor();
        assertEquals(false, Publish.Properties.NONE.payloadIsUtf8());
        assertThrows(IllegalStateException.class, () -> PublishAccess.give(constructor));
    }
}
