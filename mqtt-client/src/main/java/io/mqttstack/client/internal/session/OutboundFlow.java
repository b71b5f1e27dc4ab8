package io.mqttstack.client.internal.session;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.PublishResult.Outcome;
import io.mqttstack.client.internal.session.Outbound.Stage;
import io.mqttstack.client.store.SessionSnapshot;
import io.mqttstack.client.store.SessionSnapshot.StoredMessage;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of QoS 0, 1 and 2.
 *
 * <pre>
 *   QoS 0:  waiting --PUBLISH--> done
 *   QoS 1:  waiting --PUBLISH--> published --PUBACK--> done
 *   QoS 2:  waiting --PUBLISH--> published --PUBREC/PUBREL--> released --PUBCOMP--> done
 *   connection lost:     published -> unsent again, keeps its Packet Identifier; released stays
 *   session resumed:     PUBREL for the released in order, then PUBLISH with DUP for the rest in order
 *   session lost:        QoS 1 -> anew, with another identifier; QoS 2 -> done, SESSION_LOST
 *   dropped or expired:  from waiting only, where nothing was sent
 * </pre>
 *
 * <p>The send quota [MQTT-4.9.0-2] is not counted: it is the server's Receive Maximum less what is published and
 * released on this connection.
 */
final class OutboundFlow {
    private final IdentifierTable<Exchange> identifiers;
    private SessionSettings options;
    private final SessionEffects effects;
    private Lists lists = Lists.NONE;
    private TopicAliases aliases = TopicAliases.NONE;
    private int order;

    /** Where messages stand; made with the first, since many clients publish nothing. */
    private static final class Lists {
        /** Of those that have none yet: always empty. */
        static final Lists NONE = new Lists();

        final OutboundList waitingQoS0 = new OutboundList();
        final OutboundList waiting = new OutboundList();
        final OutboundList anew = new OutboundList();
        final OutboundList unsent = new OutboundList();
        final OutboundList published = new OutboundList();
        final OutboundList released = new OutboundList();

        /** What an earlier client had sent in a session that is lost. */
        final OutboundList lost = new OutboundList();
    }

    OutboundFlow(IdentifierTable<Exchange> identifiers, SessionSettings options, SessionEffects effects) {
        this.identifiers = identifiers;
        this.options = options;
        this.effects = effects;
    }

    void speak(SessionSettings settings) {
        options = settings;
    }

    /** Whether reading must go on: for an acknowledgement, or because the server may not take more before we read. */
    boolean awaitingReply() {
        return size() > 0;
    }

    /** How many messages are under way or wait, those included of which nobody wants to hear any more. */
    int size() {
        return lists.waitingQoS0.size()
                + lists.waiting.size()
                + lists.anew.size()
                + lists.unsent.size()
                + lists.published.size()
                + lists.released.size()
                + lists.lost.size();
    }

    void add(Outbound outbound) {
        if (lists == Lists.NONE) {
            lists = new Lists();
        }
        outbound.order = order++;
        if (outbound.message().qos() == QoS.AT_MOST_ONCE) {
            lists.waitingQoS0.addLast(outbound);
        } else {
            lists.waiting.addLast(outbound);
            effects.queued(outbound);
        }
    }

    /** Takes what an earlier client left, in its order, before anything else. */
    void restore(Outbound outbound, StoredMessage from) {
        if (lists == Lists.NONE) {
            lists = new Lists();
            order = from.number();
        }
        outbound.order = from.number();
        if (order - from.number() <= 0) {
            order = from.number() + 1;
        }
        if (from.packetIdentifier() == 0) {
            boolean lost = from.stage() == SessionSnapshot.Stage.LOST;
            outbound.sent = lost;
            (lost ? lists.lost : lists.waiting).addLast(outbound);
            return;
        }
        if (identifiers.get(from.packetIdentifier()) != null) {
            throw new IllegalArgumentException(
                    "two stored messages have the Packet Identifier " + from.packetIdentifier());
        }
        boolean released = from.stage() == SessionSnapshot.Stage.RELEASED;
        outbound.stage = released ? Stage.RELEASED : Stage.PUBLISHED;
        outbound.sent = true;
        outbound.packetIdentifier(from.packetIdentifier());
        identifiers.put(from.packetIdentifier(), outbound);
        (released ? lists.released : lists.unsent).addLast(outbound);
    }

