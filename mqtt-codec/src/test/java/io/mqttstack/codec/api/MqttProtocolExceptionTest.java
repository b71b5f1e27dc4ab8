package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class MqttProtocolExceptionTest {
    private final MqttProtocolException exception = new MqttProtocolException(
            DisconnectReasonCode.MALFORMED_PACKET, "MQTT-3.3.1-4", 5_000_000_000L, "PUBLISH has QoS 3");

    @Test
    void tellsReasonCodeStatementAndOffset() {
        assertEquals(DisconnectReasonCode.MALFORMED_PACKET, exception.reasonCode());
        assertEquals("MQTT-3.3.1-4", exception.statement());
        assertEquals(5_000_000_000L, exception.offset());
        assertEquals(
                "PUBLISH has QoS 3 (0x81 MALFORMED_PACKET, [MQTT-3.3.1-4], byte 5000000000)", exception.getMessage());
    }

    @Test
    void leavesOutAStatementThatHasNoNumber() {
        var without =
                new MqttProtocolException(DisconnectReasonCode.PROTOCOL_ERROR, "", 7, "Section 3.1: a second one");
        assertEquals("", without.statement());
        assertEquals("Section 3.1: a second one (0x82 PROTOCOL_ERROR, byte 7)", without.getMessage());
    }

    @Test
    void takesAPercentSignInTheMessageAsItIs() {
        var percent = new MqttProtocolException(DisconnectReasonCode.PROTOCOL_ERROR, "", 0, "%s %d 100%");
        assertEquals("%s %d 100% (0x82 PROTOCOL_ERROR, byte 0)", percent.getMessage());
    }

    @Test
    void keepsItsStackTrace() {
        assertNotEquals(0, exception.getStackTrace().length);
    }

    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = assertInstanceOf(MqttProtocolException.class, in.readObject());
            assertEquals(exception.reasonCode(), copy.reasonCode());
            assertEquals(exception.statement(), copy.statement());
            assertEquals(exception.offset(), copy.offset());
        }
    }
}
