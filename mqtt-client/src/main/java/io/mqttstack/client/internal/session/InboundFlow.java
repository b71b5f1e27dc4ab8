package io.mqttstack.client.internal.session;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.value.TopicName;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's side of QoS 0, 1 and 2.
 *
 * <pre>
 *   QoS 1:  PUBLISH -> deliver ... settled -> PUBACK, in the order of the PUBLISHes [MQTT-4.6.0-2]
 *   QoS 2:  PUBLISH -> record the identifier, deliver ... settled -> PUBREC, in order [MQTT-4.6.0-3]
 *           PUBLISH again -> not delivered again; PUBREC once the first is settled [MQTT-4.3.3-10]
 *           PUBREL -> forget the identifier, PUBCOMP [MQTT-4.3.3-11]
 * </pre>
 *
 * <p>A settled delivery of an earlier connection sends nothing for QoS 1: its identifier may mean another message by
 * now. For QoS 2 the identifier stays recorded, and PUBREC goes out when the server sends the message again.
 */
final class InboundFlow {
    private static final @Nullable TopicName[] NO_ALIASES = {};

    private SessionSettings options;
    private final SessionEffects effects;
    private final Consumer<Inbound> settle;
    private Exchanges exchanges = Exchanges.NONE;
    private @Nullable TopicName[] aliases = NO_ALIASES;

    /** How many of QoS 1 and 2 the application is not done with, or wait for their answer; of all connections. */
    private int open;

    /** What is under way at QoS 1 and 2; made with the first such message, since many clients receive none. */
    private static final class Exchanges {
        /** Of those that have none yet: always empty. */
        static final Exchanges NONE = new Exchanges();

        final Unanswered toAcknowledge = new Unanswered();
        final Unanswered toRecord = new Unanswered();

        /** The messages of QoS 2 whose PUBREL has not come. */
        final IdentifierTable<Inbound> received = new IdentifierTable<>();

        int unanswered() {
            return toAcknowledge.size() + toRecord.size();
        }
    }

    InboundFlow(SessionSettings options, SessionEffects effects, Consumer<Inbound> settle) {
        this.options = options;
        this.effects = effects;
        this.settle = settle;
    }

    void speak(SessionSettings settings) {
        options = settings;
    }

    /** Starts a connection; Topic Aliases do not outlive one [MQTT-3.3.2-7]. */
    void connected(boolean resumed) {
        aliases = NO_ALIASES;
        if (!resumed && exchanges.received.size() > 0) {
            exchanges.received.clear();
        }
    }

    /** Takes what an earlier client had received and answered. */
    void restore(int packetIdentifier) {
        if (exchanges == Exchanges.NONE) {
            exchanges = new Exchanges();
        }
        exchanges.received.put(packetIdentifier, Inbound.handled(packetIdentifier));
    }

    void disconnected() {
        forget(exchanges.toAcknowledge);
        forget(exchanges.toRecord);
    }

    private void forget(Unanswered inOrder) {
        for (Inbound each = inOrder.removeFirst(); each != null; each = inOrder.removeFirst()) {
            closeIfDone(each);
        }
    }

    /** What the application is done with, and waits for no answer any more, takes no room. */
    private void closeIfDone(Inbound inbound) {
        if (inbound.open && inbound.settled && !inbound.queued) {
            inbound.open = false;
            if (inbound.qos() != QoS.AT_MOST_ONCE) {
                open--;
            }
            effects.done(inbound);
        }
    }

