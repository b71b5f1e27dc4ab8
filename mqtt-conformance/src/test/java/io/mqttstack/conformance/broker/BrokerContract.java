package io.mqttstack.conformance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.codec.ProtocolVersion;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What every broker that runs here does, with users and persistence, through its whole life. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BrokerContract {

    private static final int ATTEMPTS = 5;

    private final String name;
    private Path directory;
    private BrokerUnderTest broker;

    BrokerContract(String name) {
        this.name = name;
    }

    /** Whether what was acknowledged is on disk, as it is for most. */
    boolean keepsSessionsWhenKilled() {
        return true;
    }

    @BeforeAll
    void create(@TempDir Path temporary) {
        directory = temporary;
        BrokerOptions options = BrokerOptions.in(directory)
                .withUser("alice", "open \"se\\same\"")
                .withPersistence(true);
        broker = Brokers.ofSystem().create(name, options);
    }

    @BeforeEach
    void start() throws InterruptedException {
        if (!broker.running()) {
            BrokerTests.startOrSkip(broker);
        }
    }

    @AfterAll
    void leavesNoProcessWhenClosed() throws InterruptedException {
        broker.close();
        broker.close();
        assertFalse(broker.running());
        BrokerTests.requireNoProcessOf(directory);
        ProcessHandle.current()
                .descendants()
                .forEach(child -> assertTrue(child.info().command().isEmpty(), () -> "left behind: " + child.info()));
    }

    @Test
    void answersConnectOfEachVersionThatItClaims() throws IOException {
        for (ProtocolVersion version : broker.versions()) {
            assertEquals(RawClient.ACCEPTED, connect(version, broker.credentials()), version::toString);
        }
    }

    @Test
    void refusesWhoIsNotAUser() throws IOException {
        for (ProtocolVersion version : broker.versions()) {
            assertNotEquals(RawClient.ACCEPTED, connect(version, Optional.of(new Credentials("alice", "wrong"))));
            assertNotEquals(RawClient.ACCEPTED, connect(version, Optional.of(new Credentials("mallory", "guess"))));
            assertNotEquals(RawClient.ACCEPTED, connect(version, Optional.empty()));
        }
    }

    @Test
    void startsAgainOnTheSamePortAfterKill() throws IOException, InterruptedException {
        int port = broker.port();
        queueForGood("survivor", "kept/when/killed");
        try (RawClient client = new RawClient(broker)) {
            client.connect(ProtocolVersion.V3_1_1, broker.credentials());
            broker.kill();
            assertFalse(broker.running());
            assertThrows(IOException.class, client::awaitConnAck, "the connection outlived the broker");
        }
        assertThrows(IOException.class, () -> new RawClient(broker).close(), "something still listens");

        broker.start();

        assertEquals(port, broker.port());
        if (keepsSessionsWhenKilled()) {
            requireQueued("survivor", "kept/when/killed");
        } else {
            assertEquals(RawClient.ACCEPTED, connect(ProtocolVersion.V3_1_1, broker.credentials()));
        }
    }

    @Test
    void startsAgainAfterStopAndKeepsASession() throws IOException, InterruptedException {
        queueForGood("keeper", "kept/when/stopped");

        broker.stop();
        assertFalse(broker.running());
        BrokerTests.requireNoProcessOf(directory);
        broker.start();

        requireQueued("keeper", "kept/when/stopped");
    }

    @Test
    void answersOnlyAfterResumeWhatItGotWhilePaused() throws IOException, InterruptedException {
        broker.pause();
        assertTrue(broker.running());
        try (RawClient client = new RawClient(broker)) {
            client.sendConnect(ProtocolVersion.V3_1_1, "paused", true, broker.credentials());
            broker.resume();
            assertEquals(RawClient.ACCEPTED, client.awaitConnAck());
        }
    }

    @Test
    @Order(Integer.MAX_VALUE) // Last, since the other tests would have to start the broker once more.
    void canBeStoppedWhilePaused() throws InterruptedException {
        broker.pause();
        broker.stop();
        assertFalse(broker.running());
    }

    @Test
    void refusesToStartTwice() {
        assertThrows(IllegalStateException.class, broker::start);
        assertTrue(broker.running());
    }

    private int connect(ProtocolVersion version, Optional<Credentials> credentials) throws IOException {
        try (RawClient client = new RawClient(broker)) {
            return client.connect(version, credentials);
        }
    }

    /** Leaves a session with a subscription and, while its client is away, a message. */
    private void queueForGood(String clientIdentifier, String topic) throws IOException {
        subscribeForGood(clientIdentifier, topic);
        try (RawClient publisher = new RawClient(broker)) {
            publisher.connect(ProtocolVersion.V3_1_1, broker.credentials());
            publisher.publish(topic, "kept");
            publisher.disconnect();
        }
    }

    private void requireQueued(String clientIdentifier, String topic) throws IOException {
        try (RawClient client = new RawClient(broker)) {
            client.connectForGood(clientIdentifier, broker.credentials());
            assertEquals("kept", client.awaitMessage(), topic);
        }
    }

    /** Moquette sometimes closes a connection whose SUBSCRIBE follows the CONNACK at once, so this tries again. */
    private void subscribeForGood(String clientIdentifier, String topic) throws IOException {
        IOException failure = new IOException("not tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (RawClient client = new RawClient(broker)) {
                client.connectForGood(clientIdentifier, broker.credentials());
                client.subscribe(topic);
                client.disconnect();
                return;
            } catch (EOFException | SocketException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
