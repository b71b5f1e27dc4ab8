package io.mqttstack.codec.internal;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.PacketEncoder;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.wire.ByteWriter;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.VariableByteInteger;
import io.mqttstack.codec.packet.Auth;
import io.mqttstack.codec.packet.ConnAck;
import io.mqttstack.codec.packet.Connect;
import io.mqttstack.codec.packet.Disconnect;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.Subscribe;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.packet.Unsubscribe;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Objects;

/**
 * The encoder. It computes the length first, then writes once: into the target's array, or where there is none, into an
 * array of its own that is copied; the payload of a PUBLISH goes to the target directly in both cases.
 */
public final class StreamEncoder implements PacketEncoder {
    /** An array of ours up to this size, in bytes, is kept for the next packet; a larger one is not. */
    private static final int KEPT = 1024;

    private static final byte[] NOTHING = {};
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final ByteWriter out;
    private byte[] scratch = NOTHING;

    /**
     * Creates an encoder.
     *
     * @param version the version that is written
     * @param sender who sends the packets
     */
    public StreamEncoder(ProtocolVersion version, Sender sender) {
        out = new ByteWriter(Objects.requireNonNull(version, "version"), Objects.requireNonNull(sender, "sender"));
    }

    @Override
    public int length(Packet packet) {
        return withHeader(remainingLength(packet, packet.type()));
    }

    private static int withHeader(int remainingLength) {
        return 1 + VariableByteInteger.length(remainingLength) + remainingLength;
    }

    @Override
    public int encode(Packet packet, byte[] target, int offset) {
        if (packet instanceof Publish publish && PublishCodec.isPlain(publish)) {
            return encodePlain(publish, target, offset);
        }
        int acknowledgement = ShortAcknowledgements.bytes(packet);
        if (acknowledgement == 0 || !hasRoom(ShortAcknowledgements.SIZE, target, offset)) {
            return encodeAny(packet, target, offset);
        }
        INT.set(target, offset, acknowledgement);
        return ShortAcknowledgements.SIZE;
    }

    private int encodePlain(Publish packet, byte[] target, int offset) {
        return encodePlain(
                PublishCodec.flags(packet),
                packet.topic(),
                packet.qos(),
                packet.packetIdentifier(),
                packet.payload(),
                target,
                offset);
    }

    private int encodePlain(
            int flags, TopicName topic, QoS qos, int packetIdentifier, Bytes payload, byte[] target, int offset) {
        boolean version5 = out.isVersion5();
        int remainingLength = PublishCodec.plainLength(topic, payload, qos, version5);
        int length = withHeader(remainingLength);
        requireRoom(PacketType.PUBLISH, length, target, offset);
        PublishCodec.encodePlain(flags, topic, packetIdentifier, payload, remainingLength, version5, target, offset);
        return length;
    }

    @Override
    public int length(TopicName topic, Bytes payload) {
        return length(topic, payload, QoS.AT_MOST_ONCE);
    }

    @Override
    public int encode(TopicName topic, Bytes payload, byte[] target, int offset) {
        requirePlain(topic, payload);
        return encodePlain(0, topic, QoS.AT_MOST_ONCE, 0, payload, target, offset);
    }

    @Override
    public int length(TopicName topic, Bytes payload, QoS qos) {
        requirePlain(topic, payload);
        return withHeader(PublishCodec.plainLength(topic, payload, qos, out.isVersion5()));
    }

    @Override
    public int encode(
            TopicName topic,
            Bytes payload,
            QoS qos,
            boolean retain,
            boolean duplicate,
            int packetIdentifier,
            byte[] target,
            int offset) {
        requirePlain(topic, payload);
        boolean identified = packetIdentifier > 0 && packetIdentifier <= 0xFFFF;
        if (qos == QoS.AT_MOST_ONCE ? duplicate || packetIdentifier != 0 : !identified) {
            // Says what is wrong.
            length(new Publish(topic, payload, qos, retain, duplicate, packetIdentifier, Publish.Properties.NONE));
        }
        int flags = PublishCodec.flags(qos, retain, duplicate);
        return encodePlain(flags, topic, qos, packetIdentifier, payload, target, offset);
    }

    private void requirePlain(TopicName topic, Bytes payload) {
        if (topic.isEmpty() || !PublishCodec.isPlain(payload)) {
            // Says what is wrong, or that nothing is but the size.
            length(new Publish(topic, payload));
            throw out.refusal(PacketType.PUBLISH, "is too large to be sent without a packet object");
        }
    }

    private int encodeAny(Packet packet, byte[] target, int offset) {
        PacketType type = packet.type();
        int remainingLength = remainingLength(packet, type);
        int length = withHeader(remainingLength);
        requireRoom(type, length, target, offset);
        write(packet, type, remainingLength, target, offset);
        return length;
    }

    private static void requireRoom(PacketType type, int length, byte[] target, int offset) {
        if (!hasRoom(length, target, offset)) {
            throw new IllegalArgumentException(type + " takes " + length + " bytes; the array has " + target.length
                    + " and the offset is " + offset);
        }
    }

