package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrlBrokerTest {

    @Test
    void findsOutWhetherTheBrokerAnswers() throws IOException {
        UrlBroker broker;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            broker = broker(server.getLocalPort());
            broker.start();
            assertTrue(broker.running());
            assertThrows(IllegalStateException.class, broker::start);
        }
        broker.close();
        assertFalse(broker.running());
        assertThrows(IllegalStateException.class, broker::start);
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        BrokerException e = assertThrows(BrokerException.class, broker(port)::start);
        assertTrue(e.getMessage().contains("does not answer"), e::getMessage);
    }

    @Test
    void leavesTheBrokerAlone() {
        UrlBroker broker = broker(1883);
        assertThrows(UnsupportedOperationException.class, broker::stop);
        assertThrows(UnsupportedOperationException.class, broker::kill);
        assertThrows(UnsupportedOperationException.class, broker::pause);
        assertThrows(UnsupportedOperationException.class, broker::resume);
    }

    private static UrlBroker broker(int port) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return new UrlBroker(URI.create("mqtt://" + host + ":" + port), Optional.empty());
    }
}
