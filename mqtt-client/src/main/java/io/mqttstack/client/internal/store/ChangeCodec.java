package io.mqttstack.client.internal.store;

import io.mqttstack.client.Message;
import io.mqttstack.client.internal.session.Messages;
import io.mqttstack.client.store.SessionChange;
import io.mqttstack.client.store.SessionChange.Connected;
import io.mqttstack.client.store.SessionChange.Connecting;
import io.mqttstack.client.store.SessionChange.Ended;
import io.mqttstack.client.store.SessionChange.Expired;
import io.mqttstack.client.store.SessionChange.Forgotten;
import io.mqttstack.client.store.SessionChange.Published;
import io.mqttstack.client.store.SessionChange.Queued;
import io.mqttstack.client.store.SessionChange.Received;
import io.mqttstack.client.store.SessionChange.Released;
import io.mqttstack.client.store.SessionChange.Requeued;
import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.Publish;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Changes as bytes: a byte for the kind, then the fields, big-endian. A message is the PUBLISH of MQTT 5.0 that it would be,
 * with Packet Identifier 1, behind its length.
 */
final class ChangeCodec {
    private static final DecodeLimits LIMITS =
            DecodeLimits.builder().maximumPacketSize(268_435_460).build();
    private static final int NUMBER = 1 + Integer.BYTES;
    private static final int IDENTIFIER = 1 + Short.BYTES;

    private final PacketEncoder encoder = PacketEncoder.of(ProtocolVersion.V5_0, Sender.CLIENT);

    /** Writes a change behind what is there. */
    void write(SessionChange change, Bytes to) {
        if (change instanceof Queued queued) {
            write(queued, to);
        } else if (change instanceof Published published) {
            to.room(NUMBER + Short.BYTES)
                    .put((byte) 2)
                    .putInt(published.number())
                    .putShort((short) published.packetIdentifier());
        } else if (change instanceof Released released) {
            to.room(NUMBER).put((byte) 3).putInt(released.number());
        } else if (change instanceof Requeued requeued) {
            to.room(NUMBER).put((byte) 4).putInt(requeued.number());
        } else if (change instanceof Ended ended) {
            to.room(NUMBER).put((byte) 5).putInt(ended.number());
        } else if (change instanceof Received received) {
            to.room(IDENTIFIER).put((byte) 6).putShort((short) received.packetIdentifier());
        } else if (change instanceof Forgotten forgotten) {
            to.room(IDENTIFIER).put((byte) 7).putShort((short) forgotten.packetIdentifier());
        } else if (change instanceof Connecting) {
            to.room(1).put((byte) 8);
        } else if (change instanceof Connected connected) {
            write(connected, to);
        } else if (change instanceof Expired) {
            to.room(1).put((byte) 10);
        }
    }

    private void write(Queued queued, Bytes to) {
        Publish publish = Messages.whole(queued.message(), 1);
        int length = encoder.length(publish);
        to.room(NUMBER + Long.BYTES + Integer.BYTES)
                .put((byte) 1)
                .putInt(queued.number())
                .putLong(queued.expiresAt().orElse(Long.MAX_VALUE))
                .putInt(length);
        ByteBuffer target = to.room(length);
        encoder.encode(publish, target);
    }

    private static void write(Connected connected, Bytes to) {
        byte[] identifier = connected.assignedClientIdentifier().orElse("").getBytes(StandardCharsets.UTF_8);
        to.room(3 + Integer.BYTES + identifier.length)
                .put((byte) 9)
                .put((byte) (connected.resumed() ? 1 : 0))
                .put((byte) (connected.kept() ? 1 : 0))
                .putInt(identifier.length)
                .put(identifier);
    }

    /**
     * Reads a change.
     *
     * @param from stands behind it afterwards
     * @throws IllegalArgumentException if there is none
     */
    SessionChange read(ByteBuffer from) {
        try {
            int kind = from.get();
            return switch (kind) {
                case 1 -> queued(from);
                case 2 -> new Published(from.getInt(), from.getShort() & 0xFFFF);
                case 3 -> new Released(from.getInt());
                case 4 -> new Requeued(from.getInt());
                case 5 -> new Ended(from.getInt());
                case 6 -> new Received(from.getShort() & 0xFFFF);
                case 7 -> new Forgotten(from.getShort() & 0xFFFF);
                case 8 -> new Connecting();
                case 9 -> connected(from);
                case 10 -> new Expired();
                default -> throw new IllegalArgumentException("There is no change of kind " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("A change is cut short", e);
        }
    }

    private static Queued queued(ByteBuffer from) {
        int number = from.getInt();
        long expiresAt = from.getLong();
        ByteBuffer bytes = part(from, from.getInt());
        List<Packet> packets = new ArrayList<>(1);
        try {
            PacketDecoder.of(ProtocolVersion.V5_0, Sender.CLIENT, LIMITS).decode(bytes, packets::add);
        } catch (MqttProtocolException e) {
            throw new IllegalArgumentException("A message is damaged", e);
        }
        if (packets.size() != 1 || bytes.hasRemaining() || !(packets.get(0) instanceof Publish publish)) {
            throw new IllegalArgumentException("A message is not one PUBLISH");
        }
        Message message = Messages.stored(publish);
        return new Queued(
                number, message, expiresAt == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(expiresAt));
    }

    private static Connected connected(ByteBuffer from) {
        boolean resumed = from.get() != 0;
        boolean kept = from.get() != 0;
        String identifier =
                StandardCharsets.UTF_8.decode(part(from, from.getInt())).toString();
        return new Connected(identifier.isEmpty() ? Optional.empty() : Optional.of(identifier), resumed, kept);
    }

    /** The next bytes, however many are said to come: none are copied, and no more than there are. */
    private static ByteBuffer part(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
