package io.mqttstack.conformance.faulty;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.DisconnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.conformance.broker.Carrier;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One connection to the broker. */
final class BrokerLink implements PacketConnection.Handler {
    private final FaultyBroker broker;
    private final Carrier carrier;
    private final PacketConnection connection;
    private Optional<Connect> connect = Optional.empty();
    private Optional<BrokerSession> session = Optional.empty();
    private TopicAliases aliases = new TopicAliases();
    private boolean orderly;
    private long lastPacket;

    BrokerLink(FaultyBroker broker, Carrier carrier, PacketConnection connection) {
        this.broker = broker;
        this.carrier = carrier;
        this.connection = connection;
    }

    @Override
    public void opened(PacketConnection opened) {}

    @Override
    public boolean packet(PacketConnection from, Packet packet) {
        lastPacket = connection.loop().nanoTime();
        switch (packet.type()) {
            case CONNECT -> connected((Connect) packet);
            case PUBLISH -> published((Publish) packet);
            case PUBACK, PUBCOMP -> session.orElseThrow().acknowledged();
            case PUBREC -> send(new PubRel(((PubRec) packet).packetIdentifier()));
            case PUBREL -> send(new PubComp(((PubRel) packet).packetIdentifier()));
            case SUBSCRIBE -> subscribed((Subscribe) packet);
            case UNSUBSCRIBE -> unsubscribed((Unsubscribe) packet);
            case PINGREQ -> {
                if (!broker.has(Fault.NO_PINGRESP)) {
                    send(PingResp.INSTANCE);
                }
            }
            case DISCONNECT -> disconnected();
            case CONNACK, SUBACK, UNSUBACK, PINGRESP, AUTH -> {}
        }
        return true;
    }

    private void connected(Connect packet) {
        if (session.isPresent()) {
            if (!broker.has(Fault.ALLOW_SECOND_CONNECT)) {
                connection.close();
            }
            return;
        }
        connect = Optional.of(packet);
        if (broker.has(Fault.REFUSE_CONNECT)) {
            refuse(ConnectReasonCode.SERVER_UNAVAILABLE);
            return;
        }
        if (!packet.password().equals(FaultyBroker.CREDENTIALS.password()) && !broker.has(Fault.ACCEPT_ANYONE)) {
            if (broker.has(Fault.CLOSE_ON_WRONG_PASSWORD)) {
                connection.close();
            } else {
                refuse(
                        broker.has(Fault.REFUSE_AS_UNAVAILABLE)
                                ? ConnectReasonCode.SERVER_UNAVAILABLE
                                : ConnectReasonCode.BAD_USER_NAME_OR_PASSWORD);
            }
            return;
        }
        boolean nameless = packet.clientIdentifier().isEmpty();
        String identifier = nameless ? broker.assign() : packet.clientIdentifier();
        BrokerSession mine = broker.session(packet, identifier, this);
        session = Optional.of(mine);
        aliases = mine.aliases();
        boolean present = packet.version() != ProtocolVersion.V3_1
                && (broker.has(Fault.PRETEND_SESSION) || (mine.resumed() && !broker.has(Fault.NO_SESSION_PRESENT)));
        ConnAck.Properties.Builder told = ConnAck.Properties.builder();
        if (nameless && version() == ProtocolVersion.V5_0 && !broker.has(Fault.NO_ASSIGNED_IDENTIFIER)) {
            told.assignedClientIdentifier(identifier);
        }
        if (version() == ProtocolVersion.V5_0) {
            told.topicAliasMaximum(TopicAliases.MAXIMUM).sharedSubscriptionAvailable(!broker.has(Fault.LACK_SHARES));
        }
        send(new ConnAck(present, ConnectReasonCode.SUCCESS, told.build()));
        mine.sendQueued();
        watch(packet.keepAlive());
    }

    private void refuse(ConnectReasonCode code) {
        send(new ConnAck(false, code));
        connection.close();
    }

    private void watch(int keepAlive) {
        if (keepAlive > 0 && !broker.has(Fault.IGNORE_KEEP_ALIVE)) {
            long millis = broker.has(Fault.DISCONNECT_EARLY) ? keepAlive * 100L : keepAlive * 1_500L;
            connection.loop().schedule(Duration.ofMillis(millis), () -> {
                if (connection.loop().nanoTime() - lastPacket >= millis * 1_000_000) {
                    connection.close();
                } else {
                    watch(keepAlive);
                }
            });
        }
    }

