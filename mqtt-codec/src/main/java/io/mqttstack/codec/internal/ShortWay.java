package io.mqttstack.codec.internal;

import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.TopicCache;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.Publish;
import io.mqttstack.codec.value.TopicName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets that a busy connection has most, by means of little but local variables: a PUBLISH of less than 16 KiB
 * whose topic is known or plain ASCII, and acknowledgements of success in four bytes. Whatever else comes, and whatever it
 * does not see to be legal, it leaves to the codecs, which know all rules and find the fault.
 */
final class ShortWay {
    /** The answer of {@link #publish} when the packet has to go the long way. */
    static final int LONG = -1;

    /** A PUBLISH needs more: its fixed header, the length of the topic and one letter. */
    private static final int SMALLEST = 5;

    private static final int QOS = 0b0110;
    /** In the first four bytes of a packet, the bit that says that the Remaining Length goes on. */
    private static final int LONGER = 0x0080_0000;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final ByteReader in;
    private final TopicCache topics;
    private final int maximumPacketSize;
    private final PublishFrame frame;

    ShortWay(ByteReader in, int maximumPacketSize, PublishFrame frame) {
        this.in = in;
        this.topics = in.topics();
        this.maximumPacketSize = maximumPacketSize;
        this.frame = frame;
    }

    /**
     * Reads a PUBLISH whose first byte is legal into the frame.
     *
     * @return the index behind the packet, or {@link #LONG} with nothing changed
     */
    int publish(byte[] array, int start, int to, long origin) {
        if (to - start < SMALLEST) {
            return LONG;
        }
        // First byte, Remaining Length in one byte or two, and what of the topic's length is behind it
        int head = (int) INT.get(array, start);
        int topicStart = start + 4;
        int topicLength = head & 0xFFFF;
        int end = start + 2 + (head >> 16 & 0x7F);
        if ((head & LONGER) != 0) {
            int upper = (byte) (head >> 8);
            if (upper <= 0) {
                return LONG;
            }
            end += 1 + (upper << 7);
            topicLength = (head & 0xFF) << 8 | (array[topicStart++] & 0xFF);
        }
        int flags = head >> 24 & 0x0F;
        int payload = topicStart + topicLength;
        boolean version5 = in.isVersion5();
        int between = ((flags & QOS) == 0 ? 0 : 2) + (version5 ? 1 : 0);
        if (end > to || end - start > maximumPacketSize || topicLength == 0 || payload + between > end) {
            return LONG;
        }
        TopicName topic = topics.plain(array, topicStart, topicLength);
        if (topic == null) {
            return LONG;
        }
        int identifier = 0;
        if ((flags & QOS) != 0) {
            identifier = twoBytes(array, payload);
            if (identifier == 0) {
                return LONG;
            }
            payload += 2;
        }
        frame.fields(flags, topic, identifier);
        frame.payload(array, version5 ? behindProperties(array, payload, end, origin) : payload, end);
        return end;
    }

    /** Reads the properties, of which there are most often none, into the frame. */
    private int behindProperties(byte[] array, int at, int end, long origin) {
        if (array[at] == 0) {
            frame.properties(Publish.Properties.NONE);
            return at + 1;
        }
        in.open(array, at, end, origin);
        frame.properties(PublishCodec.properties(in));
        return in.position();
    }

    /** The acknowledgement that starts here, if it reports success in four bytes; else null. Its first byte is legal. */
    static @Nullable Packet acknowledgement(byte[] array, int start, int to) {
        if (to - start < ShortAcknowledgements.SIZE || array[start + 1] != 2) {
            return null;
        }
        int identifier = twoBytes(array, start + 2);
        if (identifier == 0) {
            return null;
        }
        return switch (array[start]) {
            case 0x40 -> new PubAck(identifier);
            case 0x50 -> new PubRec(identifier);
            case 0x62 -> new PubRel(identifier);
            case 0x70 -> new PubComp(identifier);
            default -> null;
        };
    }

    private static int twoBytes(byte[] array, int at) {
        return (short) SHORT.get(array, at) & 0xFFFF;
    }
}
