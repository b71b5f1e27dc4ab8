package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTest {
    private static final TopicName TOPIC = TopicName.of("a/b");

    @Test
    void hasDefaults() {
        assertEquals(
                new Publish(TOPIC, Bytes.EMPTY, QoS.AT_MOST_ONCE, false, false, 0, Publish.Properties.NONE),
                new Publish(TOPIC, Bytes.EMPTY));
    }

    @Test
    void rejectsDuplicateWithQoS0() {
        assertRejected("MQTT-3.3.1-2", TOPIC, QoS.AT_MOST_ONCE, true, 0);
    }

    @ParameterizedTest
    @CsvSource({"-1", "1", "65535"})
    void rejectsAPacketIdentifierWithQoS0(int packetIdentifier) {
        assertRejected("MQTT-2.2.1-2", TOPIC, QoS.AT_MOST_ONCE, false, packetIdentifier);
    }

    @ParameterizedTest
    @CsvSource({"AT_LEAST_ONCE, 0", "EXACTLY_ONCE, 0", "AT_LEAST_ONCE, -1", "EXACTLY_ONCE, 65536"})
    void rejectsAPacketIdentifierOutOfRange(QoS qos, int packetIdentifier) {
        assertRejected("MQTT-2.2.1-3", TOPIC, qos, false, packetIdentifier);
    }

    @ParameterizedTest
    @CsvSource({"AT_LEAST_ONCE, 1, true", "EXACTLY_ONCE, 65535, false"})
    void acceptsTheEndsOfTheRange(QoS qos, int packetIdentifier, boolean duplicate) {
        assertDoesNotThrow(
                () -> new Publish(TOPIC, Bytes.EMPTY, qos, true, duplicate, packetIdentifier, Publish.Properties.NONE));
    }

    @Test
    void rejectsAnEmptyTopicWithoutATopicAlias() {
        assertRejected("MQTT-4.7.3-1", TopicName.EMPTY, QoS.AT_MOST_ONCE, false, 0);
    }

    @Test
    void acceptsAnEmptyTopicBesideATopicAlias() {
        var properties = Publish.Properties.builder().topicAlias(1).build();
        assertDoesNotThrow(
                () -> new Publish(TopicName.EMPTY, Bytes.EMPTY, QoS.AT_MOST_ONCE, false, false, 0, properties));
    }

    @Test
    void showsTheLengthOfThePayloadAlone() {
        String text = new Publish(TOPIC, Bytes.utf8("secret")).toString();
        assertTrue(text.contains("payload=Bytes[6]"), text);
        assertTrue(text.contains("topic=a/b"), text);
        assertFalse(text.contains("secret"), text);
    }

    private static void assertRejected(
            String statement, TopicName topic, QoS qos, boolean duplicate, int packetIdentifier) {
        var exception = assertThrows(
                IllegalArgumentException.class,
                () -> new Publish(
                        topic, Bytes.EMPTY, qos, false, duplicate, packetIdentifier, Publish.Properties.NONE));
        assertTrue(exception.getMessage().contains("[" + statement + "]"), exception::getMessage);
    }
}
