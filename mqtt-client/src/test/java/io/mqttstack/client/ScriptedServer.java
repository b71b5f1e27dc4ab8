package io.mqttstack.client;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.PacketConnection;
import io.mqttstack.transport.Transport;
import io.mqttstack.transport.TransportException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A server that answers as it should unless a test says otherwise, and remembers what it was sent. One session for all;
 * nothing is routed.
 */
public final class ScriptedServer implements AutoCloseable {
    public final List<Peer> peers = new CopyOnWriteArrayList<>();
    public final List<Packet> received = new CopyOnWriteArrayList<>();

    /** What to answer to a CONNECT; accepts without a session by default. */
    public volatile Function<Connect, ConnAck> onConnect =
            connect -> new ConnAck(false, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE);

    /** Sees every packet first; true: it is dealt with, and no answer is made for it. */
    public volatile BiPredicate<Peer, Packet> script = (peer, packet) -> false;

    private final Transport.Listening listening;

    public ScriptedServer(Transport transport, Endpoint endpoint) {
        this(transport, endpoint, ConnectOptions.DEFAULT);
    }

    public ScriptedServer(Transport transport, Endpoint endpoint, ConnectOptions options) {
        listening =
                transport.listen(endpoint, options, PacketConnection.acceptor(Codecs.SERVER, connection -> new Peer()));
    }

    /** Accepts with Session Present as given. */
    public void sessionPresent(boolean present) {
        onConnect = connect -> new ConnAck(present, ConnectReasonCode.SUCCESS, ConnAck.Properties.NONE);
    }

    /** Accepts with properties. */
    public void properties(ConnAck.Properties properties) {
        onConnect = connect -> new ConnAck(false, ConnectReasonCode.SUCCESS, properties);
    }

    public Endpoint endpoint() {
        return listening.endpoint();
    }

    public Peer latest() {
        return peers.get(peers.size() - 1);
    }

    public <T extends Packet> List<T> received(Class<T> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public long count(PacketType type) {
        return received.stream().filter(packet -> packet.type() == type).count();
    }

    @Override
    public void close() {
        listening.close();
    }

    public static Publish publish(String topic, int identifier, QoS qos) {
        return new Publish(
                TopicName.of(topic), Bytes.utf8(topic), qos, false, false, identifier, Publish.Properties.NONE);
    }

    private static final class Codecs {
        static final PacketConnection.Codec SERVER = PacketConnection.Codec.server(DecodeLimits.DEFAULT);
    }

    /** One connection of a client. */
    public final class Peer implements PacketConnection.Handler {
        private volatile Optional<PacketConnection> connection = Optional.empty();
        private volatile boolean closed;

        /** Sends at once; any thread. */
        public void send(Packet... packets) {
            PacketConnection current = connection.orElseThrow();
            current.loop().execute(() -> {
                for (Packet packet : packets) {
                    current.send(packet);
                }
                current.flush();
            });
        }

        public boolean isClosed() {
            return closed;
        }

        /** Closes without a word; any thread. */
        public void cut() {
            connection.orElseThrow().abort();
        }

        public PacketConnection connection() {
            return connection.orElseThrow();
        }

        @Override
        public void opened(PacketConnection opened) {
            connection = Optional.of(opened);
            peers.add(this);
        }

        @Override
        public boolean packet(PacketConnection from, Packet packet) {
            received.add(packet);
            if (!script.test(this, packet)) {
                answer(from, packet);
            }
            return true;
        }

        private void answer(PacketConnection to, Packet packet) {
            switch (packet.type()) {
                case CONNECT -> {
                    ConnAck connAck = onConnect.apply((Connect) packet);
                    to.send(connAck);
                    if (connAck.reasonCode().isError()) {
                        to.flush();
                        to.close();
                    }
                }
                case SUBSCRIBE -> {
                    Subscribe subscribe = (Subscribe) packet;
                    to.send(new SubAck(
                            subscribe.packetIdentifier(),
                            subscribe.subscriptions().stream()
                                    .map(each -> SubscribeReasonCode.of(
                                                    each.qos().value())
                                            .orElseThrow())
                                    .toList(),
                            ReasonProperties.NONE));
                }
                case UNSUBSCRIBE -> {
                    Unsubscribe unsubscribe = (Unsubscribe) packet;
                    boolean v5 = to.version().orElseThrow() == io.mqttstack.codec.ProtocolVersion.V5_0;
                    to.send(new UnsubAck(
                            unsubscribe.packetIdentifier(),
                            v5
                                    ? unsubscribe.filters().stream()
                                            .map(filter -> UnsubscribeReasonCode.SUCCESS)
                                            .toList()
                                    : List.of(),
                            ReasonProperties.NONE));
                }
                case PUBLISH -> {
                    Publish publish = (Publish) packet;
                    switch (publish.qos()) {
                        case AT_MOST_ONCE -> {}
                        case AT_LEAST_ONCE -> to.send(new PubAck(publish.packetIdentifier()));
                        case EXACTLY_ONCE -> to.send(new PubRec(publish.packetIdentifier()));
                    }
                }
                case PUBREC -> to.send(new PubRel(((PubRec) packet).packetIdentifier()));
                case PUBREL -> to.send(new PubComp(((PubRel) packet).packetIdentifier()));
                case PINGREQ -> to.send(PingResp.INSTANCE);
                case DISCONNECT -> to.close();
                case CONNACK, PUBACK, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH -> {}
            }
        }

        @Override
        public void readCompleted(PacketConnection from) {
            from.flush();
        }

        @Override
        public void violated(PacketConnection from, MqttProtocolException violation) {
            throw new AssertionError("The client broke the protocol", violation);
        }

        @Override
        public void closed(PacketConnection from, Optional<TransportException> cause) {
            closed = true;
        }
    }
}
