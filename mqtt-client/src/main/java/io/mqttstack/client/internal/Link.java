package io.mqttstack.client.internal;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.internal.connect.ConnectPackets;
import io.mqttstack.client.internal.connect.Refusals;
import io.mqttstack.client.internal.session.Fitting;
import io.mqttstack.client.internal.session.KeepAlive;
import io.mqttstack.client.options.DisconnectOptions;
import io.mqttstack.client.spi.EnhancedAuthenticator.Exchange;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.EventLoop;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One Network Connection of an engine, from the attempt to its end. In the loop only.
 *
 * <pre>
 *   attempt --opened: CONNECT--> --CONNACK 0--> accepted --> ended (told to the engine exactly once)
 *      any failure, refusal, violation or time-out before: ended
 * </pre>
 */
final class Link implements PacketConnection.Handler {
    private final Engine engine;
    private final Endpoint endpoint;
    private final ProtocolVersion version;
    private final boolean cleanStart;
    private final int keepAliveAsked;
    private final @Nullable Authentication authentication;
    private @Nullable PacketConnection connection;

    /** Until it is sent. */
    private @Nullable Connect connect;

    private @Nullable KeepAlive keepAlive;
    private EventLoop.@Nullable Cancellable timer;
    private boolean opened;
    private boolean accepted;
    private boolean ended;
    private boolean closed;
    private boolean paused;
    private boolean limited;
    private long maximumPacketSize;
    private long sentBefore;
    private long receivedBefore;