    void received(PublishView publish) {
        TopicName topic = topic(publish);
        if (publish.qos() != QoS.AT_MOST_ONCE
                && options.version() == ProtocolVersion.V5_0
                && exchanges.unanswered() >= options.receiveMaximum()) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
                    "MQTT-3.3.4-9",
                    0,
                    "The server sent more than our Receive Maximum of " + options.receiveMaximum()
                            + " messages of QoS 1 and 2 without waiting for their acknowledgement");
        }
        if (exchanges == Exchanges.NONE && publish.qos() != QoS.AT_MOST_ONCE) {
            exchanges = new Exchanges();
        }
        switch (publish.qos()) {
            case AT_MOST_ONCE -> effects.deliver(inbound(publish, topic));
            case AT_LEAST_ONCE -> {
                Inbound inbound = inbound(publish, topic);
                exchanges.toAcknowledge.add(inbound);
                effects.deliver(inbound);
            }
            case EXACTLY_ONCE -> receivedExactlyOnce(publish, topic);
        }
    }

    private void receivedExactlyOnce(PublishView publish, TopicName topic) {
        Inbound known = exchanges.received.get(publish.packetIdentifier());
        if (known == null) {
            Inbound inbound = inbound(publish, topic);
            exchanges.received.put(publish.packetIdentifier(), inbound);
            exchanges.toRecord.add(inbound);
            effects.deliver(inbound);
        } else if (!known.queued) {
            exchanges.toRecord.add(known);
            acknowledge(exchanges.toRecord);
        }
    }

    void received(PubRel release) {
        int identifier = release.packetIdentifier();
        Inbound known = exchanges.received.remove(identifier);
        if (known != null && known.queued) {
            exchanges.toRecord.remove(known);
            closeIfDone(known);
        }
        if (known != null) {
            effects.forgotten(identifier);
        }
        if (known == null && options.version() == ProtocolVersion.V5_0) {
            effects.send(new PubComp(identifier, ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND, ReasonProperties.NONE));
        } else {
            effects.send(new PubComp(identifier));
        }
    }

    /** How many messages of QoS 1 and 2 take room. */
    int open() {
        return open;
    }

    void settled(Inbound inbound) {
        inbound.settled = true;
        closeIfDone(inbound);
        int identifier = inbound.packetIdentifier;
        if (inbound.qos() == QoS.EXACTLY_ONCE
                && exchanges.received.get(identifier) == inbound
                && !code(inbound).isError()) {
            effects.received(identifier);
        }
        acknowledge(inbound.qos() == QoS.EXACTLY_ONCE ? exchanges.toRecord : exchanges.toAcknowledge);
    }

    private void acknowledge(Unanswered inOrder) {
        for (Inbound head = inOrder.first(); head != null && head.settled; head = inOrder.first()) {
            inOrder.remove(head);
            closeIfDone(head);
            PublishReasonCode code = code(head);
            ReasonProperties properties =
                    options.version() == ProtocolVersion.V5_0 ? head.answerProperties() : ReasonProperties.NONE;
            if (head.qos() == QoS.AT_LEAST_ONCE) {
                effects.send(new PubAck(head.packetIdentifier, code, properties));
            } else {
                if (code.isError()) {
                    exchanges.received.remove(head.packetIdentifier);
                }
                effects.send(new PubRec(head.packetIdentifier, code, properties));
            }
        }
    }

    private PublishReasonCode code(Inbound settled) {
        return options.version() == ProtocolVersion.V5_0 ? settled.answer() : PublishReasonCode.SUCCESS;
    }

    private Inbound inbound(PublishView publish, TopicName topic) {
        if (publish.qos() != QoS.AT_MOST_ONCE) {
            open++;
        }
        return new Inbound(
                Messages.received(publish, topic),
                publish.duplicate(),
                publish.properties().subscriptionIdentifiers(),
                publish.packetIdentifier(),
                settle);
    }

    private TopicName topic(PublishView publish) {
        int alias = publish.properties().topicAlias().orElse(0);
        if (alias == 0) {
            return publish.topic();
        }
        if (alias > options.topicAliasMaximum()) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.TOPIC_ALIAS_INVALID,
                    "MQTT-3.1.2-26",
                    0,
                    "Topic Alias " + alias + " is above our Topic Alias Maximum of " + options.topicAliasMaximum());
        }
        if (aliases.length == 0) {
            aliases = new @Nullable TopicName[options.topicAliasMaximum() + 1];
        }
        if (!publish.topic().isEmpty()) {
            aliases[alias] = publish.topic();
            return publish.topic();
        }
        TopicName known = aliases[alias];
        if (known == null) {
            throw new MqttProtocolException(
                    DisconnectReasonCode.PROTOCOL_ERROR,
                    "",
                    0,
                    "Topic Alias " + alias + " is used before a Topic Name was given for it (section 3.3.2.3.4)");
        }
        return known;
    }
}
