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

    /** {@return those in which it is told to do everything} */
    Stream<ProtocolVersion> tried() {
        return versions();
    }

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

    /** One client for all of it, since one may be a process that takes a second to start. */
    @ParameterizedTest
    @MethodSource("tried")
    void doesWhatItIsTold(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = driver();
        Command.Connect connect = Command.Connect.to(url(), packet(version).build());
        answer(driver, connect, Event.Connected.class);
        carriesMessagesAtEachQoS(driver);
        carriesBytesThatAreNoText(driver);
        unsubscribes(driver);
        answer(driver, Command.Disconnect.NORMAL, Event.Disconnected.class);
        answer(driver, connect, Event.Connected.class);
        assertEquals(List.of(), driver.events());

        broker.close();

        assertInstanceOf(Event.Disconnected.class, driver.unasked().orElseThrow());
    }

    private static void carriesMessagesAtEachQoS(ClientDriver driver) throws InterruptedException {
        for (QoS qos : QoS.values()) {
            String topic = "a/" + qos.value();
            assertEquals(
                    List.of(qos.value()),
                    answer(driver, Command.Subscribe.to(topic, qos), Event.Subscribed.class)
                            .reasonCodes());
            comesBack(driver, ApplicationMessage.of(topic, "text", qos));
        }
    }

    private static void carriesBytesThatAreNoText(ClientDriver driver) throws InterruptedException {
        answer(driver, Command.Subscribe.to("b", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        comesBack(driver, ApplicationMessage.of("b", "", QoS.AT_LEAST_ONCE).with(Bytes.copyOf(new byte[] {
            0, -1, 10, 13, -128, 127
        })));
    }

    private static void comesBack(ClientDriver driver, ApplicationMessage message) throws InterruptedException {
        Event.Published published = answer(driver, Command.Publish.of(message), Event.Published.class);
        assertTrue(published.delivered(), published::toString);
        assertEquals(message, driver.message().orElseThrow().message());
    }

    private static void unsubscribes(ClientDriver driver) throws InterruptedException {
        answer(driver, Command.Subscribe.to("c", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        answer(driver, new Command.Unsubscribe(List.of("c")), Event.Unsubscribed.class);
        answer(
                driver,
                Command.Publish.of(ApplicationMessage.of("c", "unseen", QoS.AT_LEAST_ONCE)),
                Event.Published.class);
    }

    @Test
    void oneAfterAnotherIsAsNew() throws InterruptedException {
        ProtocolVersion version = versions().findFirst().orElseThrow();
        ClientDriver old = driver();
        answer(old, Command.Connect.to(url(), packet(version).build()), Event.Connected.class);
        answer(old, Command.Subscribe.to("old", QoS.AT_LEAST_ONCE), Event.Subscribed.class);

        old.retire();

        ClientDriver young = driver();
        Event unsent = young.call(Command.Publish.of(ApplicationMessage.of("old", "", QoS.AT_LEAST_ONCE)))
                .orElseThrow();
        assertFalse(unsent instanceof Event.Published published && published.delivered(), unsent::toString);
        answer(young, Command.Connect.to(url(), packet(version).build()), Event.Connected.class);
        answer(young, Command.Subscribe.to("new", QoS.AT_LEAST_ONCE), Event.Subscribed.class);
        answer(young, Command.Publish.of(ApplicationMessage.of("old", "", QoS.AT_LEAST_ONCE)), Event.Published.class);
        comesBack(young, ApplicationMessage.of("new", "text", QoS.AT_LEAST_ONCE));
        assertEquals(List.of(), young.events());
        assertEquals(List.of(), old.events());
    }

    @ParameterizedTest
    @MethodSource("tried")
    void tellsARefusal(ProtocolVersion version) throws InterruptedException {
        ClientDriver driver = driver();
        Connect wrong = packet(version).password(Bytes.utf8("wrong")).build();
        Event answer = driver.call(Command.Connect.to(url(), wrong)).orElseThrow();
        assertInstanceOf(Event.Refused.class, answer);
    }

    @Test
    void saysWhatItCannot() throws InterruptedException {
        ClientDriver driver = driver();
        for (ProtocolVersion version : ProtocolVersion.values()) {
            boolean speaks = versions().anyMatch(version::equals);
            assertEquals(speaks, driver.client().features().contains(Feature.of(version)), version::name);
            if (!speaks) {
                answer(driver, Command.Connect.to(url(), packet(version).build()), Event.Unsupported.class);
            }
        }
        Event unsent = driver.call(Command.Publish.of(ApplicationMessage.of("d", "", QoS.AT_LEAST_ONCE)))
                .orElseThrow();
        assertFalse(unsent instanceof Event.Published published && published.delivered(), unsent::toString);

        String nobody = url();
        broker.close();

        ProtocolVersion version = versions().findFirst().orElseThrow();
        answer(driver, Command.Connect.to(nobody, packet(version).build()), Event.Refused.class);
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
