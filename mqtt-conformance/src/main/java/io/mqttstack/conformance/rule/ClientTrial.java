package io.mqttstack.conformance.rule;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.conformance.Closing;
import io.mqttstack.conformance.Evidence;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.client.ApplicationMessage;
import io.mqttstack.conformance.client.ClientDriver;
import io.mqttstack.conformance.client.ClientException;
import io.mqttstack.conformance.client.ClientUnderTest;
import io.mqttstack.conformance.client.Command;
import io.mqttstack.conformance.client.Event;
import io.mqttstack.conformance.client.Feature;
import io.mqttstack.conformance.raw.RawLink;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawPeer;
import io.mqttstack.conformance.raw.RawType;
import io.mqttstack.conformance.raw.ServerPackets;
import io.mqttstack.conformance.raw.Transcript;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of one client check: a client that has not connected yet, and a server to connect to. For one thread. */
public final class ClientTrial implements AutoCloseable {
    private static final String IDENTIFIER = "conformance";
    private static final String WEB_SOCKET = "ws:";
    private static final int KEEP_ALIVE = 60;
    private static final long EXPIRY = 3_600;

    private final ProtocolVersion version;
    private final Duration starting;
    private final Duration patience;
    private final Transcript transcript = new Transcript(System::nanoTime);
    private final ClientDriver driver;
    private final RawPeer peer;
    private final ServerPackets packets;
    private Optional<Finding> lax = Optional.empty();
    private Closing closing = Closing.NOT_ASKED;
    private int connecting;
    private boolean started;
    private boolean sound;

    /**
     * Starts a run.
     *
     * @param subject the client
     * @param version what it is told to speak
     * @param starting how long it may take for its first connection, since it may have only just begun to run
     * @param patience how long it may take for any other step
     */
    public ClientTrial(ClientUnderTest subject, ProtocolVersion version, Duration starting, Duration patience) {
        this.version = version;
        this.starting = starting;
        this.patience = patience;
        this.packets = new ServerPackets(version);
        this.driver = new ClientDriver(subject, patience);
        this.peer = new RawPeer(version, transcript, patience);
    }

    /** {@return the version that is spoken} */
    public ProtocolVersion version() {
        return version;
    }

    /** {@return whether that is 5.0} */
    public boolean five() {
        return version == ProtocolVersion.V5_0;
    }

    /** {@return writes what the server sends} */
    public ServerPackets packets() {
        return packets;
    }

    /** {@return the client} */
    public ClientDriver driver() {
        return driver;
    }

    /** {@return how long the client may take for any one step} */
    public Duration patience() {
        return patience;
    }

    /** {@return what the verdict will rest on} */
    public Evidence evidence() {
        return new Evidence(closing, transcript.lines(version));
    }

    /** {@return what was found that is demanded less than strictly} */
    public Optional<Finding> lax() {
        return lax;
    }

    /**
     * Finds a client that does what is demanded, but not what is recommended; the case goes on.
     *
     * @param symptom how it shows
     * @param reason what was expected and what happened
     */
    public void lax(String symptom, String reason) {
        if (lax.isEmpty()) {
            lax = Optional.of(Finding.nonStrict(symptom, reason));
        }
    }

    /**
     * Fails unless something holds.
     *
     * @param condition what has to hold
     * @param symptom how it shows that it does not
     * @param reason what was expected and what happened
     */
    public void that(boolean condition, String symptom, String reason) {
        if (!condition) {
            throw Finding.failure(symptom, reason);
        }
    }

    /**
     * Gives up unless the client has what the case is about.
     *
     * @param features what it needs
     */
    public void needs(Feature... features) {
        require(EnumSet.copyOf(Arrays.asList(features)));
    }

    private void require(Set<Feature> features) {
        Set<Feature> lacking = EnumSet.noneOf(Feature.class);
        lacking.addAll(features);
        lacking.removeAll(driver.client().features());
        if (!lacking.isEmpty()) {
            throw Finding.unsupported(
                    "the client has no " + lacking.stream().map(Feature::id).collect(Collectors.joining(", ")));
        }
    }

    /** {@return a CONNECT that is clean, with a Client Identifier and a Keep Alive of 60 s and nothing else} */
    public Connect.Builder connect() {
        return Connect.builder(version, IDENTIFIER).cleanStart(true).keepAlive(KEEP_ALIVE);
    }

    /** {@return a CONNECT whose session outlives the connection} */
    public Connect.Builder keeping() {
        Connect.Builder connect = connect().cleanStart(false);
        return five()
                ? connect.properties(Connect.Properties.builder()
                        .sessionExpiryInterval(EXPIRY)
                        .build())
                : connect;
    }

    /**
     * Makes the command to connect to the server.
     *
     * @param connect the CONNECT
     * @return the command
     */
    public Command.Connect command(Connect.Builder connect) {
        return Command.Connect.to("mqtt://127.0.0.1:" + peer.port(), connect.build());
    }

