package io.mqttstack.client.internal;

import io.mqttstack.client.ClientOptions;
import io.mqttstack.client.ClientRuntime;
import io.mqttstack.client.ConnectResult;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.client.internal.handover.Linked;
import io.mqttstack.client.internal.publish.Completions;
import io.mqttstack.client.internal.publish.OutboundBuffer;
import io.mqttstack.client.internal.receive.ReadGate;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.internal.session.SessionSettings;
import io.mqttstack.client.internal.session.SessionState;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.transport.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A session and its connections, owned by one event loop. Callers on any thread give {@link Commands}; after a batch of
 * them, or of packets, the loop lets the session send, and flushes once.
 */
final class Engine {
    private static final AtomicIntegerFieldUpdater<Engine> UNAPPLIED =
            AtomicIntegerFieldUpdater.newUpdater(Engine.class, "unapplied");

    private final ClientOptions options;
    private final boolean sharedRuntime;
    private final DoubleSupplier random;
    private final EventLoop loop;
    private final SessionState session;
    private final @Nullable KeptSession kept;
    private final ConnectionLoop connections;
    private final Deliveries deliveries;
    private final Completions completions;
    private final ListenerCalls listener;
    private final Publishes publishes;
    private final ReadGate gate;
    private final Settlements settlements = new Settlements(this);
    private final Counters counters;
    private final Commands commands;

    /** Made with the first request. */
    private volatile @Nullable Requests requests;

    /** Completes with the end; null until the client is closed. */
    private volatile @Nullable CompletableFuture<Void> end;

    private volatile int unapplied;
    private int applied;
    private boolean overflowed;
    private boolean forgetting;
    private final EventLoop.Cancellable atLoopEnd;
    private volatile boolean loopEnded;
    private volatile int pending;

    /** With an inbox for the blocking face, or without. */
    Engine(ClientOptions options, boolean pulls) {
        this.options = options;
        this.sharedRuntime = options.runtime().isEmpty();
        ClientRuntime runtime = options.runtime().orElseGet(SharedRuntime::acquire);
        this.random = runtime.random();
        this.loop = runtime.transport().loop();
        this.commands = new Commands(this, loop);
        OutboundBuffer buffer = new OutboundBuffer(options.overflow(), options.limits());
        this.completions = new Completions(runtime.executor(), buffer);
        this.listener = new ListenerCalls(options.listener(), completions);
        this.counters = new Counters(new MetricsCalls(options.metrics(), loop));
        this.deliveries = new Deliveries(this, pulls);
        this.publishes = new Publishes(this, buffer, completions);
        this.gate = ReadGate.of(options);
        this.connections = new ConnectionLoop(this, runtime.transport(), random);
        Effects effects = effects();
        this.session = effects.session();
        this.kept = effects.kept();
        this.atLoopEnd = loop.atClose(this::loopEnds);
    }

    /** Opens the session store, if there is one. */
    private Effects effects() {
        try {
            return new Effects(this, gate, SessionSettings.of(options, options.version()), settlements);
        } catch (RuntimeException e) {
            if (sharedRuntime) {
                SharedRuntime.release();
            }
            throw e;
        }
    }

    // ---- any thread

    ClientOptions options() {
        return options;
    }

    EventLoop loop() {
        return loop;
    }

    long now() {
        return loop.nanoTime();
    }

    Counters counters() {
        return counters;
    }

