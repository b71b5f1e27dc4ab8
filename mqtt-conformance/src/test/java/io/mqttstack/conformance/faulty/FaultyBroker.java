package io.mqttstack.conformance.faulty;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Subject;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.nio.NioTransport;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small broker that does everything right but what it is told to do wrong. All of it happens in one event loop. It speaks
 * all versions and lets in the user {@code tester} with the password {@code right}.
 */
public final class FaultyBroker implements AutoCloseable {
    static final Credentials CREDENTIALS = Credentials.of("tester", "right");

    private final NioTransport transport = NioTransport.create(1, task -> {
        Thread thread = new Thread(task, "faulty-broker");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
    private final Map<String, BrokerSession> sessions = new HashMap<>();
    private final Map<TopicName, Publish> retained = new HashMap<>();
    private final Map<TopicName, Publish> swapped = new HashMap<>();
    private final Transport.Listening listening;

    /**
     * Starts a broker on a free port.
     *
     * @param faults what it does wrong
     */
    public FaultyBroker(Fault... faults) {
        this.faults.addAll(List.of(faults));
        listening = transport.listen(
                Endpoint.tcp("127.0.0.1", 0),
                ConnectOptions.DEFAULT,
                PacketConnection.acceptor(
                        PacketConnection.Codec.server(DecodeLimits.DEFAULT),
                        connection -> new BrokerLink(this, connection)));
    }

    /** The broker as the cases see it. */
    public Subject subject() {
        return new Subject(
                "faulty",
                EnumSet.allOf(ProtocolVersion.class),
                Endpoint.tcp("127.0.0.1", listening.endpoint().port()),
                Optional.of(CREDENTIALS));
    }

    /** Does everything right from now on. */
    public void mend() {
        faults.clear();
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Finds or makes the session of a client that connects; a former connection is ended. */
    BrokerSession session(Connect connect, BrokerLink link) {
        BrokerSession earlier = sessions.get(connect.clientIdentifier());
        if (earlier != null && earlier.online() && !has(Fault.KEEP_BOTH_CONNECTIONS)) {
            earlier.takeOver();
        }
        if (earlier != null && !connect.cleanStart()) {
            earlier.resumed(link);
            return earlier;
        }
        BrokerSession made = new BrokerSession(this, link);
        sessions.put(connect.clientIdentifier(), made);
        return made;
    }

    void forget(BrokerSession session) {
        sessions.values().remove(session);
    }

    void publish(Publish publish) {
        if (drops(publish)) {
            return;
        }
        if (has(Fault.LEAK_INTERNAL_MESSAGES)) {
            sessions.values().forEach(each -> each.leak(new Publish(TopicName.of("$internal/count"), Bytes.EMPTY)));
        }
        Publish message = damaged(publish);
        if (message.retain() && !has(Fault.NEVER_RETAIN)) {
            retain(message);
        }
        if (!has(Fault.SWAP_MESSAGES) || !message.topic().value().endsWith("/qos")) {
            route(message);
        } else if (swapped.containsKey(message.topic())) {
            route(message);
            route(swapped.remove(message.topic()));
        } else {
            swapped.put(message.topic(), message);
        }
    }

    private boolean drops(Publish publish) {
        return (has(Fault.DROP_QOS_0) && publish.qos() == QoS.AT_MOST_ONCE)
                || (has(Fault.DROP_EMPTY_PAYLOADS) && publish.payload().isEmpty())
                || (has(Fault.DROP_DOLLAR_TOPICS) && publish.topic().value().startsWith("$"));
    }

    private Publish damaged(Publish publish) {
        if (!has(Fault.DAMAGE_LARGE_PAYLOADS) || publish.payload().length() <= 1024) {
            return publish;
        }
        byte[] payload = publish.payload().toByteArray();
        payload[payload.length - 1] ^= 1;
        return copy(publish, Bytes.wrap(payload), publish.retain());
    }

    private void retain(Publish message) {
        if (!message.payload().isEmpty()) {
            retained.put(message.topic(), message);
        } else if (!has(Fault.NEVER_ERASE_RETAINED)) {
            retained.remove(message.topic());
        }
    }

    private void route(Publish message) {
        boolean live = message.retain() && has(Fault.RETAIN_FLAG_ON_LIVE);
        Publish forwarded = copy(message, message.payload(), live);
        for (BrokerSession each : List.copyOf(sessions.values())) {
            each.deliver(forwarded);
        }
    }

    /** What a new subscription gets. */
    List<Publish> retainedMessages() {
        return retained.values().stream()
                .map(each -> copy(each, each.payload(), !has(Fault.NO_RETAIN_FLAG)))
                .toList();
    }

    private static Publish copy(Publish publish, Bytes payload, boolean retain) {
        return new Publish(
                publish.topic(),
                payload,
                publish.qos(),
                retain,
                false,
                publish.packetIdentifier(),
                Publish.Properties.NONE);
    }

    @Override
    public void close() {
        transport.close();
    }
}
