package io.mqttstack.client.internal.session;

import io.mqttstack.client.MqttException;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionSnapshot.StoredMessage;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's session in MQTT 3.1, 3.1.1 and 5.0: the state that the specification calls Session State, and what the
 * application asked for beyond it. Without I/O; the time is an argument, in nanoseconds of any origin. One owner at a
 * time.
 */
public final class SessionState {
    private SessionSettings options;
    private final IdentifierTable<Exchange> identifiers = new IdentifierTable<>();
    private final SessionEffects effects;
    private final OutboundFlow outbound;
    private final InboundFlow inbound;
    private final Subscriptions subscriptions;
    private @Nullable ServerLimits limits;
    private boolean established;

    /** Whether the session outlives the connection: as we asked, unless CONNACK or DISCONNECT says otherwise. */
    private boolean kept;

    /**
     * Starts with no state.
     *
     * @param options the configuration
     * @param effects what the session does to the world
     * @param settle called by the application's side, on any thread, once for each delivery that it is done with; must
     *     hand it over to the owner, who calls {@link #settle}
     */
    public SessionState(SessionSettings options, SessionEffects effects, Consumer<Inbound> settle) {
        this.options = options;
        this.kept = options.kept();
        this.effects = effects;
        this.outbound = new OutboundFlow(identifiers, options, effects);
        this.inbound = new InboundFlow(options, effects, settle);
        this.subscriptions = new Subscriptions(identifiers, options.version(), effects);
    }

    /**
     * Goes on where an earlier client ended; before anything else.
     *
     * @param snapshot what that one left
     * @param outbound makes a message on its way to the server of what is stored
     */
    public void restore(SessionSnapshot snapshot, Function<StoredMessage, Outbound> outbound) {
        established = snapshot.established();
        snapshot.messages().forEach(each -> this.outbound.restore(outbound.apply(each), each));
        snapshot.received().forEach(inbound::restore);
    }

    /**
     * A CONNECT is about to be sent.
     *
     * @param next sends it, once it is known for good that the server may have a session of ours
     */
    public void connecting(Runnable next) {
        if (options.kept() && !established) {
            effects.connecting();
        }
        effects.whenKept(next);
    }

    /**
     * Waits for what has been given to the store so far.
     *
     * @param next what comes next, unless the connection ends first
     */
    public void whenKept(Runnable next) {
        effects.whenKept(next);
    }

    /** {@return the protocol version} */
    public ProtocolVersion version() {
        return options.version();
    }

    /**
     * Goes on in another version, to which the client fell back. Only before a connection was accepted: then there is no
     * state yet, only what waits.
     *
     * @param settings what to know from now on
     */
    public void speak(SessionSettings settings) {
        options = settings;
        kept = settings.kept();
        outbound.speak(settings);
        inbound.speak(settings);
        subscriptions.speak(settings.version());
    }

    /**
     * Tells whether the client holds a session that the server is expected to hold too.
     *
     * @return true after a connection whose session is kept
     */
    public boolean established() {
        return established;
    }

    /**
     * Decides whether an accepted connection resumes the session. Changes nothing.
     *
     * @param connAck the CONNACK with Reason Code 0
     * @param cleanStart whether the CONNECT asked for a new session
     * @return whether both sides go on with the session that they have
     * @throws MqttException if the server has a session that we know nothing of [MQTT-3.2.2-4]
     */
    public boolean resumes(ConnAck connAck, boolean cleanStart) {
        if (cleanStart && connAck.sessionPresent()) {
            throw new MqttException(
                    "The server says Session Present 1 although the client asked for a new session; "
                            + "the server breaks [MQTT-3.2.2-2]",
                    null,
                    connAck,
                    false);
        }
        if (options.version() == ProtocolVersion.V3_1) {
            return !cleanStart && established;
        }
        if (connAck.sessionPresent()
                && !established
                && options.version() == ProtocolVersion.V5_0
                && !options.acceptUnknownSession()) {
            throw new MqttException(
                    "The server has a session for this Client Identifier that this client knows nothing of, and "
                            + "[MQTT-3.2.2-4] forbids to go on: keep sessions in a sessionStore(), or connect once with "
                            + "Clean Start 1, or allow it with acceptUnknownSession()",
                    null,
                    connAck,
                    false);
        }
        return connAck.sessionPresent();
    }

    /**
     * A connection was accepted: resumes the session or starts anew, and sends what is due.
     *
     * @param connAck the CONNACK
     * @param resumed what {@link #resumes} decided
     * @param now the time
     */
    public void connected(ConnAck connAck, boolean resumed, long now) {
        limits = new ServerLimits(options.version(), connAck.properties());
        OptionalLong expiry = connAck.properties().sessionExpiryInterval();
        kept = expiry.isPresent() ? expiry.getAsLong() > 0 : options.kept();
        established = kept;
        effects.connected(connAck.properties().assignedClientIdentifier(), resumed, kept);
        inbound.connected(resumed);
        subscriptions.connected(resumed);
        outbound.connected(limits, resumed);
        pump(now);
    }