    /**
     * Makes the command to connect to the server by WebSocket.
     *
     * @param connect the CONNECT
     * @return the command
     */
    public Command.Connect webSocket(Connect.Builder connect) {
        return Command.Connect.to(WEB_SOCKET + "//127.0.0.1:" + peer.port() + "/mqtt", connect.build());
    }

    /**
     * Has the client connect, and stops before it is answered.
     *
     * @param command how
     * @return the connection, with nothing taken from it
     * @throws ClientException if the first connection does not come, which says nothing about any rule
     */
    public RawLink dial(Command.Connect command) {
        require(command.needs());
        connecting = driver.send(command);
        Duration longest = started ? patience : starting;
        try {
            RawLink link = command.url().startsWith(WEB_SOCKET) ? peer.acceptWebSocket(longest) : peer.accept(longest);
            started = true;
            return link;
        } catch (Finding e) {
            for (Event event : driver.events()) {
                if (event instanceof Event.Unsupported unsupported) {
                    throw Finding.unsupported("the client has no " + unsupported.what());
                }
                if (event.command() == connecting) {
                    throw Finding.failure("not-connecting", "The client did not connect: " + event);
                }
            }
            if (!started && e.symptom().equals(RawPeer.NO_CONNECTION)) {
                throw new ClientException(e.reason() + " of its start; it printed: "
                        + String.join("\n  ", driver.client().log()));
            }
            throw e;
        }
    }

    /**
     * Has the client connect, takes its CONNECT and accepts.
     *
     * @param command how
     * @param connAck what is answered
     * @return the connection
     * @throws InterruptedException if the time for the case is over
     */
    public RawLink open(Command.Connect command, byte[] connAck) throws InterruptedException {
        RawLink link = dial(command);
        link.expect(RawType.CONNECT);
        link.send(connAck);
        connected();
        return link;
    }

    /**
     * Has the client connect, and accepts without a word more than needed.
     *
     * @param command how
     * @return the connection
     * @throws InterruptedException if the time for the case is over
     */
    public RawLink open(Command.Connect command) throws InterruptedException {
        return open(command, packets.connAck(0, 0));
    }

    /**
     * Has a client connect that wants nothing special.
     *
     * @return the connection
     * @throws InterruptedException if the time for the case is over
     */
    public RawLink open() throws InterruptedException {
        return open(command(connect()));
    }

    /**
     * Has a client connect that keeps its session and comes back.
     *
     * @return the connection
     * @throws InterruptedException if the time for the case is over
     */
    public RawLink openKeeping() throws InterruptedException {
        return open(command(keeping()).reconnecting());
    }

    /**
     * Cuts a connection, waits for the client to come back, and accepts.
     *
     * @param old the connection
     * @param connAck what is answered
     * @return the new connection
     * @throws InterruptedException if the time for the case is over
     */
    public RawLink comeBack(RawLink old, byte[] connAck) throws InterruptedException {
        RawLink link = awaitBack(old);
        link.expect(RawType.CONNECT);
        link.send(connAck);
        return link;
    }

    /**
     * Cuts a connection and waits for the client to come back.
     *
     * @param old the connection
     * @return the new connection, with nothing taken from it
     */
    public RawLink awaitBack(RawLink old) {
        old.cut();
        return peer.accept(patience);
    }

    /**
     * Waits for the answer to a command.
     *
     * @param number the command
     * @return the answer
     * @throws InterruptedException if the time for the case is over
     */
    public Event answer(int number) throws InterruptedException {
        Event event = driver.answer(number)
                .orElseThrow(() -> Finding.failure(
                        "not-completed",
                        "The client did not complete what it was told within " + patience.toMillis() + " ms"));
        if (event instanceof Event.Unsupported unsupported) {
            throw Finding.unsupported("the client has no " + unsupported.what());
        }
        return event;
    }

    /**
     * Waits until the client knows that it is connected.
     *
     * @return what it tells
     * @throws InterruptedException if the time for the case is over
     */
    public Event.Connected connected() throws InterruptedException {
        Event event = answer(connecting);
        if (event instanceof Event.Connected connected) {
            return connected;
        }
        throw Finding.failure("not-connected", "The client was accepted, but says " + event);
    }

    /**
     * Fails if the client takes itself for connected; otherwise waits until it knows that it is not.
     *
     * @throws InterruptedException if the time for the case is over
     */
    public void refused() throws InterruptedException {
        Event event = answer(connecting);
        that(
                event instanceof Event.Refused || event instanceof Event.Failed,
                "connected",
                "The client had no reason to take itself for connected, but says " + event);
    }

    /**
     * Has the client publish.
     *
     * @param topic the topic
     * @param qos the QoS
     * @return the number of the command
     */
    public int publish(String topic, QoS qos) {
        return publish(ApplicationMessage.of(topic, "payload", qos));
    }

