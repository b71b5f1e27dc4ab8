package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerOptionsTest {

    private final BrokerOptions options = BrokerOptions.in(Path.of("data"));

    @Test
    void letsAnyoneConnectByDefault() {
        assertTrue(options.users().isEmpty());
        assertFalse(options.persistence());
        assertEquals(Optional.empty(), options.credentials());
    }

    @Test
    void connectsAsTheFirstUser() {
        BrokerOptions two = options.withUser("zoe", "z").withUser("adam", "a");

        assertEquals(Optional.of(new Credentials("zoe", "z")), two.credentials());
    }

    @Test
    void showsNoPassword() {
        BrokerOptions one = options.withUser("alice", "sesame").withPersistence(true);

        assertFalse(one.toString().contains("sesame"), one::toString);
        assertFalse(one.credentials().orElseThrow().toString().contains("sesame"));
    }

    @Test
    void refusesUsersThatSomeBrokerCannotExpress() {
        assertThrows(IllegalArgumentException.class, () -> options.withUser("", "x"));
        assertThrows(IllegalArgumentException.class, () -> options.withUser("a:b", "x"));
        assertThrows(IllegalArgumentException.class, () -> options.withUser("a", "x\ny"));
    }

    @Test
    void hasNoListenerWithTlsWithoutCertificates() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BrokerOptions(Map.of(), false, Path.of("data"), Set.of(Carrier.WSS), Optional.empty()));
        new BrokerOptions(Map.of(), false, Path.of("data"), Set.of(Carrier.WS, Carrier.UNIX), Optional.empty());
    }
}
