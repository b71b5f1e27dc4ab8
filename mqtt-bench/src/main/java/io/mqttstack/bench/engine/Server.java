package io.mqttstack.bench.engine;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ByteHandler;
import io.mqttstack.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's side of one connection: accepts it, grants one subscription a packet, acknowledges QoS 1, and sends what it is told. */
final class Server implements ByteHandler, PacketHandler {
    private static final byte[] CONNACK_3 = {0x20, 2, 0, 0};
    private static final byte[] CONNACK_5 = {0x20, 3, 0, 0, 0};

    private final PacketDecoder decoder = PacketDecoder.forServer(DecodeLimits.DEFAULT);
    private @Nullable ByteConnection connection;
    private long payloadBytes;

    /** {@return the length of all payloads received so far, in bytes} */
    long payloadBytes() {
        return payloadBytes;
    }

    @Override
    public void opened(ByteConnection opened) {
        connection = opened;
    }

    @Override
    public void received(ByteConnection from, byte[] data, int offset, int length) {
        decoder.decode(data, offset, length, this);
    }

    @Override
    public void readCompleted(ByteConnection from) {
        from.flush();
    }

    @Override
    public boolean packet(Packet packet) {
        if (packet.type() == PacketType.CONNECT) {
            byte[] accepted = switch (decoder.version().orElseThrow()) {
                case V3_1, V3_1_1 -> CONNACK_3;
                case V5_0 -> CONNACK_5;
            };
            open().output(accepted.length).put(accepted);
        } else if (packet instanceof Subscribe subscribe) {
            QoS qos = subscribe.subscriptions().get(0).qos();
            boolean properties = decoder.version().orElseThrow() == ProtocolVersion.V5_0;
            ByteBuffer output = open().output(6).put((byte) 0x90).put((byte) (properties ? 4 : 3));
            output.putShort((short) subscribe.packetIdentifier());
            if (properties) {
                output.put((byte) 0);
            }
            output.put((byte) qos.value());
        }
        return true;
    }

    @Override
    public boolean publish(PublishView view) {
        payloadBytes += view.payloadLength();
        if (view.qos() == QoS.AT_LEAST_ONCE) {
            open().output(4).put((byte) 0x40).put((byte) 2).putShort((short) view.packetIdentifier());
        }
        return true;
    }

    /** Sends bytes. */
    void send(byte[] bytes) {
        open().output(bytes.length).put(bytes);
        open().flush();
    }

    private ByteConnection open() {
        ByteConnection known = connection;
        if (known == null) {
            throw new IllegalStateException("A packet came before the connection was open");
        }
        return known;
    }

    @Override
    public void closed(ByteConnection ended, Optional<TransportException> cause) {
        connection = null;
    }
}
