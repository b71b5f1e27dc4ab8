package io.mqttstack.bench.codec;

import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;

/** Takes each PUBLISH as a view and looks at its QoS, topic and payload, of which only the sizes are kept. */
final class Views implements PacketHandler {
    private long sum;

    /** {@return what a view of this packet adds to the sum} */
    static long sum(Publish publish) {
        long sum = publish.qos().value();
        return sum + publish.topic().utf8Length() + publish.payload().length();
    }

    @Override
    public boolean packet(Packet packet) {
        throw new IllegalStateException("Only PUBLISH was sent, yet here is " + packet.type());
    }

    @Override
    public boolean publish(PublishView view) {
        sum += view.qos().value() + view.topic().utf8Length() + view.payload().remaining();
        return true;
    }

    /** {@return the QoS, topic length and payload length of all views so far, added up} */
    long sum() {
        return sum;
    }
}
