package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    private static final long SEED = 7;

    @Test
    void staysBelowThePortsOfOutgoingConnections() {
        FreePorts ports = new FreePorts(new SplittableRandom(SEED));
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int port = ports.next();
            assertTrue(port >= 15_000 && port < 32_768, () -> "port " + port);
            assertTrue(given.add(port), () -> "given twice: " + port);
        }
    }

    @Test
    void passesOverAPortThatIsTaken() throws IOException {
        int first = new FreePorts(new SplittableRandom(SEED)).next();
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(FreePorts.address(first));
            int second = new FreePorts(new SplittableRandom(SEED)).next();
            assertEquals(first, taken.getLocalPort());
            assertNotEquals(first, second);
        }
    }
}
