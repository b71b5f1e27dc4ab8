package io.mqttstack.client.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Credentials;
import io.mqttstack.client.Message;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.codec.value.UserProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an application writes. */
class MessageTest {
    private static final Message FULL = Message.builder(TopicName.of("a/b"))
            .payload("secret payload")
            .qos(QoS.EXACTLY_ONCE)
            .retain(true)
            .messageExpiryInterval(0xFFFF_FFFFL)
            .responseTopic(TopicName.of("answer"))
            .correlationData(Bytes.utf8("secret correlation"))
            .contentType("text/plain")
            .payloadIsUtf8(true)
            .userProperty("name", "secret value")
            .userProperty("name", "again")
            .build();

    @Test
    void holdsWhatItWasGiven() {
        assertEquals("a/b", FULL.topic().value());
        assertEquals("secret payload", FULL.payload().utf8());
        assertEquals(QoS.EXACTLY_ONCE, FULL.qos());
        assertTrue(FULL.retain());
        assertEquals(0xFFFF_FFFFL, FULL.messageExpiryInterval().orElseThrow());
        assertEquals("answer", FULL.responseTopic().orElseThrow().value());
        assertEquals("secret correlation", FULL.correlationData().orElseThrow().utf8());
        assertEquals("text/plain", FULL.contentType().orElseThrow());
        assertTrue(FULL.payloadIsUtf8());
        assertEquals(
                List.of(new UserProperty("name", "secret value"), new UserProperty("name", "again")),
                FULL.userProperties());
        assertTrue(FULL.hasProperties());
    }

    @Test
    void hasPlainDefaults() {
        Message plain = Message.of("t", "x");
        assertEquals(QoS.AT_MOST_ONCE, plain.qos());
        assertFalse(plain.retain());
        assertFalse(plain.hasProperties());
        assertTrue(plain.messageExpiryInterval().isEmpty());
        assertTrue(plain.responseTopic().isEmpty());
        assertTrue(plain.correlationData().isEmpty());
        assertTrue(plain.contentType().isEmpty());
        assertFalse(plain.payloadIsUtf8());
        assertEquals(List.of(), plain.userProperties());
    }

    @Test
    void copiesThePayloadArray() {
        byte[] payload = {1, 2};
        Message message = Message.of("t", payload);
        payload[0] = 9;
        assertEquals(1, message.payload().byteAt(0));
    }

    @Test
    void isEqualByContent() {
        assertEquals(Message.of("t", "x"), Message.of("t", new byte[] {'x'}));
        assertEquals(
                Message.of("t", "x").hashCode(),
                Message.of("t", new byte[] {'x'}).hashCode());
        assertNotEquals(Message.of("t", "x"), Message.of("t", "y"));
        assertNotEquals(FULL, Message.of("a/b", "secret payload"));
    }

    @Test
    void showsNeitherPayloadNorPropertiesNorCredentials() {
        assertFalse(FULL.toString().contains("secret"), FULL.toString());
        Credentials credentials = Credentials.of("secret user", "secret password");
        assertFalse(credentials.toString().contains("secret"), credentials.toString());
    }

    @Test
    void refusesWhatNoVersionAllows() {
        assertThrows(IllegalArgumentException.class, () -> Message.of("", "x"));
        assertThrows(IllegalArgumentException.class, () -> Message.of("a/+", "x"));
        assertThrows(IllegalArgumentException.class, () -> Message.builder(TopicName.EMPTY));
        Message.Builder builder = Message.builder(TopicName.of("t"));
        assertThrows(IllegalArgumentException.class, () -> builder.messageExpiryInterval(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.messageExpiryInterval(0x1_0000_0000L));
        assertThrows(IllegalArgumentException.class, () -> builder.correlationData(Bytes.wrap(new byte[65_536])));
    }
}
