package io.mqttstack.codec.internal;

import io.mqttstack.codec.DecodeLimits;
import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.PacketDecoder;
import io.mqttstack.codec.PacketHandler;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.internal.access.BytesAccess;
import io.mqttstack.codec.internal.wire.ByteReader;
import io.mqttstack.codec.internal.wire.FixedHeader;
import io.mqttstack.codec.internal.wire.Rule;
import io.mqttstack.codec.packet.Packet;
import io.mqttstack.codec.packet.PacketType;
import io.mqttstack.codec.packet.PingReq;
import io.mqttstack.codec.packet.PingResp;
import io.mqttstack.codec.value.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decoder. A packet that lies within the source as a whole is read where it is. One that does not is put together in
 * {@code partial}, which grows with what has arrived and not with what was announced.
 *
 * <pre>
 *   source    | packet | packet | packet | par|
 *   partial                              | par| next call: tial |
 * </pre>
 *
 * <p>Each packet is checked in the order of its bytes: first byte, Remaining Length, the limit on it, then the fields.
 * A Remaining Length in more bytes than it needs is accepted before 5.0, which has no rule against it.
 */
public final class StreamDecoder implements PacketDecoder {
    /** An array of ours up to this size, in bytes, is kept for the next packet; a larger one is not. */
    private static final int KEPT = 1024;

    /** How much of a buffer without an accessible array is copied at a time, in bytes. */
    private static final int CHUNK = 16 * 1024;

    private static final int SMALLEST = 64;
    private static final int UNKNOWN = -1;
    private static final int PUBLISH = PacketType.PUBLISH.value();
    private static final byte[] NOTHING = {};

    private final ByteReader in;
    private final int maximumPacketSize;

    /** Made with the first PUBLISH, like the short way: many connections receive none. */
    private @Nullable PublishFrame publish;

    private @Nullable ShortWay shortWay;

    /**
     * Which first bytes were found legal: bit n for an acknowledgement of type n with the flags that it has in every version,
     * and bit 16 + n for a PUBLISH with the flags n.
     */
    private int legal;

    private boolean decoding;

    /** Whether nobody changes the source any more, so that payloads may be parts of it. */
    private boolean immutable;

    private @Nullable MqttProtocolException failure;

    /** The stream offset of the first byte of the packet that is next or held. */
    private long offset;

    /** The index in the source behind the last byte that was consumed. */
    private int position;

    private byte[] partial = NOTHING;
    private int held;
    private byte[] chunk = NOTHING;

    // The packet whose header was read last
    private PacketType type = PacketType.CONNECT;
    private int onlyLength = FixedHeader.VARIABLE;
    private int latestFirst = UNKNOWN;
    private int headerLength;
    private int size = UNKNOWN;

    /**
     * Creates a decoder.
     *
     * @param version the version, or null to take it from the CONNECT that must come first
     * @param sender who sends the bytes
     * @param limits how much is accepted
     */
    public StreamDecoder(@Nullable ProtocolVersion version, Sender sender, DecodeLimits limits) {
        this.in = new ByteReader(
                Objects.requireNonNull(sender, "sender"), Objects.requireNonNull(limits, "limits"), version);
        this.maximumPacketSize = limits.maximumPacketSize();
    }

    @Override
    public Optional<ProtocolVersion> version() {
        return Optional.ofNullable(in.discovered());
    }

    @Override
    public int decode(byte[] source, int start, int length, PacketHandler out) {
        Objects.checkFromIndexSize(start, length, source.length);
        Objects.requireNonNull(out, "out");
        begin();
        try {
            run(source, start, start + length, out);
            return position - start;
        } finally {
            end();
        }
    }

    @Override
    public int decode(Bytes source, PacketHandler out) {
        Objects.requireNonNull(out, "out");
        int start = BytesAccess.offset(source);
        begin();
        immutable = true;
        try {
            run(BytesAccess.array(source), start, start + source.length(), out);
            return position - start;
        } finally {
            immutable = false;
            end();
        }
    }

    @Override
    public int decode(ByteBuffer source, PacketHandler out) {
        Objects.requireNonNull(out, "out");
        begin();
        try {
            return source.hasArray() ? runArray(source, out) : runChunks(source, out);
        } finally {
            end();
        }
    }

    private void begin() {
        if (decoding) {
            throw new IllegalStateException("A handler must not call the decoder that called it; return first");
        }
        if (failure != null) {
            throw failure;
        }
        decoding = true;
    }

