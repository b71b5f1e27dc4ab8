package io.mqttstack.client.internal;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.connect.Attempts;
import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.client.internal.connect.ConnectPackets.Secrets;
import io.mqttstack.client.internal.connect.Course;
import io.mqttstack.client.internal.connect.Refusals;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connecting, connecting again, and disconnecting. In the loop only, but for the three volatile flags.
 *
 * <pre>
 *   IDLE --connect--> CONNECTING --CONNACK--> CONNECTED --lost--> WAITING --time--> CONNECTING ...
 *     ^---- first attempt failed, terminal refusal, disconnect -----'
 * </pre>
 */
final class ConnectionLoop {
    private enum Phase {
        IDLE,
        CONNECTING,
        CONNECTED,
        WAITING
    }

    /** A disconnect under way: first until publishes are done, then, with its link, until the socket is closed. */
    private static final class Closing {
        final CompletableFuture<Void> done;
        final DisconnectOptions how;
        final @Nullable Link link;
        /** Whether DISCONNECT only waits for what goes before it. */
        boolean leaving;

        Closing(CompletableFuture<Void> done, DisconnectOptions how, @Nullable Link link) {
            this.done = done;
            this.how = how;
            this.link = link;
        }
    }

    private final Engine engine;
    private final ClientOptions options;
    private final Course course;
    private final Transport transport;
    private final Attempts attempts;

    private Phase phase = Phase.IDLE;
    private @Nullable Link link;
    private @Nullable CompletableFuture<ConnectResult> connecting;
    private @Nullable ConnectResult result;
    private @Nullable Closing closing;
    private EventLoop.@Nullable Cancellable timer;
    private String clientIdentifier;
    private boolean everAccepted;
    private boolean automatic;
    private long attemptedAt;
    private long acceptedAt;
    private int attempt;
    private volatile boolean connected;
    private volatile boolean active;
    private volatile @Nullable MqttException terminal;

    ConnectionLoop(Engine engine, Transport transport, DoubleSupplier random) {
        this.engine = engine;
        this.options = engine.options();
        this.course = new Course(options, random);
        this.transport = transport;
        this.attempts = new Attempts(random);
        this.clientIdentifier = options.clientIdentifier();
    }

    // ---- any thread

    boolean isConnected() {
        return connected;
    }

    /** Whether the client is connected, connects, or will connect again by itself. */
    boolean isActive() {
        return active;
    }

    /** The application wants to connect: what it publishes from now on comes to the loop after that, and is taken. */
    void announce() {
        active = true;
    }

    /** Why nothing is tried any more; empty: nothing failed for good since the last connect. */
    Optional<MqttException> terminal() {
        return Optional.ofNullable(terminal);
    }

    // ---- in the loop

    /** An earlier client was given this Client Identifier by the server; before anything else. */
    void identify(String assigned) {
        if (clientIdentifier.isEmpty()) {
            clientIdentifier = assigned;
        }
    }

    /** The connection that the session may use now. */
    @Nullable
    Link current() {
        return phase == Phase.CONNECTED ? link : null;
    }

    /** Whether messages are taken. */
    boolean accepts() {
        return phase != Phase.IDLE && closing == null;
    }

    /** What the server said as it accepted the connection that stands, if one does. */
    Optional<ConnectResult> result() {
        return Optional.ofNullable(result);
    }

    void connect(CompletableFuture<ConnectResult> asked) {
        ConnectResult known = result;
        if (closing != null) {
            refuse(asked, new MqttException("The client is disconnecting; wait for that before connect()"));
            return;
        }
        if (phase == Phase.CONNECTED && known != null) {
            engine.execute(() -> asked.complete(known));
            return;
        }
        CompletableFuture<ConnectResult> shared = connecting;
        if (shared == null) {
            connecting = asked;
        } else {
            Engine.follow(shared, asked);
        }
        if (phase == Phase.IDLE) {
            automatic = false;
            attempts.startAnew();
            terminal = null;
        }
        if (phase != Phase.CONNECTING) {
            cancelTimer();
            begin();
        }
    }

    /** Does not even try to do what was announced; whoever counts on it is woken. */
    void refuse(CompletableFuture<ConnectResult> asked, MqttException why) {
        active = phase != Phase.IDLE;
        engine.deliveries().reconsiderInbox();
        engine.fail(asked, why);
    }

