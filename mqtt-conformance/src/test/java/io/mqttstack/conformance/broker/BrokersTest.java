package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersTest {

    @TempDir
    Path directory;

    @Test
    void knowsEachBrokerByItsName() {
        Brokers brokers = brokers(Map.of());
        for (String name : brokers.names()) {
            try (BrokerUnderTest broker = brokers.create(name, BrokerOptions.in(directory))) {
                assertEquals(name, broker.name());
                assertTrue(broker.controllable());
                assertFalse(broker.running());
            }
        }
    }

    @Test
    void namesTheBrokersWhenThereIsNoSuchOne() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> brokers(Map.of()).create("emqx", BrokerOptions.in(directory)));

        assertEquals(
                "no broker emqx; there are hivemq, artemis, activemq, moquette, mosquitto, rabbitmq, nats, ejabberd, aedes,"
                        + " containers and mqtt://host:port",
                e.getMessage());
    }

    @Test
    void knowsEachContainerByItsNameAndAnyImageByItsReference() {
        Brokers brokers = brokers(Map.of(Brokers.USER_VARIABLE, "alice", Brokers.PASSWORD_VARIABLE, "sesame"));
        for (String name : brokers.containers()) {
            try (BrokerUnderTest broker = brokers.create(name, BrokerOptions.in(directory))) {
                assertEquals(name, broker.name());
                assertTrue(broker.controllable());
                assertFalse(broker.versionsKnown());
                assertEquals(Optional.empty(), broker.credentials());
            }
        }
        String name = Brokers.image("registry.example/my/broker:1.0");
        try (BrokerUnderTest broker = brokers.create(name, BrokerOptions.in(directory))) {
            assertEquals("image:registry.example/my/broker:1.0", broker.name());
            assertEquals(Optional.of(new Credentials("alice", "sesame")), broker.credentials());
        }
        assertThrows(
                IllegalArgumentException.class, () -> brokers.create("container:unheard", BrokerOptions.in(directory)));
    }

    @Test
    void handsTheUserToAContainerThatAsksForOne() {
        BrokerOptions options = BrokerOptions.in(directory).withUser("alice", "sesame");
        try (BrokerUnderTest open = brokers(Map.of()).create("container:mosquitto", options);
                BrokerUnderTest asking = brokers(Map.of()).create("container:rabbitmq", options)) {
            assertEquals(Optional.empty(), open.credentials());
            assertEquals(Optional.of(new Credentials("alice", "sesame")), asking.credentials());
        }
    }

    @Test
    void saysThatAnEmbeddedBrokerIsNotBuilt() {
        try (BrokerUnderTest broker = brokers(Map.of()).create("hivemq", BrokerOptions.in(directory))) {
            String reason = broker.unavailable().orElseThrow();
            assertTrue(reason.contains("not built"), reason);
            BrokerException e = assertThrows(BrokerException.class, broker::start);
            assertEquals("hivemq cannot be started: " + reason, e.getMessage());
        }
    }

    @Test
    void takesAUrlWithCredentialsFromTheEnvironment() {
        Brokers brokers = brokers(Map.of(Brokers.USER_VARIABLE, "alice", Brokers.PASSWORD_VARIABLE, "sesame"));
        try (BrokerUnderTest broker = brokers.create("mqtt://[::1]:1884", BrokerOptions.in(directory))) {
            assertEquals("::1", broker.host());
            assertEquals(1884, broker.port());
            assertEquals(Optional.of(new Credentials("alice", "sesame")), broker.credentials());
            assertFalse(broker.controllable());
        }
    }

    @Test
    void usesTheStandardPortWhenTheUrlHasNone() {
        try (BrokerUnderTest broker = brokers(Map.of()).create("mqtt://localhost", BrokerOptions.in(directory))) {
            assertEquals(1883, broker.port());
            assertEquals(Optional.empty(), broker.credentials());
        }
    }

    @Test
    void refusesAPasswordInAUrlWithoutShowingIt() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> brokers(Map.of()).create("mqtt://alice:sesame@localhost", BrokerOptions.in(directory)));

        assertFalse(e.getMessage().contains("sesame"), e::getMessage);
    }

    private Brokers brokers(Map<String, String> environment) {
        return new Brokers(environment, directory, new SplittableRandom(7));
    }
}