    private static boolean hasRoom(int length, byte[] target, int offset) {
        return offset >= 0 && length <= target.length - offset;
    }

    @Override
    public void encode(Packet packet, ByteBuffer target) {
        PacketType type = packet.type();
        int remainingLength = remainingLength(packet, type);
        int length = withHeader(remainingLength);
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (length > target.remaining()) {
            throw new BufferOverflowException();
        }
        if (target.hasArray()) {
            int start = target.position();
            write(packet, type, remainingLength, target.array(), target.arrayOffset() + start);
            target.position(start + length);
        } else if (packet instanceof Publish publish) {
            Bytes payload = publish.payload();
            byte[] array = array(length - payload.length());
            header(packet, type, remainingLength, array, 0);
            PublishCodec.encodeBeforePayload(publish, out);
            out.close();
            target.put(array, 0, length - payload.length());
            payload.copyTo(target);
        } else {
            byte[] array = array(length);
            write(packet, type, remainingLength, array, 0);
            target.put(array, 0, length);
        }
    }

    private byte[] array(int length) {
        if (length > KEPT) {
            return new byte[length];
        }
        if (scratch.length < length) {
            scratch = new byte[KEPT];
        }
        return scratch;
    }

    private void write(Packet packet, PacketType type, int remainingLength, byte[] target, int offset) {
        header(packet, type, remainingLength, target, offset);
        content(packet, type);
        out.close();
    }

    private void header(Packet packet, PacketType type, int remainingLength, byte[] target, int offset) {
        out.open(target, offset);
        out.header(type.value() << 4 | flags(packet, type), remainingLength);
    }

    private int remainingLength(Packet packet, PacketType type) {
        if (!FixedHeader.sends(out.sender(), type, out.version())) {
            throw out.refusal(type, "does not exist; the other side or another version sends it");
        }
        return bounded(type, contentLength(packet, type));
    }

    private int bounded(PacketType type, long length) {
        if (length > VariableByteInteger.MAXIMUM) {
            throw out.refusal(type, "has a content of " + length + " bytes; at most 268435455 can be sent");
        }
        return (int) length;
    }

    private long contentLength(Packet packet, PacketType type) {
        return switch (type) {
            case CONNECT -> ConnectCodec.length((Connect) packet, out);
            case CONNACK -> ConnAckCodec.length((ConnAck) packet, out);
            case PUBLISH -> PublishCodec.length((Publish) packet, out);
            case PUBACK -> PubAckCodec.length((PubAck) packet, out);
            case PUBREC -> PubRecCodec.length((PubRec) packet, out);
            case PUBREL -> PubRelCodec.length((PubRel) packet, out);
            case PUBCOMP -> PubCompCodec.length((PubComp) packet, out);
            case SUBSCRIBE -> SubscribeCodec.length((Subscribe) packet, out);
            case SUBACK -> SubAckCodec.length((SubAck) packet, out);
            case UNSUBSCRIBE -> UnsubscribeCodec.length((Unsubscribe) packet, out);
            case UNSUBACK -> UnsubAckCodec.length((UnsubAck) packet, out);
            case PINGREQ, PINGRESP -> 0;
            case DISCONNECT -> DisconnectCodec.length((Disconnect) packet, out);
            case AUTH -> AuthCodec.length((Auth) packet, out);
        };
    }

    private static int flags(Packet packet, PacketType type) {
        return switch (type) {
            case PUBLISH -> PublishCodec.flags((Publish) packet);
            case PUBREL -> fixedFlags(((PubRel) packet).duplicate());
            case SUBSCRIBE -> fixedFlags(((Subscribe) packet).duplicate());
            case UNSUBSCRIBE -> fixedFlags(((Unsubscribe) packet).duplicate());
            case CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT, AUTH -> 0;
        };
    }

    private static int fixedFlags(boolean duplicate) {
        return FixedHeader.FIXED | (duplicate ? FixedHeader.DUP : 0);
    }

    private void content(Packet packet, PacketType type) {
        switch (type) {
            case CONNECT -> ConnectCodec.encode((Connect) packet, out);
            case CONNACK -> ConnAckCodec.encode((ConnAck) packet, out);
            case PUBLISH -> PublishCodec.encode((Publish) packet, out);
            case PUBACK -> PubAckCodec.encode((PubAck) packet, out);
            case PUBREC -> PubRecCodec.encode((PubRec) packet, out);
            case PUBREL -> PubRelCodec.encode((PubRel) packet, out);
            case PUBCOMP -> PubCompCodec.encode((PubComp) packet, out);
            case SUBSCRIBE -> SubscribeCodec.encode((Subscribe) packet, out);
            case SUBACK -> SubAckCodec.encode((SubAck) packet, out);
            case UNSUBSCRIBE -> UnsubscribeCodec.encode((Unsubscribe) packet, out);
            case UNSUBACK -> UnsubAckCodec.encode((UnsubAck) packet, out);
            case PINGREQ, PINGRESP -> {
                // Nothing follows the fixed header.
            }
            case DISCONNECT -> DisconnectCodec.encode((Disconnect) packet, out);
            case AUTH -> AuthCodec.encode((Auth) packet, out);
        }
    }
}