    ConnectionLoop connections() {
        return connections;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    ListenerCalls listener() {
        return listener;
    }

    Publishes publishes() {
        return publishes;
    }

    Requests requests() {
        Requests known = requests;
        return known != null ? known : makeRequests();
    }

    private synchronized Requests makeRequests() {
        Requests known = requests;
        if (known == null) {
            requests = known = new Requests(this, random);
        }
        return known;
    }

    /** Runs a task where it may block. */
    void execute(Runnable task) {
        completions.execute(task);
    }

    /** Lets one future end as another does. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the forwarding itself
    static <T> void follow(CompletableFuture<T> first, CompletableFuture<T> second) {
        first.whenComplete((done, failure) -> {
            if (failure != null) {
                second.completeExceptionally(failure);
            } else {
                second.complete(done);
            }
        });
    }

    void fail(CompletableFuture<?> future, MqttException failure) {
        execute(() -> future.completeExceptionally(failure));
    }

    /** Reads what is not applied first: what is applied in between is counted twice for a moment, never not at all. */
    int pendingSubscriptions() {
        int notApplied = unapplied;
        return notApplied + pending;
    }

    /** Runs a command in the loop, after what was handed over before; where the loop has ended, in its place. */
    void submit(Runnable command) {
        commands.submit(command);
    }

    /** Hands a message to publish, a settled one or a command over to the loop. */
    void handOver(Linked command) {
        commands.handOver(command);
    }

    /** Has the loop look what there is to do. Any thread. */
    void wake() {
        commands.wake();
    }

    CompletableFuture<ConnectResult> connect() {
        CompletableFuture<ConnectResult> asked = new CompletableFuture<>();
        checkOpen();
        connections.announce();
        submit(() -> {
            MqttException over = over();
            if (over == null) {
                publishes.watchExpiry();
                connections.connect(asked);
            } else {
                connections.refuse(asked, over);
            }
        });
        return asked;
    }

    /** Takes a message, or throws where that is known at once. */
    void publish(Outbound outbound) {
        checkOpen();
        publishes.publish(outbound);
    }

    void subscribe(ClientSubscription subscription) {
        checkOpen();
        ConnectPackets.check(options.version(), subscription.request());
        UNAPPLIED.incrementAndGet(this);
        deliveries.add(subscription);
        submit(() -> {
            applied++;
            deliveries.handlersChanged();
            session.subscribe(subscription);
            endIfClosed();
        });
    }

    void unsubscribe(ClientSubscription subscription) {
        MqttException over = over();
        if (over != null) {
            subscription.ended(over, null);
        } else {
            submit(() -> {
                session.unsubscribe(subscription);
                endIfClosed();
            });
        }
    }

    /** Disconnects; after close that has been done. */
    CompletableFuture<Void> disconnect(DisconnectOptions how) {
        ConnectPackets.check(options, how);
        CompletableFuture<Void> known = end;
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        submit(() -> connections.disconnect(how, done));
        return done;
    }

    /** Authenticates anew on the connection that stands. */
    CompletableFuture<Void> reauthenticate() {
        checkOpen();
        if (options.authenticator().isEmpty()) {
            throw new IllegalStateException(
                    "This client has no authenticator, and so no AUTH may be sent [MQTT-4.12.0-7]: set authenticator()");
        }
        CompletableFuture<Void> asked = new CompletableFuture<>();
        submit(() -> {
            Link link = connections.current();
            if (link == null) {
                fail(asked, new MqttException("The client is not connected now; it authenticates as it connects"));
            } else {
                link.reauthenticate(asked);
            }
        });
        return asked;
    }

    /** Ends the client for good; the second and later calls only wait for the end too. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the release itself
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        CompletableFuture<Void> known = endOr(closing);
        if (known == closing) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            done.thenCompose(disconnected -> closeStore()).whenComplete((nothing, failure) -> {
                if (sharedRuntime) {
                    SharedRuntime.release();
                }
                closing.complete(null);
            });
            submit(() -> {
                atLoopEnd.cancel();
                connections.disconnect(DisconnectOptions.DEFAULT, done);
                session.close(closedFailure());
            });
        }
        return known;
    }

    private CompletionStage<Void> closeStore() {
        return kept == null ? CompletableFuture.completedStage(null) : kept.close();
    }

    private synchronized CompletableFuture<Void> endOr(CompletableFuture<Void> first) {
        CompletableFuture<Void> known = end;
        if (known == null) {
            end = known = first;
        }
        return known;
    }

    private static MqttException closedFailure() {
        return new MqttException("The client has been closed");
    }

    /** Hands a settled delivery to the loop; after close there is nobody left to acknowledge to. */
    void settleLater(Inbound inbound) {
        if (loop.inLoop() && forgetting) {
            settle(inbound);
        } else if (inbound.message().qos() == QoS.AT_MOST_ONCE) {
            giveBack(1, OutboundBuffer.size(inbound.message()));
        } else if (end == null) {
            handOver(inbound);
        }
    }

    /** Hands over a delivery of QoS 1 or 2 whose mailbox goes on. */
    void settleSoon(Inbound inbound) {
        if (end == null) {
            settlements.settle(inbound);
        }
    }

    /** Has the loop settle what was handed over so far. */
    void settleNow() {
        settlements.hurry();
    }

    /** Gives room in the inbox back for messages that the server awaits no acknowledgement of. Any thread. */
    void giveBack(int messages, long bytes) {
        if (gate.giveBack(messages, bytes)) {
            wake();
        }
    }

    private void checkOpen() {
        MqttException over = over();
        if (over != null) {
            throw over;
        }
    }

    /** Whether the loop runs nothing any more. */
    boolean hasEnded() {
        return loopEnded;
    }

    /** Why this client is at its end; null: it is not. */
    private @Nullable MqttException over() {
        if (end != null) {
            return closedFailure();
        }
        MqttException lost = kept == null ? null : kept.failure();
        if (lost != null) {
            return lost.rethrown();
        }
        return loopEnded ? new MqttException("The runtime of this client has been closed") : null;
    }

    /** Why nothing can be sent now. */
    MqttException notConnected() {
        return connections
                .terminal()
                .map(MqttException::rethrown)
                .orElseGet(() -> new MqttException(
                        "The client is not connected to " + options.servers() + ": call connect() first"));
    }

    // ---- in the loop

    /** The version of the connection that was accepted, which differs from the configured one after a fall-back. */
    void speak(ProtocolVersion version) {
        if (session.version() != version) {
            session.speak(SessionSettings.of(options, version));
        }
    }

    SessionState session() {
        return session;
    }

    /** The owner of the runtime has closed it: nothing can be sent or timed any more. */
    private void loopEnds() {
        loopEnded = true;
        MqttException failure = new MqttException("The runtime of this client has been closed");
        connections.loopEnds(failure);
        session.close(failure);
        workDone();
        if (kept != null) {
            kept.closeHere();
        }
    }

    private void endIfClosed() {
        MqttException over = over();
        if (over != null) {
            session.close(over);
        }
    }

    /** After a batch of commands or packets: send, flush, hand over what was received, tell who waits. */
    void workDone() {
        settlements.settle();
        Link link = connections.current();
        if (link != null) {
            publishes.pump();
            if (link.isPaused() && (session.awaitingReply() || gate.drained(session.openDeliveries()))) {
                link.resumeReading();
            }
            link.flush();
        }
        deliveries.burstCompleted();
        countSubscriptions();
        if (applied > 0) {
            UNAPPLIED.addAndGet(this, -applied);
            applied = 0;
        }
        connections.checkDrained();
        completions.flush();
    }

    void countSubscriptions() {
        pending = session.pendingSubscriptions();
    }

    void settle(Inbound inbound) {
        session.settle(inbound);
    }

    void received(PublishView publish) {
        session.received(publish);
        counters.received(publish.qos(), publish.payloadLength(), publish.duplicate());
    }

    void received(Packet packet) {
        session.received(packet, now());
    }

    /** Whether reading may go on after a packet; false pauses it. */
    boolean mayReadOn(Link link, PacketType type) {
        if (!gate.full(session.openDeliveries())) {
            return true;
        }
        if (!session.awaitingReply()) {
            link.pauseReading();
            return false;
        }
        if (type == PacketType.PUBLISH && gate.reserveFull(session.openDeliveries())) {
            overflowed = true;
            link.giveUp(
                    DisconnectReasonCode.QUOTA_EXCEEDED.code(),
                    new MqttException(
                            "The inbox and its reserve are full while a reply is awaited: the handlers are too slow "
                                    + "for the server, which sends again what is not acknowledged",
                            null,
                            null,
                            true));
        }
        return true;
    }

    /**
     * The server resumed the session, and so sends all of QoS 1 again that has not been acknowledged. Where the inbox had
     * overflowed, the copies that nobody has begun to handle make room, or the same would happen again for ever.
     */
    void resumed() {
        if (overflowed) {
            overflowed = false;
            forgetting = true;
            deliveries.forgetWaiting();
            forgetting = false;
        }
    }

    /** A connection was accepted. */
    void connected(ConnectResult result) {
        Requests asked = requests;
        if (asked != null) {
            asked.connected(result);
        }
    }

    /** Ends everything that waits: with a failure, or, where the application wants so, without. */
    void abandon(@Nullable MqttException cause) {
        publishes.abandon(cause);
        Requests asked = requests;
        if (asked != null) {
            asked.stopped(cause);
        }
        deliveries.stopped(cause);
    }
}
