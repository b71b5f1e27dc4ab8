package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

    @TempDir
    Path directory;

    private Endpoints choose(Set<Carrier> carriers, Path where) {
        return Endpoints.choose(new FreePorts(new SplittableRandom(3)), carriers, "/ws", where);
    }

    @Test
    void alwaysHaveTcp() {
        Endpoints endpoints = choose(Set.of(Carrier.WSS), directory);
        assertEquals(
                EnumSet.of(Carrier.TCP, Carrier.WSS),
                endpoints.listeners(Optional.empty()).keySet());
        assertThrows(IllegalStateException.class, () -> endpoints.port(Carrier.TLS));
    }

    @Test
    void areOnPortsOfTheirOwn() {
        Endpoints endpoints = choose(EnumSet.complementOf(EnumSet.of(Carrier.UNIX)), directory);
        Set<Integer> ports = EnumSet.complementOf(EnumSet.of(Carrier.UNIX)).stream()
                .map(endpoints::port)
                .collect(Collectors.toSet());
        assertEquals(6, ports.size());
    }

    @Test
    void tellClientsWhereToGo() {
        Endpoints endpoints = choose(Set.of(Carrier.WSS, Carrier.UNIX), directory);
        Listener webSocket = endpoints.listeners(Optional.empty()).get(Carrier.WSS);
        assertEquals("wss://127.0.0.1:" + endpoints.port(Carrier.WSS) + "/ws", String.valueOf(webSocket.endpoint()));
        assertEquals(directory.resolve("socket"), endpoints.socket());
    }

    @Test
    void sayThatAPathIsTooLongForASocket() {
        Path deep = directory.resolve("d".repeat(100));
        BrokerException e = assertThrows(BrokerException.class, () -> choose(Set.of(Carrier.UNIX), deep));
        assertTrue(e.getMessage().contains(deep.toString()), e::getMessage);
    }

    @Test
    void takeAwayASocketThatWasLeftBehind() throws IOException {
        Endpoints endpoints = choose(Set.of(Carrier.UNIX), directory);
        Files.createFile(endpoints.socket());
        endpoints.removeSocket();
        assertFalse(Files.exists(endpoints.socket()));
        endpoints.removeSocket();
    }
}