    private void end() {
        decoding = false;
        in.close();
        PublishFrame known = publish;
        if (known != null) {
            known.close();
        }
    }

    private int runArray(ByteBuffer source, PacketHandler out) {
        int start = source.position();
        int base = source.arrayOffset();
        try {
            run(source.array(), base + start, base + source.limit(), out);
        } finally {
            source.position(position - base);
        }
        return source.position() - start;
    }

    private int runChunks(ByteBuffer source, PacketHandler out) {
        int start = source.position();
        boolean more = true;
        while (more && source.hasRemaining()) {
            int from = source.position();
            int length = Math.min(source.remaining(), CHUNK);
            fitChunk(length);
            source.get(from, chunk, 0, length);
            position = 0;
            try {
                more = run(chunk, 0, length, out);
            } finally {
                source.position(from + position);
            }
        }
        return source.position() - start;
    }

    /** Follows the size of recent reads, so that a connection which falls silent does not hold on to much. */
    private void fitChunk(int length) {
        if (chunk.length < length || (chunk.length > KEPT && chunk.length > 8L * length)) {
            chunk = new byte[Math.max(SMALLEST, length)];
        }
    }

    /** Decodes until the bytes or the handler's wish for more have ended, and returns the latter. */
    private boolean run(byte[] source, int from, int to, PacketHandler out) {
        position = from;
        boolean more = true;
        while (more && position < to) {
            more = held == 0 ? inPlace(source, to, out) : joined(source, to, out);
        }
        return more;
    }

    private boolean inPlace(byte[] source, int to, PacketHandler out) {
        int start = position;
        int type = source[start] >> 4;
        if (type == PUBLISH) {
            boolean more = shortPublishes(source, to, out);
            if (position > start) {
                return more;
            }
        } else if (type > PUBLISH && (legal >> type & 1) != 0) {
            // A packet of this type came before, so that the limit on the size admits four bytes.
            Packet acknowledgement = ShortWay.acknowledgement(source, start, to);
            if (acknowledgement != null) {
                position = start + ShortAcknowledgements.SIZE;
                offset += ShortAcknowledgements.SIZE;
                return out.packet(acknowledgement);
            }
        }
        return longWay(source, start, to, out);
    }

    /**
     * Hands over PUBLISHes as long as they can go the short way. Where the next one starts is in a local variable meanwhile,
     * and the view stays lent: between two handlers nobody can ask for it.
     */
    private boolean shortPublishes(byte[] source, int to, PacketHandler out) {
        PublishFrame frame = publish;
        ShortWay known = shortWay;
        if (frame == null || known == null) {
            return true;
        }
        int at = position;
        long origin = offset - at;
        boolean more = true;
        frame.lend(immutable);
        try {
            while (more && at < to && isLegalPublish(source[at])) {
                int end = shortPublish(known, source, at, to, origin);
                if (end == ShortWay.LONG) {
                    break;
                }
                at = end;
                more = out.publish(frame);
            }
        } finally {
            frame.takeBack();
            position = at;
            offset = origin + at;
        }
        return more;
    }

    private boolean isLegalPublish(byte first) {
        return first >> 4 == PUBLISH && (legal >> first & 1) != 0;
    }

    private int shortPublish(ShortWay known, byte[] source, int start, int to, long origin) {
        try {
            return known.publish(source, start, to, origin);
        } catch (MqttProtocolException e) {
            throw failed(e);
        }
    }

    private boolean longWay(byte[] source, int start, int to, PacketHandler out) {
        header(source, start, to);
        if (size == UNKNOWN || size > to - start) {
            hold(source, to - start);
            return true;
        }
        position = start + size;
        return type == PacketType.PUBLISH ? publish(source, start, immutable, out) : packet(source, start, out);
    }

    private boolean joined(byte[] source, int to, PacketHandler out) {
        while (size == UNKNOWN && position < to) {
            hold(source, 1);
            header(partial, 0, held);
        }
        if (size == UNKNOWN) {
            return true;
        }
        hold(source, Math.min(size - held, to - position));
        if (held < size) {
            return true;
        }
        byte[] whole = partial;
        boolean givenUp = whole.length > KEPT;
        if (givenUp) {
            partial = NOTHING;
        }
        held = 0;
        return type == PacketType.PUBLISH ? publish(whole, 0, givenUp, out) : packet(whole, 0, out);
    }