    Link(Engine engine, Endpoint endpoint, Connect connect, @Nullable Exchange exchange) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.version = connect.version();
        this.cleanStart = connect.cleanStart();
        this.keepAliveAsked = connect.keepAlive();
        this.connect = connect;
        this.authentication = exchange == null
                ? null
                : new Authentication(
                        engine, this, engine.options().authenticator().orElseThrow(), exchange);
    }

    /** Whether the client asked for a new session. */
    boolean cleanStart() {
        return cleanStart;
    }

    boolean accepted() {
        return accepted;
    }

    @Override
    public void opened(PacketConnection established) {
        connection = established;
        opened = true;
        Connect first = connect;
        connect = null;
        if (ended || first == null) {
            established.abort();
            return;
        }
        established.send(first);
        established.flush();
    }

    @Override
    public boolean packet(PacketConnection from, Packet packet) {
        if (ended) {
            return true;
        }
        try {
            if (!accepted) {
                answered(packet);
            } else {
                received(packet);
            }
        } catch (MqttProtocolException e) {
            fail(e);
        }
        return ended || (!awaitsAuthentication() && engine.mayReadOn(this, packet.type()));
    }

    @Override
    public boolean publish(PacketConnection from, PublishView view) {
        if (ended || !accepted) {
            return packet(from, view.toPacket());
        }
        try {
            engine.received(view);
        } catch (MqttProtocolException e) {
            fail(e);
        }
        return ended || engine.mayReadOn(this, PacketType.PUBLISH);
    }

    /** Whether nothing may be read until the authenticator has computed. */
    private boolean awaitsAuthentication() {
        return !accepted && authentication != null && authentication.computing();
    }

    /** The authenticator has computed, and what it led to is done. */
    void authenticationWentOn() {
        PacketConnection current = connection;
        if (!ended && current != null) {
            if (!awaitsAuthentication()) {
                current.resumeReading();
            }
            engine.workDone();
        }
    }

    /** Starts a re-authentication. */
    void reauthenticate(CompletableFuture<Void> asked) {
        if (authentication == null) {
            engine.fail(asked, new MqttException("This connection was made without an authenticator"));
        } else {
            authentication.reauthenticate(asked);
        }
    }

    private void answered(Packet packet) {
        if (packet instanceof Auth auth) {
            authentication(auth);
            return;
        }
        if (!(packet instanceof ConnAck connAck)) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.PROTOCOL_ERROR, "MQTT-3.2.0-1", 0, packet.type() + " comes before CONNACK");
        }
        if (connAck.reasonCode().isError()) {
            end(Refusals.of(connAck, endpoint));
            return;
        }
        if (authentication != null) {
            authentication.received(connAck, () -> accept(connAck));
        } else {
            accept(connAck);
        }
    }

    private void authentication(Auth auth) {
        if (authentication == null) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.PROTOCOL_ERROR,
                    "MQTT-4.12.0-6",
                    0,
                    "AUTH comes though CONNECT had no Authentication Method");
        }
        authentication.received(auth);
    }

    private void accept(ConnAck connAck) {
        accepted = true;
        limited = connAck.properties().maximumPacketSize().isPresent();
        maximumPacketSize = connAck.properties().maximumPacketSize().orElse(0);
        long now = engine.now();
        long seconds = connAck.properties().serverKeepAlive().orElse(keepAliveAsked);
        keepAlive = new KeepAlive(
                Duration.ofSeconds(seconds).toNanos(),
                engine.options().networkTimeout().toNanos(),
                now);
        engine.connections().accepted(this, connAck);
        scheduleKeepAlive();
    }

    private void received(Packet packet) {
        if (packet.type() == PacketType.PINGRESP) {
            if (keepAlive != null) {
                keepAlive.pingResponse();
            }
        } else if (packet instanceof Auth auth) {
            authentication(auth);
        } else if (packet instanceof Disconnect disconnect) {
            end(Refusals.of(disconnect, endpoint));
        } else {
            engine.received(packet);
        }
    }

    @Override
    public void readCompleted(PacketConnection from) {
        account();
        engine.workDone();
    }

    @Override
    public void writable(PacketConnection from) {
        engine.workDone();
    }

    @Override
    public void violated(PacketConnection from, MqttProtocolException violation) {
        fail(violation);
    }

    /** Gives a connection up whose server broke the protocol: 5.0 tells it why [MQTT-4.13.1-1]. */
    void fail(MqttProtocolException violation) {
        giveUp(violation.reasonCode().code(), Refusals.of(violation, endpoint, accepted));
    }

    /** Gives the connection up with a Reason Code for the server, where the version has one. */
    void giveUp(int reasonCode, MqttException cause) {
        PacketConnection current = connection;
        if (accepted && !ended && current != null && version == ProtocolVersion.V5_0) {
            DisconnectReasonCode.of(reasonCode).ifPresent(code -> {
                current.send(new Disconnect(code, Disconnect.Properties.NONE));
                current.flush();
            });
        }
        end(cause);
    }

    @Override
    public void closed(PacketConnection from, Optional<TransportException> cause) {
        closed = true;
        cancelTimer();
        account();
        if (!ended) {
            ended = true;
            MqttException reason = Refusals.of(cause, endpoint, accepted);
            endAuthentication(reason);
            engine.connections().ended(this, reason);
        }
        engine.connections().closed(this);
    }

    /** Ends it because of a failure. */
    void end(MqttException cause) {
        if (!ended) {
            close();
            endAuthentication(cause);
            engine.connections().ended(this, cause);
        }
    }

    /** Ends it because the application wants so: DISCONNECT, then close; bounded by the network timeout. */
    void disconnect(DisconnectOptions how) {
        PacketConnection current = connection;
        if (accepted && !ended && current != null) {
            send(ConnectPackets.disconnect(version, how));
            current.flush();
        }
        endAuthentication(new MqttException("The client was disconnected"));
        close();
    }

    private void endAuthentication(MqttException cause) {
        if (authentication != null) {
            authentication.ended(cause);
        }
    }

    private void close() {
        ended = true;
        cancelTimer();
        PacketConnection current = connection;
        if (current == null) {
            return;
        }
        account();
        if (accepted) {
            current.close();
            if (!closed) {
                timer = engine.loop().schedule(engine.options().networkTimeout(), current::abort);
            }
        } else {
            current.abort();
        }
    }

    /** Whether the server closed the connection instead of answering with a CONNACK. */
    boolean hungUp() {
        return opened && !accepted && closed;
    }

    /** Whether the engine has been told of the end. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the connection is gone, or never came to be. */
    boolean isClosed() {
        return closed;
    }

    void started(PacketConnection started) {
        connection = started;
    }

    boolean writable() {
        PacketConnection current = connection;
        return current != null && !ended && current.isWritable();
    }

    void send(Packet packet) {
        PacketConnection current = connection;
        if (current != null && !ended) {
            current.send(limited ? Fitting.fit(packet, current::length, maximumPacketSize) : packet);
        }
    }

    void publish(Message message, boolean duplicate, int packetIdentifier) {
        PacketConnection current = connection;
        if (current != null && !ended) {
            current.publish(
                    message.topic(), message.payload(), message.qos(), message.retain(), duplicate, packetIdentifier);
        }
    }

    void flush() {
        PacketConnection current = connection;
        if (current != null && !ended) {
            current.flush();
            account();
        }
    }

    void pauseReading() {
        if (!paused && keepAlive != null) {
            paused = true;
            keepAlive.readingPaused(true, engine.now());
        }
    }

    void resumeReading() {
        PacketConnection current = connection;
        if (paused && !ended && current != null) {
            paused = false;
            if (keepAlive != null) {
                keepAlive.readingPaused(false, engine.now());
            }
            scheduleKeepAlive();
            current.resumeReading();
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Notes what went through since the last call, for the counters and for Keep Alive. */
    private void account() {
        PacketConnection current = connection;
        if (current == null) {
            return;
        }
        long received = current.bytesReceived() - receivedBefore;
        long sent = current.bytesSent() - sentBefore;
        if (received == 0 && sent == 0) {
            return;
        }
        receivedBefore += received;
        sentBefore += sent;
        engine.counters().bytes(received, sent);
        KeepAlive watch = keepAlive;
        if (watch != null) {
            long now = engine.now();
            if (received > 0) {
                watch.received(now);
            }
            if (sent > 0) {
                watch.sent(now);
            }
        }
    }

    private void scheduleKeepAlive() {
        KeepAlive watch = keepAlive;
        if (watch == null || ended) {
            return;
        }
        cancelTimer();
        long next = watch.nextCheck(engine.now());
        if (next != Long.MAX_VALUE) {
            timer = engine.loop().schedule(Duration.ofNanos(next), this::checkKeepAlive);
        }
    }

    private void checkKeepAlive() {
        KeepAlive watch = keepAlive;
        if (watch == null || ended) {
            return;
        }
        switch (watch.check(engine.now())) {
            case NONE -> scheduleKeepAlive();
            case PING -> {
                send(PingReq.INSTANCE);
                flush();
                scheduleKeepAlive();
            }
            case GIVE_UP -> {
                PacketConnection current = connection;
                end(Refusals.dead(endpoint));
                if (current != null) {
                    current.abort();
                }
            }
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