    /** Sends what may be sent now. Order is kept among QoS 0 and among QoS 1 and 2; a full quota holds only the latter. */
    void pump(ServerLimits limits, long now) {
        while (effects.writable()) {
            Outbound next = next(limits);
            if (next == null) {
                return;
            }
            send(next, limits, now);
        }
    }

    private @Nullable Outbound next(ServerLimits limits) {
        Outbound unreliable = lists.waitingQoS0.first();
        if (limits.receiveMaximum() <= lists.published.size() + lists.released.size()) {
            return unreliable;
        }
        Outbound reliable = lists.unsent.first();
        reliable = reliable != null ? reliable : lists.anew.first();
        reliable = reliable != null ? reliable : lists.waiting.first();
        if (reliable == null || (reliable.stage == Stage.WAITING && identifiers.size() == IdentifierTable.MAXIMUM)) {
            return unreliable;
        }
        return unreliable == null || reliable.order - unreliable.order < 0 ? reliable : unreliable;
    }

    private void send(Outbound outbound, ServerLimits limits, long now) {
        boolean again = outbound.stage == Stage.PUBLISHED;
        if (!outbound.sent && outbound.nanosLeft(now) <= 0) {
            end(outbound, PublishResult.of(Outcome.EXPIRED));
            return;
        }
        boolean reliable = outbound.message().qos() != QoS.AT_MOST_ONCE;
        if (reliable && !again) {
            outbound.packetIdentifier(identifiers.add(outbound));
        }
        Message message = outbound.message();
        boolean plain = !message.hasProperties();
        Optional<String> refusal = limits.refusal(message);
        if (refusal.isEmpty() && !limits.surelyFits(message)) {
            refusal = limits.tooLarge(Messages.publish(outbound, again, now));
        }
        if (refusal.isPresent()) {
            fail(outbound, new MqttException(refusal.get() + " (topic " + message.topic() + ")"));
            return;
        }
        if (reliable) {
            leave(outbound);
            outbound.stage = Stage.PUBLISHED;
            lists.published.addLast(outbound);
            if (!again) {
                effects.published(outbound);
            }
        }
        outbound.sent = true;
        boolean aliasable = !again && aliases.any() && message.topic().utf8Length() > TopicAliases.MOST_BYTES;
        if (plain && !aliasable) {
            effects.publish(message, again, outbound.packetIdentifier());
        } else {
            Publish publish = Messages.publish(outbound, again, now);
            effects.send(aliasable ? aliased(publish, limits) : publish);
        }
        if (!reliable) {
            end(outbound, PublishResult.of(Outcome.DELIVERED));
        }
    }

    /** With a Topic Alias, unless the few bytes that it takes at first make the PUBLISH too large for the server. */
    private Publish aliased(Publish publish, ServerLimits limits) {
        boolean fits = aliases.knows(publish.topic())
                || limits.maximumPacketSize() - limits.length(publish) >= TopicAliases.MOST_BYTES;
        return fits ? aliases.apply(publish) : publish;
    }

    /** Starts a connection; Topic Aliases do not outlive one [MQTT-3.3.2-7]. */
    void connected(ServerLimits limits, boolean resumed) {
        int maximum = Math.min(limits.topicAliasMaximum(), options.outboundTopicAliasMaximum());
        aliases = maximum == 0 ? TopicAliases.NONE : new TopicAliases(maximum);
        if (resumed) {
            resumed();
        } else {
            sessionLost();
        }
        if (!lists.lost.isEmpty()) {
            publishAnew(lists.lost);
        }
    }