    /**
     * DISCONNECT tells the server to keep the session for another time; called before {@link #disconnected}.
     *
     * @param seconds the Session Expiry Interval
     */
    public void expires(long seconds) {
        kept = seconds > 0;
    }

    /** The connection has ended, for whatever reason. */
    public void disconnected() {
        limits = null;
        outbound.disconnected();
        inbound.disconnected();
        subscriptions.disconnected();
        effects.disconnected(established && !kept);
        if (!kept) {
            established = false;
        }
    }

    /**
     * Sends what may be sent now; call it when the connection takes more, and after a batch of commands.
     *
     * @param now the time
     */
    public void pump(long now) {
        ServerLimits current = limits;
        if (current != null) {
            subscriptions.pump(current);
            outbound.pump(current, now);
        }
    }

    /**
     * Takes a message to publish; {@link #pump} sends it.
     *
     * @param message the message
     */
    public void publish(Outbound message) {
        outbound.add(message);
    }

    /**
     * Ends the oldest message that was never sent, as dropped.
     *
     * @return false: there is none
     */
    public boolean dropOldest() {
        return outbound.dropOldest();
    }

    /**
     * Ends the messages whose Message Expiry Interval has passed before they were sent.
     *
     * @param now the time
     * @return in how many nanoseconds the next one expires; {@link Long#MAX_VALUE}: none will
     */
    public long expire(long now) {
        return outbound.expire(now);
    }

    /**
     * Takes a subscription; {@link #pump} sends it.
     *
     * @param subscriber the subscription
     */
    public void subscribe(Subscriber subscriber) {
        subscriptions.add(subscriber);
    }

    /**
     * Ends a subscription; {@link #pump} sends what that takes.
     *
     * @param subscriber the subscription
     */
    public void unsubscribe(Subscriber subscriber) {
        subscriptions.remove(subscriber);
    }

    /**
     * The application is done with a delivery.
     *
     * @param delivery the delivery
     */
    public void settle(Inbound delivery) {
        inbound.settled(delivery);
    }

    /**
     * Takes a packet of the server, after its CONNACK.
     *
     * @param packet the packet, not a PUBLISH; PINGRESP, DISCONNECT and AUTH are not the session's
     * @param now the time
     * @throws MqttProtocolException if the server broke the protocol; the connection must be closed
     */
    public void received(Packet packet, long now) {
        switch (packet.type()) {
            case PUBACK -> outbound.received((PubAck) packet);
            case PUBREC -> outbound.received((PubRec) packet);
            case PUBREL -> inbound.received((PubRel) packet);
            case PUBCOMP -> outbound.received((PubComp) packet);
            case SUBACK -> subscriptions.received((SubAck) packet);
            case UNSUBACK -> subscriptions.received((UnsubAck) packet);
            case PUBLISH, CONNECT, CONNACK, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, PINGRESP, DISCONNECT, AUTH ->
                throw new MqttProtocolException(
                        DisconnectReasonCode.PROTOCOL_ERROR,
                        packet.type() == PacketType.CONNACK ? "MQTT-3.2.0-2" : "",
                        0,
                        packet.type() + " is not expected from a server here");
        }
    }

    /**
     * Takes a PUBLISH of the server, after its CONNACK.
     *
     * @param publish the PUBLISH
     * @throws MqttProtocolException if the server broke the protocol; the connection must be closed
     */
    public void received(PublishView publish) {
        inbound.received(publish);
    }

    /**
     * Ends every publish and every unsubscribe that waits. What was sent stays under way where the session is kept, so
     * that a later connection finishes it; what is in a store stays in any case.
     *
     * @param tell told of each message that somebody waits for
     * @param failure for those who wait for an UNSUBACK
     */
    public void abandon(Abandoned tell, MqttException failure) {
        outbound.abandon(tell, kept);
        subscriptions.abandon(failure, kept);
    }

    /**
     * Ends every subscription, because the client is closed for good.
     *
     * @param failure for those who wait for a SUBACK or an UNSUBACK
     */
    public void close(MqttException failure) {
        subscriptions.close(failure);
    }

    /**
     * Counts the filters that are wanted and not yet acknowledged.
     *
     * @return zero or more
     */
    public int pendingSubscriptions() {
        return subscriptions.pending();
    }

    /**
     * Counts the received messages of QoS 1 and 2 that take room: those that the application is not done with, and those whose
     * acknowledgement waits for that of an earlier one.
     *
     * @return zero or more
     */
    public int openDeliveries() {
        return inbound.open();
    }

    /**
     * Tells whether the server owes us an answer to a PUBLISH, SUBSCRIBE or UNSUBSCRIBE, or a PUBLISH still waits for the
     * connection to take it.
     *
     * @return true while one is outstanding on this connection
     */
    public boolean awaitingReply() {
        return outbound.awaitingReply() || subscriptions.awaitingReply();
    }

    /**
     * Counts the messages that wait or are under way.
     *
     * @return zero or more
     */
    public int outboundMessages() {
        return outbound.size();
    }
}
