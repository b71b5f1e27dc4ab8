package com.example.codec;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.Subscription;
import io.mqttstack.codec.reason.ConnectReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.value.TopicFilter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A broker for one client, of QoS 0 and 1, without a socket: bytes go in, bytes come out. What it sends back is at QoS 0.
 * Whoever has a connection calls {@link #received} with what it brings.
 */
final class Broker {
    private final PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
    private final List<TopicFilter> subscriptions = new ArrayList<>();
    private final Consumer<ByteBuffer> connection;

    /** {@code connection} takes what the broker sends. */
    Broker(Consumer<ByteBuffer> connection) {
        this.connection = connection;
    }

    /** Takes bytes of the client, in any split; tells why the connection has to be closed, if it has. */
    Optional<String> received(ByteBuffer bytes) {
        try {
            decoder.decode(bytes, packet -> {
                answer(packet);
                return true;
            });
            return Optional.empty();
        } catch (MqttProtocolException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void answer(Packet packet) {
        switch (packet.type()) {
            case CONNECT -> send(new ConnAck(false, ConnectReasonCode.SUCCESS));
            case SUBSCRIBE -> subscribe((Subscribe) packet);
            case PUBLISH -> publish((Publish) packet);
            case PINGREQ -> send(PingResp.INSTANCE);
            default -> {}
        }
    }

    private void subscribe(Subscribe packet) {
        List<SubscribeReasonCode> granted = new ArrayList<>();
        for (Subscription subscription : packet.subscriptions()) {
            subscriptions.add(subscription.filter());
            granted.add(SubscribeReasonCode.GRANTED_QOS_0);
        }
        send(new SubAck(packet.packetIdentifier(), granted));
    }

    private void publish(Publish packet) {
        if (packet.qos() == QoS.AT_LEAST_ONCE) {
            send(new PubAck(packet.packetIdentifier()));
        }
        if (subscriptions.stream().anyMatch(filter -> filter.matches(packet.topic()))) {
            send(new Publish(
                    packet.topic(), packet.payload(), QoS.AT_MOST_ONCE, false, false, 0, Publish.Properties.NONE));
        }
    }

    /** A decoder that was made for a server knows the version once it has handed over the first packet. */
    private void send(Packet packet) {
        PacketEncoder encoder = PacketEncoder.of(decoder.version().orElseThrow(), Sender.SERVER);
        ByteBuffer bytes = ByteBuffer.allocate(encoder.length(packet));
        encoder.encode(packet, bytes);
        connection.accept(bytes.flip());
    }
}
