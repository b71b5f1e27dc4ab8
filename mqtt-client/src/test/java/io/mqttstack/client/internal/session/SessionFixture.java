package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.Subscribe;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A session whose effects are lists, and a clock that a test sets. */
final class SessionFixture implements SessionEffects {
    final List<Packet> sent = new ArrayList<>();
    final List<Inbound> delivered = new ArrayList<>();
    final List<Inbound> settled = new CopyOnWriteArrayList<>();
    final List<Inbound> done = new ArrayList<>();
    final List<Outbound> left = new ArrayList<>();
    final SessionState session;
    boolean writable = true;
    long now;

    /** A PUBLISH as a decoder would lend it. */
    record Lent(Publish toPacket) implements PublishView {
        @Override
        public QoS qos() {
            return toPacket.qos();
        }

        @Override
        public boolean retain() {
            return toPacket.retain();
        }

        @Override
        public boolean duplicate() {
            return toPacket.duplicate();
        }

        @Override
        public int packetIdentifier() {
            return toPacket.packetIdentifier();
        }

        @Override
        public TopicName topic() {
            return toPacket.topic();
        }

        @Override
        public Publish.Properties properties() {
            return toPacket.properties();
        }

        @Override
        public int payloadLength() {
            return toPacket.payload().length();
        }

        @Override
        public ByteBuffer payload() {
            return ByteBuffer.wrap(toPacket.payload().toByteArray());
        }
    }

    private SessionFixture(SessionSettings options) {
        session = new SessionState(options, this, settled::add);
    }

    static SessionFixture of(ProtocolVersion version, boolean kept) {
        return new SessionFixture(new SessionSettings(version, kept, 10, 4, 4, false, false, false));
    }

    static SessionFixture of(SessionSettings options) {
        return new SessionFixture(options);
    }

    /** Connects, and forgets what was sent before. */
    void connect(boolean sessionPresent) {
        connect(sessionPresent, ConnAck.Properties.NONE);
    }

    void connect(boolean sessionPresent, ConnAck.Properties properties) {
        sent.clear();
        ConnAck connAck = new ConnAck(sessionPresent, ConnectReasonCode.SUCCESS, properties);
        session.connected(connAck, session.resumes(connAck, false), now);
    }

    Ending publish(String topic, QoS qos) {
        return publish(Message.builder(TopicName.of(topic)).qos(qos).build());
    }

    Ending publish(Message message) {
        Ending ending = new Ending(message, now);
        session.publish(ending);
        session.pump(now);
        return ending;
    }

    Subscribing subscribe(String filter) {
        return subscribe(filter, QoS.AT_LEAST_ONCE);
    }

    Subscribing subscribe(String filter, QoS qos) {
        Subscribing subscribing = new Subscribing(Subscribe.to(filter, qos));
        session.subscribe(subscribing);
        session.pump(now);
        return subscribing;
    }

    void receive(Packet packet) {
        if (packet instanceof Publish publish) {
            session.received(new Lent(publish));
        } else {
            session.received(packet, now);
        }
        session.pump(now);
    }

    void receive(int identifier, QoS qos, boolean duplicate) {
        receive(new Publish(
                TopicName.of("t" + identifier),
                Bytes.EMPTY,
                qos,
                false,
                duplicate,
                identifier,
                Publish.Properties.NONE));
    }

    /** Settles as an engine would: the application acknowledges, the owner hears of it. */
    void acknowledge(Inbound inbound) {
        inbound.acknowledge();
        List<Inbound> done = List.copyOf(settled);
        settled.clear();
        done.forEach(session::settle);
    }

    /** What was sent since the last call. */
    List<Packet> taken() {
        List<Packet> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    Publish publishAt(int index) {
        return (Publish) sent.get(index);
    }

    @Override
    public void send(Packet packet) {
        sent.add(packet);
    }

    @Override
    public void publish(Message message, boolean duplicate, int packetIdentifier) {
        assertFalse(message.hasProperties(), "only what has none is sent without a packet");
        sent.add(new Publish(
                message.topic(),
                message.payload(),
                message.qos(),
                message.retain(),
                duplicate,
                packetIdentifier,
                Publish.Properties.NONE));
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void deliver(Inbound inbound) {
        delivered.add(inbound);
    }

    @Override
    public void done(Inbound inbound) {
        done.add(inbound);
    }

    @Override
    public void completed(Outbound outbound, PublishResult result) {
        outbound.tell(result, null);
    }

    @Override
    public void failed(Outbound outbound, MqttException failure) {
        outbound.tell(null, failure);
    }

    @Override
    public void left(Outbound outbound) {
        left.add(outbound);
    }

    /** A publish and how it ended; a second end is an error of the session. */
    static final class Ending extends Outbound {
        @Nullable
        PublishResult result;

        @Nullable
        MqttException failure;

        private boolean told;

        Ending(Message message, long now) {
            super(message, now);
        }

        PublishResult.@Nullable Outcome outcome() {
            return result == null ? null : result.outcome();
        }

        @Override
        public boolean direct() {
            return true;
        }

        @Override
        public void tell(@Nullable PublishResult ended, @Nullable MqttException failed) {
            if (told) {
                throw new AssertionError("Told twice: " + message());
            }
            told = true;
            result = ended;
            failure = failed;
        }
    }

    /** A subscription and what it heard. */
    static final class Subscribing implements Subscriber {
        final List<QoS> granted = new ArrayList<>();
        final List<MqttException> refused = new ArrayList<>();
        final List<@Nullable MqttException> ended = new ArrayList<>();
        private final Subscribe request;

        Subscribing(Subscribe request) {
            this.request = request;
        }

        @Override
        public Subscribe request() {
            return request;
        }

        @Override
        public void granted(QoS qos, SubAck packet) {
            granted.add(qos);
        }

        @Override
        public void refused(MqttException failure) {
            refused.add(failure);
        }

        @Override
        public void ended(@Nullable MqttException failure, @Nullable UnsubAck packet) {
            ended.add(failure);
        }
    }
}