    /**
     * Has the client publish.
     *
     * @param message the message
     * @return the number of the command
     */
    public int publish(ApplicationMessage message) {
        return driver.send(Command.Publish.of(message));
    }

    /**
     * Waits until a publish is complete.
     *
     * @param number the command
     * @throws InterruptedException if the time for the case is over
     */
    public void delivered(int number) throws InterruptedException {
        Event event = answer(number);
        that(
                event instanceof Event.Published published && published.delivered(),
                "not-delivered",
                "The message was acknowledged, but the client says " + event);
    }

    /**
     * Waits until a publish has failed.
     *
     * @param number the command
     * @throws InterruptedException if the time for the case is over
     */
    public void notDelivered(int number) throws InterruptedException {
        Event event = answer(number);
        that(
                !(event instanceof Event.Published published && published.delivered()),
                "reported-as-delivered",
                "The message was not acknowledged, but the client says that it was");
    }

    /**
     * Has the client subscribe, and grants it.
     *
     * @param link the connection
     * @param filter the filter
     * @param qos the QoS
     * @return the SUBSCRIBE
     * @throws InterruptedException if the time for the case is over
     */
    public RawPacket subscribe(RawLink link, String filter, QoS qos) throws InterruptedException {
        int number = driver.send(Command.Subscribe.to(filter, qos));
        RawPacket subscribe = link.expect(RawType.SUBSCRIBE);
        link.send(packets.subAck(subscribe.identifier(), qos.value()));
        Event event = answer(number);
        that(event instanceof Event.Subscribed, "not-subscribed", "SUBACK came, but the client says " + event);
        return subscribe;
    }

    /**
     * Waits for a message on a topic; others are put aside.
     *
     * @param topic the topic
     * @return the message
     * @throws InterruptedException if the time for the case is over
     */
    public Event.Message message(String topic) throws InterruptedException {
        return driver.take(event -> isMessage(event, topic))
                .map(Event.Message.class::cast)
                .orElseThrow(() -> Finding.failure(
                        "not-delivered",
                        "A message did not reach the application within " + patience.toMillis() + " ms"));
    }

    /**
     * Counts messages that have reached the application and were not taken.
     *
     * @param topic their topic
     * @return how many
     */
    public long messages(String topic) {
        return driver.events().stream().filter(event -> isMessage(event, topic)).count();
    }

    private static boolean isMessage(Event event, String topic) {
        return event instanceof Event.Message message
                && message.message().topic().equals(topic);
    }

    /**
     * Waits for the client to end a connection.
     *
     * @param link the connection
     * @param demanded whether it must; otherwise it should
     * @param reasons the Reason Codes that 5.0 recommends; none: no DISCONNECT is asked for
     * @throws InterruptedException if the time for the case is over
     */
    public void closes(RawLink link, boolean demanded, int... reasons) throws InterruptedException {
        OptionalInt reason = OptionalInt.empty();
        for (Optional<RawPacket> next = link.poll(patience); next.isPresent(); next = link.poll(patience)) {
            if (next.get().type() == RawType.DISCONNECT) {
                reason = OptionalInt.of(next.get().reasonCode());
            }
        }
        int given = reason.orElse(-1);
        if (link.ended().isEmpty()) {
            closing = Closing.OPEN;
            String text = "The client did not close the connection within " + patience.toMillis() + " ms";
            that(!demanded, "not-closed", text);
            lax("not-closed", text);
        } else if (!five() || reasons.length == 0 || Arrays.stream(reasons).anyMatch(each -> each == given)) {
            closing = Closing.RIGHT;
        } else if (reason.isPresent()) {
            closing = Closing.OTHER_REASON;
            lax(
                    "other-reason",
                    String.format("The client closed with Reason Code 0x%02X, due was %s", given, due(reasons)));
        } else {
            closing = Closing.WITHOUT_REASON;
            lax("no-reason", "The client closed without DISCONNECT, due was " + due(reasons));
        }
    }

    private static String due(int... reasons) {
        return Arrays.stream(reasons)
                .mapToObj(each -> String.format("0x%02X", each))
                .collect(Collectors.joining(" or "));
    }

    /**
     * Waits for the client to end a connection because of bytes that are no legal MQTT, or not legal now. Before 5.0 it must
     * [MQTT-4.8.0-1]; in 5.0 it should (section 4.13.1).
     *
     * @param link the connection
     * @param reasons the Reason Codes that 5.0 recommends
     * @throws InterruptedException if the time for the case is over
     */
    public void rejects(RawLink link, int... reasons) throws InterruptedException {
        closes(link, !five(), reasons);
    }

    /** The client has done nothing wrong, so that what carries it may carry the next one. */
    void sound() {
        sound = true;
    }

    @Override
    public void close() {
        if (sound) {
            driver.retire();
        } else {
            driver.close();
        }
        peer.close();
    }
}
