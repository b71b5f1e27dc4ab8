package io.mqttstack.conformance.capability;

import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.Message;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.conformance.Check;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.TestClient;
import io.mqttstack.conformance.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** From a publisher to a subscriber, unharmed. */
final class Delivering {
    private static final int MESSAGES = 10;
    private static final int LARGE = 256 * 1024;
    /** Room for the topic and the fixed header of the large message. */
    private static final int OVERHEAD = 1024;

    private static final int PRIME = 251;

    private Delivering() {}

    /** Messages at one QoS arrive at that QoS, in order; at QoS 2 each of them once. */
    static Check at(QoS qos) {
        return trial -> deliver(trial, qos);
    }

    private static void deliver(Trial trial, QoS qos) throws InterruptedException {
        String topic = trial.topic("qos");
        TestClient subscriber = trial.connected("sub");
        TestClient publisher = trial.client(trial.options("pub"));
        requireQoS(publisher.connect(), qos);
        QoS granted = subscriber.subscribe(topic, qos);
        List<String> numbers =
                IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();
        for (String number : numbers) {
            publisher.publish(Expect.of(topic, number, qos));
        }
        String end = trial.topic("qos-end");
        subscriber.subscribe(end, QoS.AT_LEAST_ONCE);
        List<String> received = new ArrayList<>();
        while (received.size() < MESSAGES) {
            received.add(take(subscriber, topic, granted, qos == QoS.AT_LEAST_ONCE ? received : List.of()));
        }
        Expect.that(
                received.equals(numbers), "out-of-order", "The messages came in another order, or some of them twice");
        publisher.publish(Expect.of(end, "end", QoS.AT_LEAST_ONCE));
        boolean more = !subscriber.receiveUntil(end).isEmpty();
        Expect.that(!more || qos == QoS.AT_LEAST_ONCE, "duplicate", "More messages came than were published");
        if (granted.compareTo(qos) < 0) {
            throw Finding.unsupported("the broker grants QoS " + granted.value() + " at most");
        }
    }

    /** The next message that is none of those received already: at QoS 1 a server may repeat itself. */
    private static String take(TestClient subscriber, String topic, QoS granted, List<String> received)
            throws InterruptedException {
        while (true) {
            Message message = subscriber.receive();
            Expect.that(message.topic().value().equals(topic), "wrong-topic", "A message came on " + message.topic());
            Expect.that(
                    message.qos() == granted,
                    "wrong-qos",
                    "A message came at QoS " + message.qos().value() + ", due was " + granted.value());
            String number = message.payload().utf8();
            if (!received.contains(number)) {
                return number;
            }
        }
    }

    /** A 5.0 server may announce that it has no QoS 1 or 2; the client then cannot ask for it [MQTT-3.2.2-11]. */
    private static void requireQoS(ConnectResult result, QoS qos) {
        QoS maximum = result.connAck().properties().maximumQoS();
        if (maximum.compareTo(qos) < 0) {
            throw Finding.unsupported("the broker announces Maximum QoS " + maximum.value());
        }
    }

    static void emptyPayload(Trial trial) throws InterruptedException {
        TestClient publisher = trial.connected("pub");
        payload(trial, publisher, Bytes.EMPTY);
    }

    static void largePayload(Trial trial) throws InterruptedException {
        TestClient publisher = trial.client(trial.options("pub"));
        ConnAck.Properties server = publisher.connect().connAck().properties();
        if (server.maximumPacketSize().orElse(Long.MAX_VALUE) < LARGE + OVERHEAD) {
            throw Finding.unsupported("the broker announces Maximum Packet Size "
                    + server.maximumPacketSize().getAsLong());
        }
        payload(trial, publisher, pattern(LARGE));
    }

    /** Bytes that do not repeat in step with any buffer. */
    static Bytes pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i % PRIME);
        }
        return Bytes.wrap(pattern);
    }

    private static void payload(Trial trial, TestClient publisher, Bytes payload) throws InterruptedException {
        String topic = trial.topic("payload");
        TestClient subscriber = trial.connected("sub");
        subscriber.subscribe(topic, QoS.AT_LEAST_ONCE);
        publisher.publish(Expect.of(topic, payload, QoS.AT_LEAST_ONCE, false));
        Expect.message(subscriber.receive(), topic, payload);
    }
}