    /**
     * The session is resumed: PUBREL at once, PUBLISH as the quota allows [MQTT-4.4.0-1]. MQTT 3.1 knows DUP for PUBREL too, as a
     * hint; it is left out, because servers that read 3.1 by the rules of 3.1.1 close the connection on it, Artemis for one.
     */
    private void resumed() {
        for (Outbound each = lists.released.first(); each != null; each = each.next) {
            effects.send(new PubRel(each.packetIdentifier()));
        }
    }

    /** The server has no session any more: what it may not have got is published anew, with a new identifier. */
    private void sessionLost() {
        publishAnew(lists.unsent);
        publishAnew(lists.released);
    }

    private void publishAnew(OutboundList list) {
        OutboundList again = new OutboundList();
        requeue(list, again);
        lists.anew.prepend(again);
    }

    /** Ends the oldest message that was never sent; false: all have been sent [MQTT-4.3.3-7]. */
    boolean dropOldest() {
        Outbound unreliable = lists.waitingQoS0.first();
        Outbound reliable = lists.waiting.first();
        Outbound oldest = unreliable == null || (reliable != null && reliable.order - unreliable.order < 0)
                ? reliable
                : unreliable;
        if (oldest == null) {
            return false;
        }
        end(oldest, PublishResult.of(Outcome.DROPPED));
        return true;
    }

    /**
     * Ends what has expired and was never sent [MQTT-4.3.3-7].
     *
     * @return in how many nanoseconds the next one will, if nothing is sent before; Long.MAX_VALUE: none
     */
    long expire(long now) {
        return Math.min(expire(lists.waitingQoS0, now), expire(lists.waiting, now));
    }

    private long expire(OutboundList list, long now) {
        long soonest = Long.MAX_VALUE;
        for (Outbound each = list.first(), next; each != null; each = next) {
            next = each.next;
            long left = each.nanosLeft(now);
            if (left <= 0) {
                end(each, PublishResult.of(Outcome.EXPIRED));
            } else {
                soonest = Math.min(soonest, left);
            }
        }
        return soonest;
    }

    private void requeue(OutboundList from, OutboundList to) {
        for (Outbound each = from.first(); each != null; each = from.first()) {
            if (each.message().qos() == QoS.EXACTLY_ONCE && !options.republish()) {
                end(each, PublishResult.of(Outcome.SESSION_LOST));
            } else if (each.ended && !options.stored()) {
                forget(each);
                effects.left(each);
            } else {
                leave(each);
                identifiers.remove(each.packetIdentifier());
                each.packetIdentifier(0);
                each.stage = Stage.WAITING;
                to.addLast(each);
                effects.requeued(each);
            }
        }
    }

    void disconnected() {
        lists.unsent.prepend(lists.published);
    }

    void received(PubAck packet) {
        Outbound outbound = expected(packet, packet.packetIdentifier(), Stage.PUBLISHED);
        if (outbound == null) {
            return;
        }
        if (outbound.message().qos() != QoS.AT_LEAST_ONCE) {
            end(outbound, PublishResult.of(Outcome.REFUSED, packet));
            throw violation(packet, packet.packetIdentifier(), "answers a PUBLISH of QoS 2, which takes PUBREC");
        }
        end(outbound, result(packet, packet.reasonCode().isError()));
    }

    void received(PubRec packet) {
        int identifier = packet.packetIdentifier();
        Exchange exchange = identifiers.get(identifier);
        if (!(exchange instanceof Outbound outbound)) {
            if (!packet.reasonCode().isError()) {
                effects.send(release(identifier, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND));
            }
            return;
        }
        if (outbound.message().qos() != QoS.EXACTLY_ONCE) {
            end(outbound, PublishResult.of(Outcome.REFUSED, packet));
            throw violation(packet, identifier, "answers a PUBLISH of QoS 1, which takes PUBACK");
        }
        if (packet.reasonCode().isError()) {
            end(outbound, result(packet, true));
            return;
        }
        if (outbound.stage == Stage.PUBLISHED) {
            leave(outbound);
            outbound.stage = Stage.RELEASED;
            lists.released.addLast(outbound);
            if (!outbound.ended) {
                outbound.received(packet);
            }
            effects.released(outbound);
        }
        effects.send(release(identifier, ReleaseReasonCode.SUCCESS));
    }

