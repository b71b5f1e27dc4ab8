package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.conformance.faulty.FaultyBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class MqttProbeTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aRefusalIsAnAnswer() {
        try (FaultyBroker broker = new FaultyBroker()) {
            assertTrue(MqttProbe.answers(HOST, broker.subject().endpoint().port()));
        }
    }

    @Test
    void whoAcceptsConnectionsOnlyDoesNotAnswer() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertFalse(MqttProbe.answers(HOST, port));
        }
        assertFalse(MqttProbe.answers(HOST, port));
    }
}
