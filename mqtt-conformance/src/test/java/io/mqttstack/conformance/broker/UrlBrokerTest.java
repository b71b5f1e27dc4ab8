package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void isReachedAsItsUrlSays() {
        for (Map.Entry<String, Carrier> each : Map.of(
                        "mqtt://a.example",
                        Carrier.TCP,
                        "mqtts://a.example",
                        Carrier.TLS,
                        "ws://a.example/mqtt",
                        Carrier.WS,
                        "wss://a.example:8443/other",
                        Carrier.WSS)
                .entrySet()) {
            UrlBroker broker = new UrlBroker(each.getKey(), Optional.empty(), Optional.empty());
            Carrier carrier = each.getValue();
            assertEquals(carrier, broker.carrier());
            assertEquals(Set.of(carrier), broker.listeners().keySet());
            Listener listener = broker.listeners().get(carrier);
            assertEquals(carrier.certificate(), listener.tls().isPresent());
            assertEquals(Endpoint.of(URI.create(each.getKey())), listener.endpoint());
        }
    }

    @Test
    void saysThatTheIssuersCannotBeRead() {
        UrlBroker broker = new UrlBroker("mqtts://127.0.0.1:1", Optional.empty(), Optional.of(Path.of("absent.pem")));
        BrokerException e = assertThrows(BrokerException.class, broker::start);
        assertTrue(e.getMessage().contains("absent.pem does not exist"), e::getMessage);
    }

    @Test
    void hasNoOtherScheme() {
        for (String url :
                new String[] {"http://localhost", "unix:///run/mqtt", "memory://name", "mqtt://", "mqtt://a b"}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new UrlBroker(url, Optional.empty(), Optional.empty()), url);
        }
    }

    private static UrlBroker broker(int port) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return new UrlBroker("mqtt://" + host + ":" + port, Optional.empty(), Optional.empty());
    }
}