    void received(PubComp packet) {
        Outbound outbound = expected(packet, packet.packetIdentifier(), Stage.RELEASED);
        if (outbound != null) {
            end(outbound, outbound.delivered(packet));
        }
    }

    /** Ends everything for those who wait. What was sent stays under way where the session is kept; in a store all stays. */
    void abandon(Abandoned tell, boolean keepSession) {
        boolean stored = options.stored();
        endAll(lists.waitingQoS0, tell, false);
        endAll(lists.waiting, tell, stored);
        endAll(lists.anew, tell, stored);
        endAll(lists.unsent, tell, keepSession || stored);
        endAll(lists.published, tell, keepSession || stored);
        endAll(lists.released, tell, keepSession || stored);
        endAll(lists.lost, tell, stored);
    }

    private void endAll(OutboundList list, Abandoned tell, boolean stay) {
        for (Outbound each = list.first(), next; each != null; each = next) {
            next = each.next;
            if (!stay) {
                forget(each);
            }
            if (each.ended) {
                if (!stay) {
                    effects.left(each);
                }
            } else if (!stay || each.waits()) {
                each.ended = true;
                tell.ended(each, stay);
            }
        }
    }

    private PubRel release(int identifier, ReleaseReasonCode code) {
        boolean v5 = options.version() == ProtocolVersion.V5_0;
        return v5 && code.isError()
                ? new PubRel(identifier, code, false, ReasonProperties.NONE)
                : new PubRel(identifier);
    }

    private static PublishResult result(Packet packet, boolean refused) {
        return PublishResult.of(refused ? Outcome.REFUSED : Outcome.DELIVERED, packet);
    }

    /** The message that an acknowledgement belongs to; null: an old one, which is not an error. */
    private @Nullable Outbound expected(Packet packet, int identifier, Stage stage) {
        Exchange exchange = identifiers.get(identifier);
        if (exchange == null) {
            return null;
        }
        if (!(exchange instanceof Outbound outbound)) {
            throw violation(packet, identifier, "answers a SUBSCRIBE or UNSUBSCRIBE");
        }
        if (outbound.stage != stage) {
            throw violation(packet, identifier, "comes out of turn");
        }
        return outbound;
    }

    private MqttProtocolException violation(Packet packet, int identifier, String what) {
        return new MqttProtocolException(
                DisconnectReasonCode.PROTOCOL_ERROR,
                options.version() == ProtocolVersion.V5_0 ? "MQTT-4.3.3-4" : "MQTT-4.3.3-1",
                0,
                packet.type() + " with Packet Identifier " + identifier + " " + what);
    }

    private void end(Outbound outbound, PublishResult result) {
        forget(outbound);
        if (outbound.ended) {
            effects.left(outbound);
        } else {
            outbound.ended = true;
            effects.completed(outbound, result);
        }
    }

    private void fail(Outbound outbound, MqttException failure) {
        forget(outbound);
        if (outbound.ended) {
            effects.left(outbound);
        } else {
            outbound.ended = true;
            effects.failed(outbound, failure);
        }
    }

    /** Nothing is to be sent of it any more. */
    private void forget(Outbound outbound) {
        leave(outbound);
        if (outbound.message().qos() != QoS.AT_MOST_ONCE) {
            identifiers.remove(outbound.packetIdentifier());
            effects.ended(outbound);
        }
    }

    private static void leave(Outbound outbound) {
        OutboundList home = outbound.home;
        if (home != null) {
            home.remove(outbound);
        }
    }
}