    /** Tries the servers, each once. */
    private void begin() {
        course.begin();
        attempt();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the application throws, the attempt has failed
    private void attempt() {
        phase = Phase.CONNECTING;
        active = true;
        attemptedAt = engine.now();
        int number = ++attempt;
        timer = engine.loop().schedule(options.networkTimeout(), this::timedOut);
        engine.execute(() -> {
            try {
                Secrets secrets = Secrets.ask(options);
                engine.submit(() -> engine.session().connecting(() -> open(number, secrets)));
            } catch (Exception | Error e) {
                engine.submit(
                        () -> failed(number, new MqttException("The credentials cannot be had: " + e, e, null, false)));
            }
        });
    }

    private void failed(int number, MqttException failure) {
        if (number == attempt && phase == Phase.CONNECTING && link == null) {
            ended(null, failure);
        }
    }

    private void open(int number, Secrets secrets) {
        if (number != attempt || phase != Phase.CONNECTING) {
            return;
        }
        Link opening;
        try {
            Connect connect =
                    ConnectPackets.connect(options, course.version(), clientIdentifier, cleanStart(), secrets);
            ConnectPackets.check(course.version(), connect);
            opening = new Link(engine, course.endpoint(), connect, secrets.exchange());
        } catch (IllegalArgumentException e) {
            failed(number, new MqttException("The CONNECT cannot be sent: " + e.getMessage(), e, null, false));
            return;
        }
        link = opening;
        try {
            start(opening);
        } catch (RuntimeException e) {
            String what = "Cannot connect to " + course.endpoint() + ": " + e.getMessage();
            ended(opening, new MqttException(what, e, null, false));
        }
    }

    /** Begins to connect; throws what the transport does for what is not the network's fault. */
    private void start(Link opening) {
        int most = options.limits().maximumPacketSize();
        DecodeLimits limits = most == DecodeLimits.DEFAULT.maximumPacketSize()
                ? DecodeLimits.DEFAULT
                : DecodeLimits.builder().maximumPacketSize(most).build();
        opening.started(PacketConnection.connect(
                transport,
                course.endpoint(),
                options.connection(),
                engine.loop(),
                new PacketConnection.Codec(course.version(), Sender.SERVER, limits),
                opening));
    }

    /** On 5.0 Clean Start is for the first connection; later ones resume what there is. On 3.x it is Clean Session. */
    private boolean cleanStart() {
        boolean resumes = course.version() == ProtocolVersion.V5_0 && everAccepted;
        return resumes
                ? options.session().sessionExpiryInterval() == 0
                : options.session().cleanStart();
    }

    private void timedOut() {
        timer = null;
        MqttException failure = Refusals.silent(course.endpoint(), options.networkTimeout());
        Link silent = link;
        if (silent == null) {
            ended(null, failure);
        } else {
            silent.end(failure);
        }
    }

    void accepted(Link from, ConnAck connAck) {
        boolean resumed;
        engine.speak(course.version());
        try {
            resumed = engine.session().resumes(connAck, from.cleanStart());
        } catch (MqttException e) {
            from.giveUp(DisconnectReasonCode.PROTOCOL_ERROR.code(), e);
            return;
        }
        cancelTimer();
        phase = Phase.CONNECTED;
        everAccepted = true;
        automatic = true;
        acceptedAt = engine.now();
        course.accepted();
        connAck.properties().assignedClientIdentifier().ifPresent(assigned -> clientIdentifier = assigned);
        ConnectResult accepted = new ConnectResult(connAck, clientIdentifier);
        result = accepted;
        engine.counters().connected(attemptedAt);
        engine.deliveries().connected();
        if (resumed && course.version() != ProtocolVersion.V3_1) {
            engine.resumed();
        }
        engine.session().connected(connAck, resumed, engine.now());
        engine.countSubscriptions();
        connected = true;
        engine.connected(accepted);
        engine.listener().call(each -> each.connected(accepted));
        CompletableFuture<ConnectResult> asked = connecting;
        connecting = null;
        if (asked != null) {
            engine.execute(() -> asked.complete(accepted));
        }
    }

    /** A link has ended, or, without one, an attempt that did not get as far. */
    void ended(@Nullable Link from, MqttException cause) {
        if (from != link || phase == Phase.IDLE || phase == Phase.WAITING) {
            return;
        }
        boolean wasConnected = phase == Phase.CONNECTED;
        unlink(cause);
        Duration life = wasConnected ? Duration.ofNanos(engine.now() - acceptedAt) : Duration.ZERO;
        if (Attempts.isSteady(life)) {
            course.lasted();
        }
        if (!triesAtOnce(cause, wasConnected, from != null && from.hungUp())) {
            if (wasConnected) {
                attempts.lived(life);
            }
            waitOrStop(cause);
        }
        engine.workDone();
    }

    /** Makes another attempt at once where the course has one left: in another version, or with another server. */
    private boolean triesAtOnce(MqttException cause, boolean wasConnected, boolean hungUp) {
        boolean turns = closing == null && course.turns(cause, hungUp);
        boolean goesOn = !turns && !wasConnected && course.goesOn(cause);
        if (wasConnected ? turns : goesOn) {
            tellDisconnected(cause, Optional.of(Duration.ZERO));
        }
        if (turns || goesOn) {
            attempt();
        }
        return turns || goesOn;
    }

    /** The attempt has failed, or the connection has: waits as the policy says, or stops where there is no use in it. */
    private void waitOrStop(MqttException cause) {
        Optional<Duration> retryIn = Optional.empty();
        MqttException reason = cause;
        if (automatic) {
            try {
                retryIn = attempts.next(options.reconnect(), cause);
            } catch (RuntimeException e) {
                reason = new MqttException("The reconnect policy failed: " + e, e, null, false);
            }
        }
        if (retryIn.isPresent()) {
            phase = Phase.WAITING;
            timer = engine.loop().schedule(retryIn.get(), this::begin);
        } else {
            stop(reason);
        }
        tellDisconnected(reason, retryIn);
        failConnecting(cause);
    }

    private void failConnecting(MqttException cause) {
        CompletableFuture<ConnectResult> asked = connecting;
        connecting = null;
        if (asked != null) {
            engine.fail(asked, cause);
        }
    }

    private void tellDisconnected(MqttException reason, Optional<Duration> retryIn) {
        engine.listener().call(each -> each.disconnected(Optional.of(reason), retryIn));
    }

    /** Forgets the link, or the attempt to make one: because of a failure, or because the application wants so. */
    private void unlink(@Nullable MqttException cause) {
        cancelTimer();
        if (phase == Phase.CONNECTED) {
            engine.session().disconnected();
            engine.counters().disconnected(cause);
        } else if (phase == Phase.CONNECTING && cause != null) {
            engine.counters().metrics().connectFailed(cause);
        }
        link = null;
        result = null;
        connected = false;
    }

    /** Nothing is tried any more until the next connect. */
    private void stop(@Nullable MqttException cause) {
        phase = Phase.IDLE;
        terminal = cause;
        active = false;
        closed(null);
        engine.abandon(cause);
    }

    /** Ends what there is because of a failure on our side: nothing is tried again. */
    void fail(MqttException cause) {
        automatic = false;
        Link failing = link;
        if (phase == Phase.WAITING) {
            cancelTimer();
            waitOrStop(cause);
        } else if (failing == null) {
            ended(null, cause);
        } else {
            failing.giveUp(DisconnectReasonCode.IMPLEMENTATION_SPECIFIC_ERROR.code(), cause);
        }
    }

    /** Nothing will happen in the loop any more. */
    void loopEnds(MqttException cause) {
        Closing waiting = closing;
        closing = null;
        boolean wasActive = phase != Phase.IDLE;
        unlink(cause);
        stop(cause);
        if (wasActive) {
            tellDisconnected(cause, Optional.empty());
        }
        failConnecting(cause);
        if (waiting != null) {
            engine.execute(() -> waiting.done.complete(null));
        }
    }

    void disconnect(DisconnectOptions how, CompletableFuture<Void> done) {
        Closing earlier = closing;
        if (earlier != null) {
            Engine.follow(earlier.done, done);
            if (how.drain().isZero()) {
                leave(earlier);
            }
            return;
        }
        Closing asked = new Closing(done, how, null);
        closing = asked;
        if (phase == Phase.IDLE || how.drain().isZero()) {
            leave(asked);
        } else {
            engine.loop().schedule(how.drain(), () -> {
                leave(asked);
                engine.workDone();
            });
            checkDrained();
        }
    }

    /** Goes on with a disconnect that waits for publishes, once there are none. */
    void checkDrained() {
        Closing waiting = closing;
        if (waiting != null && engine.publishes().areDone()) {
            leave(waiting);
        }
    }

    /** DISCONNECT goes behind what waits to be kept, if that takes no longer than a step of the network. */
    private void leave(Closing asked) {
        if (phase != Phase.CONNECTED) {
            disconnect(asked);
        } else if (closing == asked && !asked.leaving) {
            asked.leaving = true;
            automatic = false;
            engine.session().whenKept(() -> disconnect(asked));
            if (closing == asked) {
                engine.loop().schedule(options.networkTimeout(), () -> {
                    disconnect(asked);
                    engine.workDone();
                });
            }
        }
    }

    private void disconnect(Closing asked) {
        if (closing != asked || asked.link != null) {
            return;
        }
        closing = null;
        Link ending = link;
        boolean wasActive = phase != Phase.IDLE;
        if (ending != null) {
            ending.disconnect(asked.how);
            if (phase == Phase.CONNECTED) {
                asked.how.properties().sessionExpiryInterval().ifPresent(engine.session()::expires);
            }
        }
        if (wasActive) {
            unlink(null);
            failConnecting(new MqttException("The client was disconnected while it connected"));
            engine.listener().call(each -> each.disconnected(Optional.empty(), Optional.empty()));
        }
        stop(null);
        if (ending == null || ending.isClosed()) {
            engine.execute(() -> asked.done.complete(null));
        } else {
            closing = new Closing(asked.done, asked.how, ending);
        }
    }

    /** The socket of a link is gone, or there is none to be closed. */
    void closed(@Nullable Link from) {
        Closing waiting = closing;
        if (waiting != null && waiting.link == from) {
            closing = null;
            engine.execute(() -> waiting.done.complete(null));
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
