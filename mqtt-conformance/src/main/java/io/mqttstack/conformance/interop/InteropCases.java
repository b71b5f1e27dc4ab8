package io.mqttstack.conformance.interop;

import static io.mqttstack.codec.ProtocolVersion.V3_1;
import static io.mqttstack.codec.ProtocolVersion.V5_0;

import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.ApplicationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What clients and brokers do together. */
public final class InteropCases {
    private static final int LARGE = 256 * 1024;
    private static final int TOPICS = 1_000;
    private static final int MESSAGES = 40;
    private static final int RECEIVE_MAXIMUM = 5;
    private static final long SESSION_SECONDS = 300;

    private static final List<InteropCase> ALL = List.of(
            new InteropCase("qos-0", "carry messages at QoS 0", V3_1, pairing -> carry(pairing, QoS.AT_MOST_ONCE)),
            new InteropCase("qos-1", "carry messages at QoS 1", V3_1, pairing -> carry(pairing, QoS.AT_LEAST_ONCE)),
            new InteropCase("qos-2", "carry messages at QoS 2", V3_1, pairing -> carry(pairing, QoS.EXACTLY_ONCE)),
            new InteropCase("odd-payloads", "carry payloads that are empty, or no text", V3_1, InteropCases::odd),
            new InteropCase("large-payload", "carry a payload of 256 KiB", V3_1, InteropCases::large),
            new InteropCase("thousand-topics", "carry messages on 1,000 topics", V3_1, InteropCases::topics),
            new InteropCase("retained", "keep a retained message", V3_1, InteropCases::retained),
            new InteropCase("will", "publish the Will of a connection that is cut", V3_1, InteropCases::will),
            new InteropCase(
                    "reconnect-qos-1",
                    "lose nothing when the connection is cut in flows of QoS 1",
                    V3_1,
                    pairing -> reconnect(pairing, QoS.AT_LEAST_ONCE)),
            new InteropCase(
                    "reconnect-qos-2",
                    "lose and repeat nothing when the connection is cut in flows of QoS 2",
                    V3_1,
                    pairing -> reconnect(pairing, QoS.EXACTLY_ONCE)),
            new InteropCase("shared", "share a subscription", V5_0, InteropCases::shared),
            new InteropCase("flow-control", "keep to a Receive Maximum of 5", V5_0, InteropCases::flowControl));

    private InteropCases() {}

    /** {@return all of them} */
    public static List<InteropCase> all() {
        return ALL;
    }

    private static void carry(Pairing pairing, QoS qos) throws InterruptedException {
        String topic = pairing.topic("carry");
        Party subscriber = pairing.connected("sub");
        subscriber.subscribe(topic, qos);
        Party publisher = pairing.connected("pub");
        for (String text : List.of("one", "two", "three")) {
            publisher.publish(ApplicationMessage.of(topic, text, qos));
        }
        for (String text : List.of("one", "two", "three")) {
            expect(ApplicationMessage.of(topic, text, qos), subscriber.receive());
        }
    }

    private static void expect(ApplicationMessage expected, ApplicationMessage message) {
        if (!expected.equals(message)) {
            String symptom = expected.payload().equals(message.payload()) ? "wrong-message" : "wrong-payload";
            throw Finding.failure(symptom, "Expected was " + expected + ", there came " + message);
        }
    }