    private void published(Publish packet) {
        boolean refused = aliases.isWrong(packet, broker);
        if (refused && !broker.has(Fault.TOLERATE_TOPIC_ALIASES)) {
            connection.close();
            return;
        }
        int identifier = packet.packetIdentifier();
        switch (packet.qos()) {
            case AT_MOST_ONCE -> {}
            case AT_LEAST_ONCE -> {
                if (!broker.has(Fault.NO_PUBACK)) {
                    send(new PubAck(identifier));
                }
            }
            case EXACTLY_ONCE -> {
                if (broker.has(Fault.CLOSE_ON_QOS_2)) {
                    connection.close();
                    return;
                }
                send(broker.has(Fault.PUBACK_FOR_QOS_2) ? new PubAck(identifier) : new PubRec(identifier));
            }
        }
        if (!refused) {
            broker.publish(aliases.resolved(packet), session.orElseThrow());
        }
    }

    private void subscribed(Subscribe packet) {
        if (broker.has(Fault.NO_SUBACK)) {
            return;
        }
        boolean refuse = broker.has(Fault.REFUSE_SUBSCRIPTIONS);
        List<SubscribeReasonCode> codes = packet.subscriptions().stream()
                .map(each -> refuse
                        ? SubscribeReasonCode.UNSPECIFIED_ERROR
                        : granted(granted(each).qos()))
                .toList();
        send(new SubAck(packet.packetIdentifier(), broker.has(Fault.REVERSE_CODES) ? reversed(codes) : codes));
        if (!refuse) {
            for (Subscription each : packet.subscriptions()) {
                session.orElseThrow()
                        .subscribe(granted(each), packet.properties().subscriptionIdentifier());
            }
        }
    }

    private static List<SubscribeReasonCode> reversed(List<SubscribeReasonCode> codes) {
        List<SubscribeReasonCode> reversed = new ArrayList<>(codes);
        Collections.reverse(reversed);
        return reversed;
    }

    private Subscription granted(Subscription asked) {
        return broker.has(Fault.GRANT_QOS_0)
                ? new Subscription(
                        asked.filter(),
                        QoS.AT_MOST_ONCE,
                        asked.noLocal(),
                        asked.retainAsPublished(),
                        asked.retainHandling())
                : asked;
    }

    private static SubscribeReasonCode granted(QoS qos) {
        return switch (qos) {
            case AT_MOST_ONCE -> SubscribeReasonCode.GRANTED_QOS_0;
            case AT_LEAST_ONCE -> SubscribeReasonCode.GRANTED_QOS_1;
            case EXACTLY_ONCE -> SubscribeReasonCode.GRANTED_QOS_2;
        };
    }

    private void unsubscribed(Unsubscribe packet) {
        if (broker.has(Fault.NO_UNSUBACK)) {
            return;
        }
        packet.filters().forEach(session.orElseThrow()::unsubscribe);
        send(
                version() == ProtocolVersion.V5_0
                        ? new UnsubAck(
                                packet.packetIdentifier(),
                                packet.filters().stream()
                                        .map(each -> UnsubscribeReasonCode.SUCCESS)
                                        .toList())
                        : new UnsubAck(packet.packetIdentifier()));
    }

    private void disconnected() {
        orderly = true;
        connection.close();
    }

    void takenOver() {
        if (version() == ProtocolVersion.V5_0 && !broker.has(Fault.SILENT_TAKE_OVER)) {
            send(new Disconnect(DisconnectReasonCode.SESSION_TAKEN_OVER));
        }
        connection.close();
    }

    /** {@return how many messages the client takes before it acknowledges one} */
    int receiveMaximum() {
        return version() == ProtocolVersion.V5_0
                ? connect.orElseThrow().properties().receiveMaximum()
                : Integer.MAX_VALUE;
    }

    /** {@return how large a packet the client takes, in bytes} */
    long maximumPacketSize() {
        return connect.orElseThrow().properties().maximumPacketSize().orElse(Long.MAX_VALUE);
    }

    private ProtocolVersion version() {
        return connect.orElseThrow().version();
    }

    void send(Packet packet) {
        boolean harm = carrier != Carrier.TCP && broker.has(Fault.over(carrier));
        connection.send(harm && packet instanceof Publish publish ? FaultyBroker.harmed(publish) : packet);
        connection.flush();
    }

    @Override
    public void violated(PacketConnection from, MqttProtocolException violation) {
        orderly = broker.has(Fault.NO_WILL_AFTER_VIOLATION);
    }

    @Override
    public void closed(PacketConnection from, Optional<TransportException> cause) {
        session.ifPresent(mine -> mine.offline(this, keepsSession()));
        if (session.isPresent() && publishesWill()) {
            connect.flatMap(Connect::will)
                    .ifPresent(will -> broker.publishWill(will, session.orElseThrow(), from.loop()));
        }
    }

    private boolean keepsSession() {
        Connect packet = connect.orElseThrow();
        return packet.version() == ProtocolVersion.V5_0
                ? packet.properties().sessionExpiryInterval() > 0
                : !packet.cleanStart();
    }

    private boolean publishesWill() {
        return !broker.has(Fault.NO_WILL) && (!orderly || broker.has(Fault.WILL_AFTER_DISCONNECT));
    }
}
