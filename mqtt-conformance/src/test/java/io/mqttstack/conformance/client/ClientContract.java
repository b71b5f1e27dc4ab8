package io.mqttstack.conformance.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.conformance.faulty.FaultyBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every client under test has to do with commands, shown with a small broker that does everything right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ClientDriver> drivers = new ArrayList<>();
    private FaultyBroker broker = new FaultyBroker();
    private int clients;

    abstract ClientUnderTest subject();

    /** {@return the versions that the client speaks} */
    abstract Stream<ProtocolVersion> versions();

    @BeforeEach
    void start() {
        broker.close();
        broker = new FaultyBroker();
    }

    @AfterEach
    void close() {
        drivers.forEach(ClientDriver::close);
        drivers.clear();
        broker.close();
    }

    private ClientDriver driver() {
        ClientDriver driver = new ClientDriver(subject(), PATIENCE);
        drivers.add(driver);
        return driver;
    }

    private String url() {
        return "mqtt://127.0.0.1:" + broker.subject().endpoint().port();
    }

    private Connect.Builder packet(ProtocolVersion version) {
        Credentials credentials = broker.subject().credentials().orElseThrow();
        return Connect.builder(version, "client" + ++clients)
                .userName(credentials.userName().orElseThrow())
                .password(credentials.password().orElseThrow());
    }

    private static <E extends Event> E answer(ClientDriver driver, Command command, Class<E> expected)
            throws InterruptedException {
        return assertInstanceOf(expected, driver.call(command).orElseThrow());
    }

    private ClientDriver connected(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = driver();
        assertInstanceOf(
                Event.Connected.class,
                driver.call(Command.Connect.to(url(), packet(version).build())).orElseThrow());
        return driver;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void carriesMessagesAtEachQoS(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = connected(version);
        for (QoS qos : QoS.values()) {
            String topic = "a/" + qos.value();
            assertEquals(
                    List.of(qos.value()),
                    assertInstanceOf(
                                    Event.Subscribed.class,
                                    driver.call(Command.Subscribe.to(topic, qos))
                                            .orElseThrow())
                            .reasonCodes());
            ApplicationMessage message = ApplicationMessage.of(topic, "text", qos);
            Event.Published published = assertInstanceOf(
                    Event.Published.class,
                    driver.call(Command.Publish.of(message)).orElseThrow());
            assertTrue(published.delivered(), published::toString);
            assertEquals(message, driver.message().orElseThrow().message());
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void carriesBytesThatAreNoText(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = connected(version);
        answer(driver, Command.Subscribe.to("b", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        ApplicationMessage message = ApplicationMessage.of("b", "", QoS.AT_LEAST_ONCE)
                .with(Bytes.copyOf(new byte[] {0, -1, 10, 13, -128, 127}));
        answer(driver, Command.Publish.of(message), Event.Published.class);
        assertEquals(message, driver.message().orElseThrow().message());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void tellsARefusal(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = driver();
        Connect wrong = packet(version).password(Bytes.utf8("wrong")).build();
        Event answer = driver.call(Command.Connect.to(url(), wrong)).orElseThrow();
        assertInstanceOf(Event.Refused.class, answer);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void tellsALostConnection(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = connected(version);
        broker.close();
        assertInstanceOf(Event.Disconnected.class, driver.unasked().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void unsubscribesAndDisconnects(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = connected(version);
        answer(driver, Command.Subscribe.to("c", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        assertInstanceOf(
                Event.Unsubscribed.class,
                driver.call(new Command.Unsubscribe(List.of("c"))).orElseThrow());
        answer(
                driver,
                Command.Publish.of(ApplicationMessage.of("c", "unseen", QoS.AT_LEAST_ONCE)),
                Event.Published.class);
        assertInstanceOf(
                Event.Disconnected.class, driver.call(Command.Disconnect.NORMAL).orElseThrow());
        assertEquals(List.of(), driver.events());
    }

    @Test
    void cannotConnectWhereNobodyListens() throws InterruptedException {
        String url = url();
        broker.close();
        ClientDriver driver = driver();
        ProtocolVersion version = versions().findFirst().orElseThrow();
        Event answer =
                driver.call(Command.Connect.to(url, packet(version).build())).orElseThrow();
        assertInstanceOf(Event.Refused.class, answer);
    }

    @Test
    void cannotPublishBeforeItConnects() throws InterruptedException {
        Event answer = driver().call(Command.Publish.of(ApplicationMessage.of("d", "", QoS.AT_LEAST_ONCE)))
                .orElseThrow();
        assertFalse(answer instanceof Event.Published published && published.delivered(), answer::toString);
    }

    @Test
    void saysWhatItHasNot() throws InterruptedException {
        ClientDriver driver = driver();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            boolean speaks = versions().anyMatch(version::equals);
            assertEquals(speaks, driver.client().features().contains(Needs.of(version)), version::name);
            if (!speaks) {
                Event answer = driver.call(
                                Command.Connect.to(url(), packet(version).build()))
                        .orElseThrow();
                assertInstanceOf(Event.Unsupported.class, answer);
            }
        }
    }

    @Test
    void leavesAcknowledgementsToTheApplicationIfItCan() throws InterruptedException {
        ClientDriver driver = driver();
        ProtocolVersion version = versions().reduce((first, second) -> second).orElseThrow();
        Event answer = driver.call(
                        Command.Connect.to(url(), packet(version).build()).manual())
                .orElseThrow();
        if (!driver.client().features().contains(Feature.MANUAL_ACKNOWLEDGEMENT)) {
            assertEquals(
                    "manual-acknowledgement",
                    assertInstanceOf(Event.Unsupported.class, answer).what());
            return;
        }
        answer(driver, Command.Subscribe.to("e", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        answer(driver, Command.Publish.of(ApplicationMessage.of("e", "", QoS.AT_LEAST_ONCE)), Event.Published.class);
        int delivery = driver.message().orElseThrow().delivery();
        driver.send(new Command.Acknowledge(delivery, 0));
        driver.send(new Command.Acknowledge(delivery + 100, 0));
        assertInstanceOf(
                Event.Failed.class, driver.take(Event.Failed.class::isInstance).orElseThrow());
    }
}
