package io.mqttstack.conformance.faulty;

import io.mqttstack.client.Credentials;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Will;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.conformance.Subject;
import io.mqttstack.conformance.broker.BrokerTls;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.conformance.broker.Listener;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.TlsOptions;
import io.mqttstack.transport.TlsOptions.ClientAuthentication;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.WebSocketOptions;
import io.mqttstack.transport.nio.NioTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small broker that does everything right but what it is told to do wrong. All of it happens in one event loop. It speaks
 * all versions and lets in the user {@code tester} with the password {@code right}.
 */
public final class FaultyBroker implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

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
    private Duration hesitation = Duration.ZERO;
    private final Map<Carrier, Listener> listeners = new EnumMap<>(Carrier.class);

    /**
     * Starts a broker on a free port.
     *
     * @param faults what it does wrong
     */
    public FaultyBroker(Fault... faults) {
        this.faults.addAll(List.of(faults));
        listen(Carrier.TCP, Endpoint.tcp("127.0.0.1", 0), options(), Optional.empty());
    }

    /**
     * Starts a broker on everything that there is.
     *
     * @param tls certificates and keys
     * @param directory where its Unix socket may be
     * @param faults what it does wrong
     */
    public FaultyBroker(BrokerTls tls, Path directory, Fault... faults) {
        this(faults);
        for (Carrier each : EnumSet.complementOf(EnumSet.of(Carrier.TCP))) {
            ConnectOptions.Builder options = options();
            server(each, tls).ifPresent(options::tls);
            if (each.webSocket() && has(Fault.OTHER_SUBPROTOCOL)) {
                options.webSocket(
                        WebSocketOptions.builder().subprotocol("mqttv3.1").build());
            }
            listen(each, endpoint(each, directory), options, tls.client(each));
        }
    }

    /** Whether a handshake takes too long is for the client to say: the machine may be busy. */
    private static ConnectOptions.Builder options() {
        return ConnectOptions.builder().connectTimeout(Duration.ofMinutes(2));
    }

    private static Endpoint endpoint(Carrier carrier, Path directory) {
        return switch (carrier) {
            case TCP -> Endpoint.tcp("127.0.0.1", 0);
            case TLS, CLIENT_CERTIFICATE, PSK -> Endpoint.tls("127.0.0.1", 0);
            case WS, WSS -> Endpoint.webSocket(carrier == Carrier.WSS, "127.0.0.1", 0, "/mqtt");
            case UNIX ->
                Endpoint.unix(
                        directory.resolve("faulty" + NUMBERS.incrementAndGet()).toString());
        };
    }

    private Optional<TlsOptions> server(Carrier carrier, BrokerTls tls) {
        TlsOptions.Builder options = TlsOptions.builder();
        if (carrier == Carrier.PSK) {
            return Optional.of(
                    options.preSharedKey(BrokerTls.IDENTITY, tls::preSharedKey).build());
        }
        if (!carrier.certificate()) {
            return Optional.empty();
        }
        options.keyPem(tls.serverCertificate(), tls.serverKey());
        if (carrier == Carrier.CLIENT_CERTIFICATE && !has(Fault.ADMIT_WITHOUT_CERTIFICATE)) {
            options.trustPem(tls.clientCertificate()).clientAuthentication(ClientAuthentication.REQUIRED);
        }
        return Optional.of(options.build());
    }

    private void listen(
            Carrier carrier, Endpoint endpoint, ConnectOptions.Builder options, Optional<TlsOptions> client) {
        Transport.Listening listening = transport.listen(
                endpoint,
                options.build(),
                accepted -> new Tolerating(
                        PacketConnection.acceptor(
                                        PacketConnection.Codec.server(DecodeLimits.DEFAULT),
                                        connection -> new BrokerLink(this, carrier, connection))
                                .accept(accepted),
                        type -> faults.stream().anyMatch(each -> each.tolerates(type))));
        listeners.put(carrier, new Listener(listening.endpoint(), client));
    }

    /** The broker as the cases see it. */
    public Subject subject() {
        return new Subject(
                "faulty", EnumSet.allOf(ProtocolVersion.class), Carrier.TCP, listeners, Optional.of(CREDENTIALS));
    }

    /** Does everything right from now on. */
    public void mend() {
        faults.clear();
    }

    /**
     * Lets messages on topics that end with {@code end} overtake all others, as is right where they go to other subscriptions:
     * a broker keeps the order of a topic only.
     *
     * @param byHowMuch how much later the others are on their way
     */
    public FaultyBroker letEndsOvertake(Duration byHowMuch) {
        hesitation = byHowMuch;
        return this;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** {@return a Client Identifier that no other client has} */
    String assign() {
        return "assigned" + NUMBERS.incrementAndGet();
    }

    /** Finds or makes the session of a client that connects; a former connection is ended. */
    BrokerSession session(Connect connect, String identifier, BrokerLink link) {
        BrokerSession earlier = sessions.get(identifier);
        if (earlier != null && earlier.online() && !has(Fault.KEEP_BOTH_CONNECTIONS)) {
            earlier.takeOver();
        }
        boolean clean = connect.cleanStart();
        if (earlier != null && (!clean || has(Fault.IGNORE_CLEAN_START))) {
            earlier.resumed(link, !clean);
            return earlier;
        }
        BrokerSession made = new BrokerSession(this, link);
        sessions.put(identifier, made);
        return made;
    }

    void forget(BrokerSession session) {
        sessions.values().remove(session);
    }

    /** Publishes a Will as late as its client has asked for, unless a client goes on with the session meanwhile. */
    void publishWill(Will will, BrokerSession session, EventLoop loop) {
        long delay = has(Fault.IGNORE_WILL_DELAY) || !sessions.containsValue(session)
                ? 0
                : will.properties().willDelayInterval();
        Publish message = new Publish(
                will.topic(),
                will.payload(),
                will.qos(),
                will.retain() && !has(Fault.NEVER_RETAIN_WILLS),
                false,
                1,
                Publish.Properties.NONE);
        if (delay == 0) {
            publish(message, session);
            return;
        }
        loop.schedule(Duration.ofSeconds(delay), () -> {
            if (!session.online() || has(Fault.WILL_AFTER_RETURN)) {
                publish(message, session);
            }
        });
    }

    void publish(Publish publish, BrokerSession publisher) {
        if (drops(publish)) {
            return;
        }
        if (has(Fault.LEAK_INTERNAL_MESSAGES)) {
            sessions.values().forEach(each -> each.leak(new Publish(TopicName.of("$internal/count"), Bytes.EMPTY)));
        }
        Publish message = damaged(publish);
        if ((message.retain() && !has(Fault.NEVER_RETAIN)) || has(Fault.RETAIN_EVERYTHING)) {
            retain(message);
        }
        if (!has(Fault.SWAP_MESSAGES) || !message.topic().value().endsWith("/qos")) {
            route(message, publisher);
        } else if (swapped.containsKey(message.topic())) {
            route(message, publisher);
            route(swapped.remove(message.topic()), publisher);
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
        return has(Fault.DAMAGE_LARGE_PAYLOADS) ? harmed(publish) : publish;
    }

    /** With another last bit, if it is large. */
    static Publish harmed(Publish publish) {
        if (publish.payload().length() <= 1024) {
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

    private void route(Publish message, BrokerSession publisher) {
        Set<String> served = new HashSet<>();
        for (BrokerSession each : List.copyOf(sessions.values())) {
            each.deliver(message, publisher, filter -> has(Fault.IGNORE_SHARES) || served.add(filter));
        }
    }

    /** Sends a message to a subscriber, at once or after some hesitation. */
    void send(Publish message, Runnable sending) {
        if (hesitation.isZero() || message.topic().value().endsWith("end")) {
            sending.run();
        } else {
            transport.loop().schedule(hesitation, sending);
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
                publish.duplicate(),
                publish.packetIdentifier(),
                publish.properties());
    }

    @Override
    public void close() {
        transport.close();
    }
}
