package io.mqttstack.codec.internal;

import io.mqttstack.codec.PublishView;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.packet.QoS;
import io.mqttstack.codec.value.Bytes;
import io.mqttstack.codec.value.TopicName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The one PUBLISH that a decoder lends at a time: its fields, and where in which array its payload is. A reference is only
 * written where it changes, for a garbage collector makes that write the dearest part of a PUBLISH.
 */
final class PublishFrame implements PublishView {
    /** An array up to this size, in bytes, stays known. */
    private static final int KEPT = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final QoS[] QOS = QoS.values();
    private static final int RETAIN = 0b0001;
    private static final int DUP = 0b1000;

    private int flags;
    private int packetIdentifier;
    private TopicName topic = TopicName.EMPTY;
    private Publish.Properties properties = Publish.Properties.NONE;

    private byte[] array = NOTHING;
    private int payloadStart;
    private int payloadLength;
    private boolean givenUp;
    private boolean lent;

    private byte[] bufferedArray = NOTHING;
    private @Nullable ByteBuffer buffer;

    /** Sets all but the properties and the payload. */
    @SuppressWarnings("ReferenceEquality") // whether a write is needed, not whether the values are equal
    void fields(int headerFlags, TopicName name, int identifier) {
        flags = headerFlags;
        packetIdentifier = identifier;
        if (topic != name) {
            topic = name;
        }
    }

    /** Sets the properties; a decoder of a version without them never does. */
    @SuppressWarnings("ReferenceEquality") // as above
    void properties(Publish.Properties block) {
        if (properties != block) {
            properties = block;
        }
    }

    /** Sets where the payload is. */
    void payload(byte[] source, int start, int end) {
        if (array != source) {
            array = source;
        }
        payloadStart = start;
        payloadLength = end - start;
    }

    /** Lends this to handlers; {@code isGivenUp} if nobody else uses the array any more, so that it can be kept. */
    void lend(boolean isGivenUp) {
        givenUp = isGivenUp;
        lent = true;
    }

    /** Ends the loan: whoever still holds this view cannot read it any more. */
    void takeBack() {
        lent = false;
    }

    /** Forgets the caller's array if it is large, as the next call may not bring it again, and what was read from it. */
    void close() {
        if (array.length > KEPT) {
            array = NOTHING;
            topic = TopicName.EMPTY;
            properties = Publish.Properties.NONE;
            bufferedArray = NOTHING;
            buffer = null;
        }
    }

    private void requireLent() {
        if (!lent) {
            throw new IllegalStateException(
                    "The view of a PUBLISH is valid only until the handler returns; keep its toPacket() instead");
        }
    }

    @Override
    public QoS qos() {
        requireLent();
        return QOS[flags >> 1 & 3];
    }

    @Override
    public boolean retain() {
        requireLent();
        return (flags & RETAIN) != 0;
    }

    @Override
    public boolean duplicate() {
        requireLent();
        return (flags & DUP) != 0;
    }

    @Override
    public int packetIdentifier() {
        requireLent();
        return packetIdentifier;
    }

    @Override
    public TopicName topic() {
        requireLent();
        return topic;
    }

    @Override
    public Publish.Properties properties() {
        requireLent();
        return properties;
    }

    @Override
    public int payloadLength() {
        requireLent();
        return payloadLength;
    }

    /** One buffer serves all views of one array: the payload is between its position and its limit. */
    @Override
    public ByteBuffer payload() {
        requireLent();
        ByteBuffer window = buffer;
        if (window == null || bufferedArray != array) {
            window = ByteBuffer.wrap(array).asReadOnlyBuffer();
            buffer = window;
            bufferedArray = array;
        }
        return window.order(ByteOrder.BIG_ENDIAN).clear().position(payloadStart).limit(payloadStart + payloadLength);
    }

    @Override
    public Bytes payloadToKeep() {
        requireLent();
        return givenUp
                ? Bytes.wrap(array, payloadStart, payloadLength)
                : Bytes.copyOf(array, payloadStart, payloadLength);
    }

    @Override
    public Publish toPacket() {
        Bytes payload = payloadToKeep();
        QoS qos = QOS[flags >> 1 & 3];
        boolean retain = (flags & RETAIN) != 0;
        boolean duplicate = (flags & DUP) != 0;
        return new Publish(topic, payload, qos, retain, duplicate, packetIdentifier, properties);
    }
}
