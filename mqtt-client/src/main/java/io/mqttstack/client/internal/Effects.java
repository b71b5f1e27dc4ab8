package io.mqttstack.client.internal;

import io.mqttstack.client.Message;
import io.mqttstack.client.MqttException;
import io.mqttstack.client.PublishResult;
import io.mqttstack.client.internal.publish.OutboundBuffer;
import io.mqttstack.client.internal.receive.ReadGate;
import io.mqttstack.client.internal.session.Inbound;
import io.mqttstack.client.internal.session.Outbound;
import io.mqttstack.client.internal.session.SessionEffects;
import io.mqttstack.client.internal.session.SessionSettings;
import io.mqttstack.client.internal.session.SessionState;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the session of a client does to the world: to the connection that stands, if one does, to the handlers, and to those who
 * publish. Makes that session. In the loop only.
 */
final class Effects implements SessionEffects {
    private final ConnectionLoop connections;
    private final Deliveries deliveries;
    private final Publishes publishes;
    private final Counters counters;
    private final ReadGate gate;
    private final @Nullable KeptSession kept;
    private final SessionState session;

    /** Of an engine whose parts are made, all but the session. */
    Effects(Engine engine, ReadGate gate, SessionSettings settings, Consumer<Inbound> settle) {
        this.connections = engine.connections();
        this.deliveries = engine.deliveries();
        this.publishes = engine.publishes();
        this.counters = engine.counters();
        this.gate = gate;
        KeptSession kept = engine.options()
                .sessionStore()
                .map(store -> new KeptSession(engine, store, this))
                .orElse(null);
        this.kept = kept;
        this.session = new SessionState(settings, kept == null ? this : kept.effects(), settle);
        if (kept != null) {
            kept.restore(session);
        }
    }

    /** The session in its store; null: there is no store. */
    @Nullable
    KeptSession kept() {
        return kept;
    }

    SessionState session() {
        return session;
    }

    @Override
    public void send(Packet packet) {
        Link link = connections.current();
        if (link != null) {
            if (packet instanceof Publish publish) {
                counters.sent(publish.qos(), publish.payload().length(), publish.duplicate());
            }
            link.send(packet);
        }
    }

    @Override
    public void publish(Message message, boolean duplicate, int packetIdentifier) {
        Link link = connections.current();
        if (link != null) {
            counters.sent(message.qos(), message.payload().length(), duplicate);
            link.publish(message, duplicate, packetIdentifier);
        }
    }

    @Override
    public boolean writable() {
        Link link = connections.current();
        return link != null && link.writable();
    }

    @Override
    public void deliver(Inbound inbound) {
        Message message = inbound.message();
        if (gate.admit(message.qos(), OutboundBuffer.size(message), session.openDeliveries())) {
            deliveries.deliver(inbound);
        } else {
            deliveries.dropped();
        }
    }

    @Override
    public void done(Inbound inbound) {
        gate.leave(inbound.message().qos(), OutboundBuffer.size(inbound.message()));
    }

    @Override
    public void completed(Outbound outbound, PublishResult result) {
        publishes.completed(outbound, result);
    }

    @Override
    public void failed(Outbound outbound, MqttException failure) {
        publishes.failed(outbound, failure);
    }

    @Override
    public void left(Outbound outbound) {
        publishes.left(outbound);
    }
}