    /** Moves bytes from the source to the partial packet. */
    private void hold(byte[] source, int count) {
        int needed = held + count;
        if (partial.length < needed) {
            int grown = Math.max(SMALLEST, Math.max(needed, (int) Math.min(2L * partial.length, Integer.MAX_VALUE)));
            partial = Arrays.copyOf(partial, size == UNKNOWN ? grown : Math.max(needed, Math.min(grown, size)));
        }
        System.arraycopy(source, position, partial, held, count);
        held = needed;
        position += count;
    }

    /** Reads the fixed header at {@code start} as far as it is there; {@code size} stays unknown while it is not. */
    private void header(byte[] array, int start, int to) {
        size = UNKNOWN;
        in.open(array, start, to, offset - start);
        try {
            int first = array[start] & 0xFF;
            if (first != latestFirst) {
                type = FixedHeader.type(first, start, in);
                onlyLength = FixedHeader.onlyLength(type, in.isVersion5());
                latestFirst = first;
                legal |= 1 << (type == PacketType.PUBLISH ? first : type.value());
            }
            int length = 0;
            for (int at = start + 1, shift = 0; at < to; at++, shift += 7) {
                int next = array[at];
                length |= (next & 0x7F) << shift;
                if (next >= 0) {
                    if (next == 0 && shift > 0) {
                        in.paddedLength(at);
                    }
                    sized(at + 1 - start, length, start);
                    return;
                }
                if (shift == 21) {
                    throw in.violation(Rule.SHORTEST_INTEGER, at, "Remaining Length goes on behind its fourth byte");
                }
            }
        } catch (MqttProtocolException e) {
            throw failed(e);
        }
    }

    private void sized(int lengthOfHeader, int length, int start) {
        if (lengthOfHeader + length > maximumPacketSize) {
            throw in.violation(
                    Rule.PACKET_SIZE,
                    start + 1,
                    type + " of " + (lengthOfHeader + length) + " bytes where " + maximumPacketSize + " are accepted");
        }
        if (length != onlyLength && onlyLength != FixedHeader.VARIABLE) {
            throw in.violation(
                    Rule.FORMAT,
                    start + 1,
                    "The Remaining Length of " + type + " is " + length + ", not " + onlyLength);
        }
        headerLength = lengthOfHeader;
        size = lengthOfHeader + length;
    }

    /** Decodes the packet whose header was read and hands it over; it counts as consumed whatever the handler does. */
    private boolean packet(byte[] array, int start, PacketHandler out) {
        in.open(array, start + headerLength, start + size, offset - start);
        Packet packet;
        try {
            packet = content();
        } catch (MqttProtocolException e) {
            throw failed(e);
        }
        offset += size;
        return out.packet(packet);
    }

    private boolean publish(byte[] array, int start, boolean givenUp, PacketHandler out) {
        PublishFrame frame = publish;
        if (frame == null) {
            publish = frame = new PublishFrame();
            shortWay = new ShortWay(in, maximumPacketSize, frame);
        }
        in.open(array, start + headerLength, start + size, offset - start);
        try {
            PublishCodec.decode(latestFirst & 0x0F, in, frame);
        } catch (MqttProtocolException e) {
            throw failed(e);
        }
        offset += size;
        frame.payload(array, in.position(), start + size);
        frame.lend(givenUp);
        try {
            return out.publish(frame);
        } finally {
            frame.takeBack();
        }
    }

    private MqttProtocolException failed(MqttProtocolException e) {
        failure = e;
        partial = NOTHING;
        chunk = NOTHING;
        return e;
    }

    /** A packet other than PUBLISH. */
    private Packet content() {
        int flags = latestFirst & 0x0F;
        return switch (type) {
            case CONNECT -> ConnectCodec.decode(in);
            case CONNACK -> ConnAckCodec.decode(in);
            case PUBLISH -> throw new AssertionError(type);
            case PUBACK -> PubAckCodec.decode(in);
            case PUBREC -> PubRecCodec.decode(in);
            case PUBREL -> PubRelCodec.decode(flags, in);
            case PUBCOMP -> PubCompCodec.decode(in);
            case SUBSCRIBE -> SubscribeCodec.decode(flags, in);
            case SUBACK -> SubAckCodec.decode(in);
            case UNSUBSCRIBE -> UnsubscribeCodec.decode(flags, in);
            case UNSUBACK -> UnsubAckCodec.decode(in);
            case PINGREQ -> PingReq.INSTANCE;
            case PINGRESP -> PingResp.INSTANCE;
            case DISCONNECT -> DisconnectCodec.decode(in);
            case AUTH -> AuthCodec.decode(in);
        };
    }
}
