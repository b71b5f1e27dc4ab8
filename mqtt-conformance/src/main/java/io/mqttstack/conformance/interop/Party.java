package io.mqttstack.conformance.interop;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.ClientDriver;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One client of a case: what it does not do becomes a {@link Finding}. */
final class Party {
    /** How long one party is waited for while a message may come to another. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    /** A process that has only just begun to run loads most of what it needs when it connects. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final ClientDriver driver;

    /** What the client makes known of the CONNACK. */
    private Map<String, String> facts = Map.of();

    Party(ClientDriver driver) {
        this.driver = driver;
    }

    Event.Connected connect(String url, Connect packet, boolean reconnect) throws InterruptedException {
        Command.Connect command = Command.Connect.to(url, packet);
        int number = driver.send(reconnect ? command.reconnecting() : command);
        Event.Connected connected = answer(number, STARTING.plus(driver.patience()), Event.Connected.class, "connect");
        facts = connected.facts();
        return connected;
    }

    /** Gives up where the broker has said that it has no Shared Subscriptions (section 3.2.2.3.13), and the client tells so. */
    void needsSharedSubscriptions() {
        if ("false".equals(facts.get("shared-subscription-available"))) {
            throw Finding.unsupported("the broker has no Shared Subscriptions");
        }
    }

    void subscribe(String filter, QoS qos) throws InterruptedException {
        List<Integer> codes = call(Command.Subscribe.to(filter, qos), Event.Subscribed.class, "subscribe")
                .reasonCodes();
        if (codes.size() == 1 && codes.get(0) < qos.value()) {
            throw Finding.unsupported("the broker grants QoS " + codes.get(0) + " at most");
        }
        if (!codes.equals(List.of(qos.value()))) {
            throw Finding.failure("subscribe-refused", "SUBACK holds " + codes + " for QoS " + qos.value());
        }
    }

    void publish(ApplicationMessage message) throws InterruptedException {
        published(send(message));
    }

    /** Publishes without waiting; {@link #published} waits. */
    int send(ApplicationMessage message) {
        return driver.send(Command.Publish.of(message));
    }

    void published(int number) throws InterruptedException {
        Event.Published published = answer(number, Event.Published.class, "publish");
        if (!published.delivered()) {
            throw Finding.failure("publish-failed", "A publish failed: " + published.text());
        }
    }

    void disconnect() throws InterruptedException {
        Event.Disconnected unused = call(Command.Disconnect.NORMAL, Event.Disconnected.class, "disconnect");
    }

    /** Waits for the next message. */
    ApplicationMessage receive() throws InterruptedException {
        return driver.message()
                .orElseThrow(() -> Finding.failure(
                        "not-delivered",
                        "A message that was due did not come within "
                                + driver.patience().toMillis() + " ms"))
                .message();
    }

    /**
     * Waits for messages of several parties, from whichever they come.
     *
     * @return as many messages as were asked for, or fewer if none came to any of them for as long as one may take
     */
    static List<ApplicationMessage> receive(int count, List<Party> parties) throws InterruptedException {
        List<ApplicationMessage> messages = new ArrayList<>();
        Duration waited = Duration.ZERO;
        while (messages.size() < count && waited.compareTo(parties.get(0).driver.patience()) < 0) {
            int before = messages.size();
            for (Party each : parties) {
                each.driver.message(GLANCE).map(Event.Message::message).ifPresent(messages::add);
            }
            waited = messages.size() > before ? Duration.ZERO : waited.plus(GLANCE.multipliedBy(parties.size()));
        }
        return messages;
    }

    /** Waits until the client has lost its connection and come back by itself. */
    void awaitReturn() throws InterruptedException {
        if (driver.take(event -> event instanceof Event.Connected && event.command() == Event.UNASKED)
                .isEmpty()) {
            List<Event> told = driver.events().stream()
                    .filter(event -> event.command() == Event.UNASKED)
                    .toList();
            throw Finding.failure("no-reconnect", "The client did not come back; unasked, it told " + told);
        }
    }

    private <E extends Event> E call(Command command, Class<E> expected, String what) throws InterruptedException {
        return answer(driver.send(command), expected, what);
    }

    private <E extends Event> E answer(int number, Class<E> expected, String what) throws InterruptedException {
        return answer(number, driver.patience(), expected, what);
    }

    private <E extends Event> E answer(int number, Duration within, Class<E> expected, String what)
            throws InterruptedException {
        Event answer = driver.answer(number, within)
                .orElseThrow(() -> Finding.failure(what + "-unanswered", what + " was not answered"));
        if (answer instanceof Event.Unsupported unsupported) {
            throw Finding.unsupported("the client has no " + unsupported.what());
        }
        if (!expected.isInstance(answer)) {
            throw Finding.failure(what + "-failed", what + " was answered by " + answer);
        }
        return expected.cast(answer);
    }
}