    private static void odd(Pairing pairing) throws InterruptedException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        payloads(pairing, List.of(Bytes.EMPTY, Bytes.wrap(bytes), Bytes.utf8("\u20ac \ud83d\ude00")));
    }

    private static void large(Pairing pairing) throws InterruptedException {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        payloads(pairing, List.of(Bytes.wrap(bytes)));
    }

    private static void payloads(Pairing pairing, List<Bytes> payloads) throws InterruptedException {
        String topic = pairing.topic("payload");
        Party party = pairing.connected("both");
        party.subscribe(topic, QoS.AT_LEAST_ONCE);
        for (Bytes payload : payloads) {
            ApplicationMessage message =
                    ApplicationMessage.of(topic, "", QoS.AT_LEAST_ONCE).with(payload);
            party.publish(message);
            expect(message, party.receive());
        }
    }

    private static void topics(Pairing pairing) throws InterruptedException {
        Party subscriber = pairing.connected("sub");
        subscriber.subscribe(pairing.topic("many/+"), QoS.AT_LEAST_ONCE);
        Party publisher = pairing.connected("pub");
        Set<String> missing = new TreeSet<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            String topic = pairing.topic("many/" + i);
            missing.add(topic);
            numbers.add(publisher.send(ApplicationMessage.of(topic, topic, QoS.AT_LEAST_ONCE)));
            if (numbers.size() == MESSAGES) {
                finish(publisher, numbers);
            }
        }
        finish(publisher, numbers);
        while (!missing.isEmpty()) {
            ApplicationMessage message = subscriber.receive();
            if (!missing.remove(message.topic()) || !message.payload().equals(Bytes.utf8(message.topic()))) {
                throw Finding.failure("wrong-message", "There came " + message);
            }
        }
    }

    private static void finish(Party publisher, List<Integer> numbers) throws InterruptedException {
        for (int number : numbers) {
            publisher.published(number);
        }
        numbers.clear();
    }

    private static void retained(Pairing pairing) throws InterruptedException {
        String topic = pairing.topic("retained");
        Party publisher = pairing.connected("pub");
        ApplicationMessage message =
                ApplicationMessage.of(topic, "kept", QoS.AT_LEAST_ONCE).retained();
        publisher.publish(message);
        Party subscriber = pairing.connected("sub");
        subscriber.subscribe(topic, QoS.AT_LEAST_ONCE);
        expect(message, subscriber.receive());
        publisher.publish(ApplicationMessage.of(topic, "", QoS.AT_LEAST_ONCE).retained());
    }

    private static void will(Pairing pairing) throws InterruptedException, IOException {
        String topic = pairing.topic("will");
        Party heir = pairing.connected("heir");
        heir.subscribe(topic, QoS.AT_LEAST_ONCE);
        CuttingProxy proxy = pairing.proxy(CuttingProxy.Passage.UNTOUCHED);
        Will will = new Will(TopicName.of(topic), Bytes.utf8("will"), QoS.AT_LEAST_ONCE, false);
        Party mortal = pairing.party();
        mortal.connect(proxy.url(), pairing.packet("mortal").will(will).build(), false);
        proxy.cut();
        expect(ApplicationMessage.of(topic, "will", QoS.AT_LEAST_ONCE), heir.receive());
    }

    /** The publisher is behind a proxy that cuts in the middle; the subscriber is not. */
    private static void reconnect(Pairing pairing, QoS qos) throws InterruptedException, IOException {
        String topic = pairing.topic("reconnect");
        Party subscriber = pairing.connected("sub");
        subscriber.subscribe(topic, qos);
        CuttingProxy proxy = pairing.proxy(CuttingProxy.Passage.UNTOUCHED);
        Party publisher = pairing.party();
        Connect.Builder packet = pairing.packet("kept").cleanStart(false);
        if (pairing.version() == V5_0) {
            packet.properties(Connect.Properties.builder()
                    .sessionExpiryInterval(SESSION_SECONDS)
                    .build());
        }
        publisher.connect(proxy.url(), packet.build(), true);
        List<Integer> numbers = new ArrayList<>();
        Set<String> texts = new TreeSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            texts.add("message " + i);
            numbers.add(publisher.send(ApplicationMessage.of(topic, "message " + i, qos)));
        }
        publisher.published(numbers.remove(0));
        proxy.cut();
        publisher.awaitReturn();
        finish(publisher, numbers);
        publisher.publish(ApplicationMessage.of(topic, "end", qos));
        Map<String, Integer> copies = new HashMap<>();
        for (String text = ""; !text.equals("end"); ) {
            text = subscriber.receive().payload().utf8();
            copies.merge(text, 1, Integer::sum);
        }
        copies.remove("end");
        if (!copies.keySet().equals(texts)) {
            throw Finding.failure("lost", "Of " + texts + " there came " + copies.keySet());
        }
        if (qos == QoS.EXACTLY_ONCE && copies.values().stream().anyMatch(count -> count > 1)) {
            throw Finding.failure("repeated", "At QoS 2 there came " + copies);
        }
        publisher.disconnect();
        Party unused = pairing.connected("kept");
    }

    /** Nothing orders what comes by the group's subscription and by others, so that only counting tells that all is there. */
    private static void shared(Pairing pairing) throws InterruptedException {
        String topic = pairing.topic("shared");
        String filter = "$share/g" + pairing.topic("").replace("/", "") + "/" + topic;
        List<Party> group = List.of(pairing.connected("one"), pairing.connected("two"));
        for (Party each : group) {
            each.needsSharedSubscriptions();
            each.subscribe(filter, QoS.AT_LEAST_ONCE);
        }
        Party publisher = pairing.connected("pub");
        Set<String> missing = new TreeSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            missing.add("message " + i);
            publisher.publish(ApplicationMessage.of(topic, "message " + i, QoS.AT_LEAST_ONCE));
        }
        for (ApplicationMessage message : Party.receive(MESSAGES, group)) {
            if (!missing.remove(message.payload().utf8())) {
                throw Finding.failure("not-shared", message + " came to the group more than once");
            }
        }
        if (!missing.isEmpty()) {
            throw Finding.failure("not-shared", "To no client of the group came " + missing);
        }
    }

    /**
     * The acknowledgements are kept back until the broker has all messages, or else a subscriber may be too fast for a broker
     * that ignores its Receive Maximum to show it.
     */
    private static void flowControl(Pairing pairing) throws InterruptedException, IOException {
        ReceiveWindow window = new ReceiveWindow();
        try {
            flow(pairing, window);
        } catch (Finding e) {
            window.check(RECEIVE_MAXIMUM);
            throw e;
        }
        window.check(RECEIVE_MAXIMUM);
    }

    private static void flow(Pairing pairing, ReceiveWindow window) throws InterruptedException, IOException {
        String topic = pairing.topic("flow");
        Party subscriber = pairing.party();
        subscriber.connect(
                pairing.proxy(window).url(),
                pairing.packet("sub")
                        .properties(Connect.Properties.builder()
                                .receiveMaximum(RECEIVE_MAXIMUM)
                                .build())
                        .build(),
                false);
        subscriber.subscribe(topic, QoS.EXACTLY_ONCE);
        Party publisher = pairing.connected("pub");
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            numbers.add(publisher.send(ApplicationMessage.of(topic, "message " + i, QoS.EXACTLY_ONCE)));
        }
        finish(publisher, numbers);
        // The answer comes behind whatever was sent too early.
        subscriber.subscribe(pairing.topic("fence"), QoS.AT_MOST_ONCE);
        window.open();
        for (int i = 0; i < MESSAGES; i++) {
            expect(ApplicationMessage.of(topic, "message " + i, QoS.EXACTLY_ONCE), subscriber.receive());
        }
    }
}
